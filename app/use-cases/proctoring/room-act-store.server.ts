import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import { ActGrounds, ActKind, type ActOrder, ActScope, ActState, type RoomAct } from '#app/domain/proctoring/room-act.ts'
import { AccountId, AttemptId, type CandidateId, ExamId, ExamSessionId, RoomActId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const ActRow = z.object({
  id: RoomActId,
  examSessionId: ExamSessionId,
  examId: ExamId,
  scope: ActScope,
  kind: ActKind,
  attemptId: AttemptId.nullable(),
  reason: ActGrounds.shape.reason,
  note: z.string().nullable(),
  minutes: z.number().int().nullable(),
  percent: z.number().int().nullable(),
  state: ActState,
  requestedBy: AccountId,
  requestedAt: z.coerce.date(),
  decidedBy: AccountId.nullable(),
  decidedAt: z.coerce.date().nullable(),
  affected: z.number().int().nullable(),
})

export async function insertRoomAct(transaction: Transaction, act: RoomAct): Promise<void> {
  const { order, decided, ...rest } = act
  await transaction.roomAct.create({
    data: { ...rest, kind: order.kind, ...timeOf(order), decidedBy: decided?.by ?? null, decidedAt: decided?.at ?? null },
  })
}

/** The act, held until the transaction ends. */
export async function lockRoomAct(transaction: Transaction, id: RoomActId): Promise<RoomAct | null> {
  await transaction.$queryRaw`SELECT id FROM room_act WHERE id = ${id}::uuid FOR UPDATE`
  const row = await transaction.roomAct.findUnique({ where: { id } })
  return row === null ? null : toAct(row)
}

/** The second person's answer to an act that the caller holds and knows to be waiting. */
export async function saveActDecision(
  transaction: Transaction,
  act: Pick<RoomAct, 'id' | 'state' | 'decided' | 'affected'>,
): Promise<void> {
  await transaction.roomAct.update({
    where: { id: act.id },
    data: { state: act.state, decidedBy: act.decided?.by ?? null, decidedAt: act.decided?.at ?? null, affected: act.affected },
  })
}

/** An act with whom it is about and who took part, as pages and minutes tell it. */
export type ListedAct = RoomAct & {
  readonly candidate: { readonly id: CandidateId; readonly name: string; readonly participantNumber: string } | null
  readonly requestedByName: string
  readonly decidedByName: string | null
}
const Names = z.object({
  candidateId: z.uuid().brand<'CandidateId'>().nullable(),
  cadreName: z.string().nullable(),
  participantNumber: z.string().nullable(),
  requestedByName: z.string().nullable(),
  decidedByName: z.string().nullable(),
})

export type ActFilter = { readonly examSessionId: ExamSessionId } | { readonly attemptId: AttemptId }

/** Acts of a session (those for every room of its exam included) or of one attempt whose venue lies in the scope, the newest first. */
export async function listRoomActs(transaction: Transaction, scope: RegionScope, filter: ActFilter): Promise<ListedAct[]> {
  const about =
    'attemptId' in filter
      ? Prisma.sql`t.attempt_id = ${filter.attemptId}::uuid`
      : Prisma.sql`(t.exam_session_id = ${filter.examSessionId}::uuid OR (t.scope = 'exam' AND t.exam_id = (SELECT exam_id FROM exam_session WHERE id = ${filter.examSessionId}::uuid)))`
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT t.id, t.exam_session_id AS "examSessionId", t.exam_id AS "examId", t.scope, t.kind, t.attempt_id AS "attemptId", t.reason, t.note, t.minutes,
      t.percent, t.state, t.requested_by AS "requestedBy", t.requested_at AS "requestedAt", t.decided_by AS "decidedBy", t.decided_at AS "decidedAt", t.affected,
      c.id AS "candidateId", k.name AS "cadreName", c.participant_number AS "participantNumber", r.display_name AS "requestedByName", d.display_name AS "decidedByName"
    FROM room_act t
      JOIN exam_session s ON s.id = t.exam_session_id
      JOIN venue v ON v.id = s.venue_id
      LEFT JOIN attempt a ON a.id = t.attempt_id
      LEFT JOIN candidate c ON c.id = a.candidate_id
      LEFT JOIN cadre k ON k.id = c.cadre_id
      LEFT JOIN account r ON r.id = t.requested_by
      LEFT JOIN account d ON d.id = t.decided_by
    WHERE ${about}
      AND (t.scope = 'exam' OR ${liesWithin(scope, Prisma.sql`v.region_code`)})
    ORDER BY t.requested_at DESC, t.id`
  return rows.map((each) => {
    const names = Names.parse(each)
    const { candidateId, cadreName, participantNumber } = names
    return {
      ...toAct(each),
      candidate: candidateId === null ? null : { id: candidateId, name: cadreName ?? '', participantNumber: participantNumber ?? '' },
      requestedByName: names.requestedByName ?? '',
      decidedByName: names.decidedByName,
    }
  })
}

export type WaitingRoom = {
  readonly examSessionId: ExamSessionId
  readonly label: string
  readonly venue: string
  readonly count: number
  readonly since: Date
}
const WaitingRow = z.object({
  examSessionId: ExamSessionId,
  label: z.string(),
  venue: z.string(),
  count: z.coerce.number().int(),
  since: z.coerce.date(),
})

/** Rooms with acts that wait for somebody else than this account; those for every room of an exam are for the whole city's people. */
export async function listWaitingRooms(transaction: Transaction, scope: RegionScope, accountId: AccountId): Promise<WaitingRoom[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT s.id AS "examSessionId", s.label, v.name AS venue, count(*) AS count, min(t.requested_at) AS since
    FROM room_act t JOIN exam_session s ON s.id = t.exam_session_id JOIN venue v ON v.id = s.venue_id
    WHERE t.state = 'waiting' AND t.requested_by <> ${accountId}::uuid
      AND (${scope.kind === 'everywhere'}::boolean OR (t.scope <> 'exam' AND ${liesWithin(scope, Prisma.sql`v.region_code`)}))
    GROUP BY s.id, s.label, v.name ORDER BY since, s.id`
  return rows.map((row) => WaitingRow.parse(row))
}

function timeOf(order: ActOrder): { readonly minutes: number | null; readonly percent: number | null } {
  switch (order.kind) {
    case 'extend':
      return order.time.unit === 'minutes' ? { minutes: order.time.amount, percent: null } : { minutes: null, percent: order.time.amount }
    case 'reopen':
      return { minutes: order.minutes, percent: null }
    default:
      return { minutes: null, percent: null }
  }
}

function toAct(each: unknown): RoomAct {
  const { kind, minutes, percent, decidedBy, decidedAt, ...row } = ActRow.parse(each)
  return {
    ...row,
    order: orderOf(kind, minutes, percent),
    decided: decidedBy === null || decidedAt === null ? null : { by: decidedBy, at: decidedAt },
  }
}

function orderOf(kind: ActKind, minutes: number | null, percent: number | null): ActOrder {
  switch (kind) {
    case 'extend':
      return { kind, time: percent === null ? { unit: 'minutes', amount: minutes ?? 0 } : { unit: 'percent', amount: percent } }
    case 'reopen':
      return { kind, minutes: minutes ?? 0 }
    default:
      return { kind }
  }
}
