import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { ExamId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { type ExamWithResults, listExamsWithResults } from './distribution-store.server.ts'
import { type RecapVillage, summariseResults } from './recap-store.server.ts'

export type ScoreRecap = {
  readonly exams: readonly ExamWithResults[]
  /** Null while no exam has results. */
  readonly chosen: { readonly exam: ExamWithResults; readonly urbanVillages: readonly RecapVillage[] } | null
}
export type RecapRefusal = { readonly kind: 'forbidden' } | { readonly kind: 'not-found' }

/** The recap's first sheet, for whoever may read every person's result. Without an exam named, it is the first of the list. */
export function readScoreRecap(actor: Actor, examId: ExamId | null): Promise<Result<ScoreRecap, RecapRefusal>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'result.read')
    if (scope === null) return refuse({ kind: 'forbidden' })
    const exams = await listExamsWithResults(transaction)
    const exam = examId === null ? exams[0] : exams.find(({ id }) => id === examId)
    if (exam === undefined) return examId === null ? accept({ exams, chosen: null }) : refuse({ kind: 'not-found' })
    return accept({ exams, chosen: { exam, urbanVillages: await summariseResults(transaction, scope, exam.id) } })
  })
}
