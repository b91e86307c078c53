import type { Actor } from '#app/domain/access/actor.ts'
import { mayEnter, scopeFor } from '#app/domain/access/may.ts'
import type { Attempt } from '#app/domain/delivery/attempt.ts'
import { type BoardRow, type BoardStanding, standingAt } from '#app/domain/delivery/board.ts'
import type { CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, reading } from '#app/platform/transaction.server.ts'
import { findAttemptOn } from '../delivery/attempt-store.server.ts'
import { boardRows, findListedSession, type ListedSession } from '../delivery/exam-session-store.server.ts'
import { listSignals, type NotedSignal } from '../delivery/page-signal-store.server.ts'
import { latestPolicy } from '../period/period-store.server.ts'
import { type ListedIncident, listIncidents } from './incident-store.server.ts'
import { type ListedAct, listRoomActs, listWaitingRooms, type WaitingRoom } from './room-act-store.server.ts'

const SIGNALS_SHOWN = 30

type NotFound = { readonly kind: 'not-found' }

export type CandidateInRoom = {
  readonly session: ListedSession
  readonly at: Date
  readonly row: BoardRow
  readonly standing: BoardStanding
  readonly attempt: Attempt | null
  /** The newest first. */
  readonly acts: readonly ListedAct[]
  /** What her page told of itself, the newest first. */
  readonly signals: readonly NotedSignal[]
}

/** One candidate of a room as the proctor sees her: how she stands, and what was done about her exam. */
export function readCandidateInRoom(
  actor: Actor,
  examSessionId: ExamSessionId,
  candidateId: CandidateId,
): Promise<Result<CandidateInRoom, NotFound>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.proctor')
    const session = scope && (await findListedSession(transaction, scope, examSessionId))
    const [row] = session === null ? [] : await boardRows(transaction, examSessionId, candidateId)
    if (scope === null || session === null || row === undefined) return refuse({ kind: 'not-found' as const })
    const { settings } = await latestPolicy(transaction, session.periodId)
    const attempt = await findAttemptOn(transaction, candidateId, session.examId)
    const acts = attempt === null ? [] : await listRoomActs(transaction, scope, { attemptId: attempt.id })
    const at = await databaseNow(transaction)
    const signals = attempt === null ? [] : await listSignals(transaction, attempt.id, SIGNALS_SHOWN)
    return accept({ session, at, row, standing: standingAt(row, at, settings.leaseSilenceSeconds), attempt, acts, signals })
  })
}

export type RoomRecord = {
  readonly session: ListedSession
  readonly at: Date
  /** The newest first. */
  readonly acts: readonly (ListedAct & { /** Whether the reader can be its second person. */ readonly mayDecide: boolean })[]
  readonly incidents: readonly ListedIncident[]
  readonly mayAsk: boolean
  /** Whether the reader may ask for every room of the exam at once. */
  readonly mayAskEverywhere: boolean
  readonly mayNote: boolean
}

/** What was asked, done and noted in a room. */
export function readRoomRecord(actor: Actor, examSessionId: ExamSessionId): Promise<Result<RoomRecord, NotFound>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.read')
    const session = scope && (await findListedSession(transaction, scope, examSessionId))
    if (scope === null || session === null) return refuse({ kind: 'not-found' as const })
    const acts = await listRoomActs(transaction, scope, { examSessionId })
    const self = actor.kind === 'staff' ? actor.accountId : null
    const decides = scopeFor(actor, 'room-act.decide')
    const asks = scopeFor(actor, 'room-act.ask')
    return accept({
      session,
      at: await databaseNow(transaction),
      acts: acts.map((act) => ({
        ...act,
        mayDecide:
          act.state === 'waiting' &&
          act.requestedBy !== self &&
          decides !== null &&
          (act.scope !== 'exam' || decides.kind === 'everywhere'),
      })),
      incidents: await listIncidents(transaction, scope, examSessionId),
      mayAsk: asks !== null && session.state !== 'closed',
      mayAskEverywhere: asks?.kind === 'everywhere' && session.state !== 'closed',
      mayNote: mayEnter(actor, 'exam-session.proctor'),
    })
  })
}

/** Rooms in which something waits for this reader as the second person, the longest waiting first. */
export function browseWaitingActs(actor: Actor): Promise<Result<readonly WaitingRoom[], NotFound>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'room-act.decide')
    if (scope === null || actor.kind !== 'staff') return refuse({ kind: 'not-found' as const })
    return accept(await listWaitingRooms(transaction, scope, actor.accountId))
  })
}
