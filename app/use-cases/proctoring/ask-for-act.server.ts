import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { ActGrounds, MassOrder, RoomAct } from '#app/domain/proctoring/room-act.ts'
import { type ExamSessionId, RoomActId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findListedSession } from '../delivery/exam-session-store.server.ts'
import { insertRoomAct } from './room-act-store.server.ts'

type Refusal = { readonly kind: 'not-found' | 'session-closed' | 'city-only' }

/** Asks for an act for everybody of a room, or of every room of its exam; another person does it. */
export function askForAct(
  actor: Actor,
  { examSessionId, scope }: { readonly examSessionId: ExamSessionId; readonly scope: 'room' | 'exam' },
  { order, ...grounds }: ActGrounds & { readonly order: MassOrder },
): Promise<Result<{ readonly actId: RoomActId }, Refusal>> {
  return inTransaction<{ readonly actId: RoomActId }, Refusal>(async (transaction) => {
    const reach = scopeFor(actor, 'room-act.ask')
    const session = reach && (await findListedSession(transaction, reach, examSessionId))
    if (session === null || reach === null || actor.kind !== 'staff') return refuse({ kind: 'not-found' })
    if (session.state === 'closed') return refuse({ kind: 'session-closed' })
    if (scope === 'exam' && reach.kind !== 'everywhere') return refuse({ kind: 'city-only' })
    const at = await databaseNow(transaction)
    const act: RoomAct = {
      ...grounds,
      id: RoomActId.parse(newUuid()),
      examSessionId,
      examId: session.examId,
      scope,
      attemptId: null,
      order,
      state: 'waiting',
      requestedBy: actor.accountId,
      requestedAt: at,
      decided: null,
      affected: null,
    }
    await insertRoomAct(transaction, act)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'room-act.asked', subject: act.id, detail: { act: order.kind, scope, reason: act.reason, attempt: null } },
    })
    return accept({ actId: act.id })
  })
}
