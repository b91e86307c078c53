import type { Actor } from '#app/domain/access/actor.ts'
import { type Attempt, closingEvent, JOB_AFTER_CLOSING } from '#app/domain/delivery/attempt.ts'
import { type ActRefusal, actEvent, carryOut, type RoomAct } from '#app/domain/proctoring/room-act.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { enqueue } from '#app/platform/job-queue.server.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { receiptCode } from '#app/platform/receipt.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntries } from '../audit/audit-store.server.ts'
import { eventLogDigests, saveAttempts } from '../delivery/attempt-store.server.ts'
import { withdrawScore } from '../scoring/result-store.server.ts'

export type CarryOutRefusal = ActRefusal | { readonly kind: 'score-stands' }
type Ground = { readonly at: Date; readonly limitMinutes: number }

/**
 * Does what an act says to attempts that the caller holds, with an entry in the trail for each that it changed. Of many,
 * those that the act does not fit stay as they are; of one, the refusal is the answer. Called inside a transaction, last.
 * @param keep stores the act as done, with how many it changes: the database lets a closed attempt open only behind it.
 */
export async function carryOutAct(
  actor: Actor,
  transaction: Transaction,
  act: Pick<RoomAct, 'id' | 'order' | 'reason' | 'scope'>,
  attempts: readonly Attempt[],
  { at, limitMinutes }: Ground,
  keep: (affected: number) => Promise<void>,
): Promise<Result<{ readonly affected: number }, CarryOutRefusal>> {
  const changed = await changedBy(transaction, act, attempts, { at, limitMinutes })
  const [first] = changed
  if (act.scope === 'one' && first !== undefined && !first.ok) return refuse(first.refusal)
  const done = changed.flatMap((each) => (each.ok ? [each.value] : []))
  if (act.order.kind === 'reopen' || act.order.kind === 'void') {
    for (const { id } of done) if (!(await withdrawScore(transaction, id))) return refuse({ kind: 'score-stands' })
  }
  await keep(done.length)
  await saveAttempts(transaction, done)
  const closed = done.filter((attempt) => attempt.status === 'closed')
  if (closed.length > 0) await enqueue(transaction, JOB_AFTER_CLOSING, {})
  const running = new Set(attempts.filter(({ status }) => status === 'running').map(({ id }) => id))
  const closings = closed.filter(({ id }) => running.has(id)).map(closingEvent)
  const entries = [...done.map((attempt) => actEvent(act, attempt)), ...closings].map((event) => ({ at, by: actor, event }))
  if (entries.length > 0) await appendAuditEntries(transaction, entries)
  return accept({ affected: done.length })
}

/** Whether the act fits this attempt now; nothing is written. */
export async function fitsNow(
  _actor: Actor,
  transaction: Transaction,
  act: Pick<RoomAct, 'order'>,
  attempt: Attempt,
  ground: Ground,
): Promise<Result<null, ActRefusal>> {
  const [changed] = await changedBy(transaction, act, [attempt], ground)
  return changed === undefined || changed.ok ? accept(null) : changed
}

async function changedBy(
  transaction: Transaction,
  { order }: Pick<RoomAct, 'order'>,
  attempts: readonly Attempt[],
  { at, limitMinutes }: Ground,
): Promise<Result<Attempt, ActRefusal>[]> {
  const closes = order.kind === 'hand-in' || order.kind === 'void'
  const digests = closes
    ? await eventLogDigests(
        transaction,
        attempts.map(({ id }) => id),
      )
    : null
  return attempts.map((attempt) => {
    const digest = digests?.get(attempt.id) ?? { eventCount: 0, eventHash: '' }
    const evidence = { ...digest, receiptCode: receiptCode(attempt.id, attempt.handInId) }
    return carryOut(attempt, order, { at, limitMinutes, newHandInId: newUuid(), evidence })
  })
}
