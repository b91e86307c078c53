import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import { type BoardRow, type BoardStanding, standingAt } from '#app/domain/delivery/board.ts'
import type { ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, reading } from '#app/platform/transaction.server.ts'
import { latestPolicy } from '../period/period-store.server.ts'
import { boardRows, findListedSession, type ListedSession } from './exam-session-store.server.ts'
import { type CountedRoom, countRooms } from './room-counts-store.server.ts'

type NotFound = { readonly kind: 'not-found' }

/** The rooms that this reader may look at, how many stand how in each, and whether she leads those of their region. */
export function browseRooms(actor: Actor): Promise<Result<(CountedRoom & { readonly mayLead: boolean })[], NotFound>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.read')
    if (scope === null) return refuse({ kind: 'not-found' })
    const rooms = await countRooms(transaction, scope)
    return accept(rooms.map((room) => ({ ...room, mayLead: may(actor, 'exam-session.proctor', { regionCode: room.regionCode }) })))
  })
}

export type SessionBoard = {
  readonly session: ListedSession
  readonly at: Date
  readonly rows: readonly (BoardRow & { readonly standing: BoardStanding })[]
}

/** The room as it is now, by the database's clock. */
export function readSessionBoard(actor: Actor, examSessionId: ExamSessionId): Promise<Result<SessionBoard, NotFound>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.proctor')
    const session = scope && (await findListedSession(transaction, scope, examSessionId))
    if (session === null) return refuse({ kind: 'not-found' })
    const { settings } = await latestPolicy(transaction, session.periodId)
    const rows = await boardRows(transaction, examSessionId)
    const at = await databaseNow(transaction)
    return accept({ session, at, rows: rows.map((row) => ({ ...row, standing: standingAt(row, at, settings.leaseSilenceSeconds) })) })
  })
}
