import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type Quorum, quorumOf } from '#app/domain/determination/plenary.ts'
import type { AssessmentPeriod } from '#app/domain/period/period.ts'
import type { PeriodId, PlenaryId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findPeriod } from '../period/period-store.server.ts'
import { type ApprovedRun, listApprovedRuns } from './agenda-store.server.ts'
import { findAnnouncementOf, type StoredAnnouncement } from './announcement-store.server.ts'
import {
  type AgendaFilter,
  type AgendaLine,
  countSeats,
  findPlenary,
  listAgenda,
  listPlenaries,
  listPlenaryAccounts,
  type StoredPlenary,
  type VillageSeats,
} from './plenary-store.server.ts'

type NotFound = { readonly kind: 'not-found' }
export const AGENDA_PAGE = 50

export type PlenaryPage = {
  readonly period: AssessmentPeriod
  readonly plenary: StoredPlenary
  readonly quorum: Quorum
  readonly seats: readonly VillageSeats[]
  readonly agenda: readonly AgendaLine[]
  readonly hasMore: boolean
  readonly accounts: readonly { readonly accountId: string; readonly name: string }[]
  readonly announcement: StoredAnnouncement | null
}

/** A session with one page of its agenda. */
export async function readPlenary(
  actor: Actor,
  plenaryId: PlenaryId,
  filter: AgendaFilter,
  page: number,
): Promise<Result<PlenaryPage, NotFound>> {
  if (!may(actor, 'plenary.read')) return refuse({ kind: 'not-found' })
  return reading(async (transaction) => {
    const plenary = await findPlenary(transaction, plenaryId)
    const period = plenary === null ? null : await findPeriod(transaction, plenary.periodId)
    if (plenary === null || period === null) return refuse({ kind: 'not-found' })
    const agenda = await listAgenda(transaction, plenaryId, filter, { offset: (page - 1) * AGENDA_PAGE, limit: AGENDA_PAGE + 1 })
    return accept({
      period,
      plenary,
      quorum: quorumOf(plenary),
      seats: await countSeats(transaction, plenaryId),
      agenda: agenda.slice(0, AGENDA_PAGE),
      hasMore: agenda.length > AGENDA_PAGE,
      accounts: await listPlenaryAccounts(transaction),
      announcement: await findAnnouncementOf(transaction, plenaryId),
    })
  })
}

export type PlenaryList = {
  readonly period: AssessmentPeriod
  readonly plenaries: readonly StoredPlenary[]
  readonly runs: readonly ApprovedRun[]
}

/** A period's sessions, the newest first, with the approved runs that a new one could take as its agenda. */
export async function listPeriodPlenaries(actor: Actor, periodId: PeriodId): Promise<Result<PlenaryList, NotFound>> {
  if (!may(actor, 'plenary.read')) return refuse({ kind: 'not-found' })
  return reading(async (transaction) => {
    const period = await findPeriod(transaction, periodId)
    if (period === null) return refuse({ kind: 'not-found' })
    return accept({ period, plenaries: await listPlenaries(transaction, periodId), runs: await listApprovedRuns(transaction, periodId) })
  })
}
