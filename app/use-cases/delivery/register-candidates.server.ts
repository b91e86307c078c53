import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import { LARGEST_RUNNING_NUMBER, numberPrefix, participantNumber } from '#app/domain/delivery/candidate-number.ts'
import { type AssessmentPeriod, PERIOD_STATES } from '#app/domain/period/period.ts'
import { CandidateId, type PeriodId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findPeriod, listPeriods } from '../period/period-store.server.ts'
import {
  countSeatsByUrbanVillage,
  insertCandidates,
  listUnregisteredCadres,
  lockRunningNumber,
  type UrbanVillageSeats,
} from './candidate-store.server.ts'

export type RegisterRefusal =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'registration-over' }
  | { readonly kind: 'nobody-to-register' }
  | { readonly kind: 'numbers-used-up' }

export type CandidateOverview = {
  readonly periods: readonly AssessmentPeriod[]
  readonly period: AssessmentPeriod | null
  readonly urbanVillages: readonly UrbanVillageSeats[]
  readonly isOpen: boolean
}

/** @param periodId null for the newest period. */
export function browseCandidates(
  actor: Actor,
  periodId: PeriodId | null,
): Promise<Result<CandidateOverview, { readonly kind: 'not-found' }>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.plan')
    if (scope === null) return refuse({ kind: 'not-found' })
    const periods = await listPeriods(transaction)
    const period = (periodId === null ? periods[0] : periods.find(({ id }) => id === periodId)) ?? null
    const urbanVillages = period === null ? [] : await countSeatsByUrbanVillage(transaction, scope, period.id)
    return accept({ periods, period, urbanVillages, isOpen: period !== null && isRegistrationOpen(period) })
  })
}

/** Makes candidates of all active cadres of these kelurahan who are none yet. Doing it again adds only who is new. */
export function registerCandidates(
  actor: Actor,
  periodId: PeriodId,
  urbanVillageCodes: readonly string[],
): Promise<Result<{ registered: number }, RegisterRefusal>> {
  return inTransaction<{ registered: number }, RegisterRefusal>(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.plan')
    const period = await findPeriod(transaction, periodId)
    if (scope === null || period === null) return refuse({ kind: 'not-found' })
    if (!isRegistrationOpen(period)) return refuse({ kind: 'registration-over' })
    const last = await lockRunningNumber(transaction, numberPrefix(period.year))
    const cadreIds = await listUnregisteredCadres(transaction, scope, periodId, urbanVillageCodes)
    if (cadreIds.length === 0) return refuse({ kind: 'nobody-to-register' })
    if (last + cadreIds.length > LARGEST_RUNNING_NUMBER) return refuse({ kind: 'numbers-used-up' })
    const candidates = cadreIds.map((cadreId, place) => ({
      id: CandidateId.parse(newUuid()),
      periodId,
      cadreId,
      participantNumber: participantNumber(period.year, last + place + 1),
    }))
    await insertCandidates(transaction, candidates)
    const at = await databaseNow(transaction)
    const detail = { regions: [...urbanVillageCodes], candidates: candidates.length, first: last + 1, last: last + candidates.length }
    await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'candidates.registered', subject: periodId, detail } })
    return accept({ registered: candidates.length })
  })
}

/** Until the exams are over somebody may still be added. */
function isRegistrationOpen(period: AssessmentPeriod): boolean {
  return PERIOD_STATES.indexOf(period.state) <= PERIOD_STATES.indexOf('examination')
}
