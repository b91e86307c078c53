import type { Actor } from '#app/domain/access/actor.ts'
import type { ExamResultId } from '#app/domain/shared/id.ts'
import { confirmResult } from './confirm-result.server.ts'

export type BatchConfirmation = {
  readonly confirmed: number /** Results left as they were, by the reason. */
  readonly left: Readonly<Record<string, number>>
}

/** Confirms each of these results by itself: one that cannot be confirmed is counted and does not hold up the others. */
export async function confirmResults(actor: Actor, resultIds: readonly ExamResultId[]): Promise<BatchConfirmation> {
  let confirmed = 0
  const left: Record<string, number> = {}
  for (const resultId of new Set(resultIds)) {
    const result = await confirmResult(actor, resultId)
    const outcome = result.ok ? result.value.kind : result.refusal.kind
    if (outcome === 'confirmed') confirmed += 1
    else left[outcome] = (left[outcome] ?? 0) + 1
  }
  return { confirmed, left }
}
