import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import { type ActGrounds, type ActOrder, needsSecondPerson, type RoomAct } from '#app/domain/proctoring/room-act.ts'
import { type CandidateId, type ExamSessionId, RoomActId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findAttemptOn, lockAttempt } from '../delivery/attempt-store.server.ts'
import { findListedSession } from '../delivery/exam-session-store.server.ts'
import { type CarryOutRefusal, carryOutAct, fitsNow } from './carry-out-act.server.ts'
import { insertRoomAct } from './room-act-store.server.ts'

export type ActOnAttemptRefusal = CarryOutRefusal | { readonly kind: 'not-found' | 'session-closed' | 'not-started' }

/**
 * A proctor's act about one candidate of a room: done at once, or asked for where a second person does it (reopening,
 * voiding). What does not fit now is refused before anybody is asked.
 */
export function actOnAttempt(
  actor: Actor,
  { examSessionId, candidateId }: { readonly examSessionId: ExamSessionId; readonly candidateId: CandidateId },
  { order, ...grounds }: ActGrounds & { readonly order: ActOrder },
): Promise<Result<{ readonly state: 'done' | 'waiting' }, ActOnAttemptRefusal>> {
  return inTransaction<{ readonly state: 'done' | 'waiting' }, ActOnAttemptRefusal>(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.proctor')
    const session = scope && (await findListedSession(transaction, scope, examSessionId))
    if (session === null || actor.kind !== 'staff') return refuse({ kind: 'not-found' })
    if (session.state === 'closed') return refuse({ kind: 'session-closed' })
    const found = await findAttemptOn(transaction, candidateId, session.examId)
    const attempt = found === null ? null : await lockAttempt(transaction, found.id)
    if (attempt === null || attempt.examSessionId !== examSessionId) return refuse({ kind: 'not-started' })
    const at = await databaseNow(transaction)
    const ground = { at, limitMinutes: session.limitMinutes }
    const waits = needsSecondPerson(order.kind, 'one')
    const act: RoomAct = {
      ...grounds,
      id: RoomActId.parse(newUuid()),
      examSessionId,
      examId: session.examId,
      scope: 'one',
      attemptId: attempt.id,
      order,
      state: waits ? 'waiting' : 'done',
      requestedBy: actor.accountId,
      requestedAt: at,
      decided: null,
      affected: null,
    }
    if (waits) {
      const fits = await fitsNow(actor, transaction, act, attempt, ground)
      if (!fits.ok) return fits
      await insertRoomAct(transaction, act)
      await appendAuditEntry(transaction, {
        at,
        by: actor,
        event: {
          kind: 'room-act.asked',
          subject: act.id,
          detail: { act: order.kind, scope: 'one', reason: act.reason, attempt: attempt.id },
        },
      })
      return accept({ state: 'waiting' })
    }
    const done = await carryOutAct(actor, transaction, act, [attempt], ground, (affected) =>
      insertRoomAct(transaction, { ...act, affected }),
    )
    return done.ok ? accept({ state: 'done' }) : done
  })
}
