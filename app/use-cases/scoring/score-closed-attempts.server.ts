import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { accept } from '#app/domain/shared/result.ts'
import { inSqlTransaction, reading } from '#app/platform/transaction.server.ts'
import { scoreAttempt, scoreLocked } from './score-attempt.server.ts'
import { listUnscoredAttemptIds, lockUnscoredAttempts } from './score-input-store.server.ts'

const BATCH = 200

/**
 * Scores every closed attempt that has no score yet: what a crash left behind too. One attempt that cannot be scored
 * does not keep the others waiting; its error is thrown at the end.
 */
export async function scoreClosedAttempts(actor: Actor): Promise<{ scored: number }> {
  if (!may(actor, 'result.score')) return { scored: 0 }
  let scored = 0
  let whole = true
  while (whole) {
    const count = await scoreBatch(actor).catch(() => null)
    scored += count ?? 0
    whole = count === BATCH
    if (count === null) return { scored: scored + (await scoreOneByOne(actor)) }
  }
  return { scored }
}

async function scoreBatch(actor: Actor): Promise<number> {
  const result = await inSqlTransaction<number, never>(async (transaction) => {
    const attempts = await lockUnscoredAttempts(transaction, BATCH)
    if (attempts.length > 0) await scoreLocked(actor, transaction, attempts)
    return accept(attempts.length)
  })
  return result.ok ? result.value : 0
}

async function scoreOneByOne(actor: Actor): Promise<number> {
  const faults: unknown[] = []
  let scored = 0
  for (const id of await reading(listUnscoredAttemptIds)) {
    const result = await scoreAttempt(actor, id).catch((fault: unknown) => void faults.push(fault))
    if (result?.ok && result.value.kind === 'scored') scored += 1
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} attempts could not be scored`)
  return scored
}
