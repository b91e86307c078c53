import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import { mayDecideAct, type RoomAct } from '#app/domain/proctoring/room-act.ts'
import type { RoomActId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { lockAttempt, lockRunningAttempts } from '../delivery/attempt-store.server.ts'
import { findListedSession } from '../delivery/exam-session-store.server.ts'
import { type CarryOutRefusal, carryOutAct } from './carry-out-act.server.ts'
import { lockRoomAct, saveActDecision } from './room-act-store.server.ts'

export type DecideActRefusal =
  | CarryOutRefusal
  | { readonly kind: 'not-found' | 'already-decided' | 'needs-second-person' | 'city-only' | 'session-closed' }

/** The second person's answer to an act that waits. What is approved is done in the same transaction. */
export function decideAct(
  actor: Actor,
  id: RoomActId,
  answer: 'approved' | 'rejected',
): Promise<Result<{ readonly affected: number | null }, DecideActRefusal>> {
  return inTransaction<{ readonly affected: number | null }, DecideActRefusal>(async (transaction) => {
    const reach = scopeFor(actor, 'room-act.decide')
    const act = reach && (await lockRoomAct(transaction, id))
    const session = act && reach && (await findListedSession(transaction, reach, act.examSessionId))
    if (act === null || session === null || reach === null || actor.kind !== 'staff') return refuse({ kind: 'not-found' })
    if (act.scope === 'exam' && reach.kind !== 'everywhere') return refuse({ kind: 'city-only' })
    const allowed = mayDecideAct(act, actor.accountId)
    if (!allowed.ok) return allowed
    const at = await databaseNow(transaction)
    const decided = { by: actor.accountId, at }
    if (answer === 'rejected') {
      await saveActDecision(transaction, { ...act, state: 'rejected', decided })
      await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'room-act.rejected', subject: act.id } })
      return accept({ affected: null })
    }
    if (session.state === 'closed') return refuse({ kind: 'session-closed' })
    const attempts = await attemptsOf(transaction, act)
    const done = await carryOutAct(actor, transaction, act, attempts, { at, limitMinutes: session.limitMinutes }, (affected) =>
      saveActDecision(transaction, { ...act, state: 'done', decided, affected }),
    )
    if (!done.ok) return done
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'room-act.done', subject: act.id, detail: { act: act.order.kind, scope: act.scope, affected: done.value.affected } },
    })
    return accept(done.value)
  })
}

async function attemptsOf(transaction: Transaction, act: RoomAct) {
  if (act.attemptId !== null) {
    const attempt = await lockAttempt(transaction, act.attemptId)
    return attempt === null ? [] : [attempt]
  }
  return lockRunningAttempts(transaction, act.scope === 'room' ? { examSessionId: act.examSessionId } : { examId: act.examId })
}
