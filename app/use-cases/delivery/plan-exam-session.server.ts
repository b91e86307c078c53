import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import {
  ACCESS_TOKEN_LENGTH,
  type ExamSession,
  type SessionPlan,
  type SessionPlanFault,
  type SessionState,
  sessionPlanFaults,
  sessionStateAt,
} from '#app/domain/delivery/exam-session.ts'
import type { SessionInput } from '#app/domain/delivery/session-input.ts'
import type { AssessmentPeriod } from '#app/domain/period/period.ts'
import { type CandidateId, ExamSessionId, type PeriodId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid, randomToken } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { findExam, type ListedExam, listExams } from '../assembly/exam-store.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { listPeriods } from '../period/period-store.server.ts'
import {
  countSeated,
  countSeatsByUrbanVillage,
  listSeatedCandidates,
  listUnseatedCandidates,
  type SeatedCandidate,
  seatCandidates,
  type UrbanVillageSeats,
  unseatCandidate,
} from './candidate-store.server.ts'
import { findListedSession, insertExamSession, type ListedSession, listSessions, lockExamSession } from './exam-session-store.server.ts'
import { findVenue, type ListedVenue, listVenues } from './venue-store.server.ts'

type NotFound = { readonly kind: 'not-found' }
export type PlanSessionRefusal =
  | NotFound
  | { readonly kind: 'exam-not-published' }
  | { readonly kind: 'unknown-venue' }
  | { readonly kind: 'plan-faults'; readonly faults: Partial<Record<keyof SessionPlan, SessionPlanFault>> }

export function browseSessions(
  actor: Actor,
  filter: { readonly periodId?: PeriodId; readonly state?: SessionState },
): Promise<Result<{ sessions: ListedSession[]; periods: AssessmentPeriod[] }, NotFound>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.read')
    if (scope === null) return refuse({ kind: 'not-found' })
    return accept({ sessions: await listSessions(transaction, scope, filter), periods: await listPeriods(transaction) })
  })
}

/** What a new session can be made of. */
export function sessionChoices(actor: Actor): Promise<Result<{ exams: ListedExam[]; venues: ListedVenue[] }, NotFound>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.plan')
    if (scope === null) return refuse({ kind: 'not-found' })
    return accept({ exams: await listExams(transaction, { status: 'published' }), venues: await listVenues(transaction, scope) })
  })
}

/** A sitting of a published exam in a venue, with a token of its own. */
export function planExamSession(actor: Actor, input: SessionInput): Promise<Result<ExamSessionId, PlanSessionRefusal>> {
  return inTransaction<ExamSessionId, PlanSessionRefusal>(async (transaction) => {
    const venue = await findVenue(transaction, input.venueId)
    if (!may(actor, 'exam-session.plan', venue === null ? {} : { regionCode: venue.regionCode })) return refuse({ kind: 'not-found' })
    if (venue === null) return refuse({ kind: 'unknown-venue' })
    const exam = await findExam(transaction, input.examId)
    if (exam?.status !== 'published') return refuse({ kind: 'exam-not-published' })
    const at = await databaseNow(transaction)
    const faults = sessionPlanFaults(input, { venueCapacity: venue.capacity, limitMinutes: exam.limitMinutes, at })
    if (Object.keys(faults).length > 0) return refuse({ kind: 'plan-faults', faults })
    const session: ExamSession = {
      id: ExamSessionId.parse(newUuid()),
      ...input,
      state: 'planned',
      accessToken: randomToken(ACCESS_TOKEN_LENGTH),
    }
    await insertExamSession(transaction, session)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'exam-session.planned',
        subject: session.id,
        detail: {
          exam: exam.id,
          venue: venue.id,
          opensAt: session.opensAt.toISOString(),
          capacity: session.capacity,
          safeBrowser: session.configKey !== null,
        },
      },
    })
    return accept(session.id)
  })
}

export type ReadSession = {
  readonly session: ListedSession
  readonly candidates: readonly SeatedCandidate[]
  readonly urbanVillages: readonly UrbanVillageSeats[]
  readonly mayPlan: boolean
  readonly mayMakeCards: boolean
}

export function readSession(actor: Actor, examSessionId: ExamSessionId): Promise<Result<ReadSession, NotFound>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.read')
    const session = scope && (await findListedSession(transaction, scope, examSessionId))
    if (scope === null || session === null) return refuse({ kind: 'not-found' })
    const region = { regionCode: session.regionCode }
    return accept({
      session,
      candidates: await listSeatedCandidates(transaction, scope, examSessionId),
      urbanVillages: await countSeatsByUrbanVillage(transaction, scope, session.periodId),
      mayPlan: may(actor, 'exam-session.plan', region),
      mayMakeCards: may(actor, 'card.make', region),
    })
  })
}

export type SeatRefusal =
  | NotFound
  | { readonly kind: 'session-closed' }
  | { readonly kind: 'session-full' }
  | { readonly kind: 'nobody-to-seat' }
  | { readonly kind: 'already-begun' }

/**
 * Gives the session's free seats to a kelurahan's candidates who have none, in the order of their numbers. `waiting` still
 * have none afterwards. The session is held meanwhile, so two officers never give out the same seat.
 */
export function seatUrbanVillage(
  actor: Actor,
  examSessionId: ExamSessionId,
  urbanVillageCode: string,
): Promise<Result<{ seated: number; waiting: number }, SeatRefusal>> {
  return inTransaction<{ seated: number; waiting: number }, SeatRefusal>(async (transaction) => {
    const session = await lockExamSession(transaction, examSessionId)
    const scope = scopeFor(actor, 'exam-session.plan')
    const listed = scope && (await findListedSession(transaction, scope, examSessionId))
    if (session === null || scope === null || listed === null) return refuse({ kind: 'not-found' })
    const at = await databaseNow(transaction)
    if (sessionStateAt(session, at) === 'closed') return refuse({ kind: 'session-closed' })
    const free = session.capacity - (await countSeated(transaction, examSessionId))
    const unseated = await listUnseatedCandidates(transaction, scope, listed.periodId, urbanVillageCode, LARGEST_URBAN_VILLAGE)
    if (unseated.length === 0) return refuse({ kind: 'nobody-to-seat' })
    if (free <= 0) return refuse({ kind: 'session-full' })
    const seated = await seatCandidates(transaction, examSessionId, unseated.slice(0, free))
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'exam-session.seated', subject: examSessionId, detail: { region: urbanVillageCode, candidates: seated } },
    })
    return accept({ seated, waiting: unseated.length - seated })
  })
}

/** How many candidates of one kelurahan are looked at together. */
const LARGEST_URBAN_VILLAGE = 10_000

/** Takes one seat back, unless the candidate has begun. */
export function unseat(actor: Actor, examSessionId: ExamSessionId, candidateId: CandidateId): Promise<Result<null, SeatRefusal>> {
  return inTransaction<null, SeatRefusal>(async (transaction) => {
    const session = await lockExamSession(transaction, examSessionId)
    const scope = scopeFor(actor, 'exam-session.plan')
    const listed = scope && (await findListedSession(transaction, scope, examSessionId))
    if (session === null || listed === null) return refuse({ kind: 'not-found' })
    const at = await databaseNow(transaction)
    if (sessionStateAt(session, at) === 'closed') return refuse({ kind: 'session-closed' })
    if (!(await unseatCandidate(transaction, examSessionId, candidateId))) return refuse({ kind: 'already-begun' })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'candidate.unseated', subject: candidateId, detail: { session: examSessionId } },
    })
    return accept(null)
  })
}
