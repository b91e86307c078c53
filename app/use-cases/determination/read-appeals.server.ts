import type { Actor } from '#app/domain/access/actor.ts'
import { may, mayEnter, scopeFor } from '#app/domain/access/may.ts'
import type { Appeal } from '#app/domain/determination/appeal.ts'
import type { AssessmentPeriod } from '#app/domain/period/period.ts'
import type { AppealId, PeriodId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, reading } from '#app/platform/transaction.server.ts'
import { findPeriod } from '../period/period-store.server.ts'
import { findCaseVersion } from '../verification/case-store.server.ts'
import { findAnnouncement, findAnnouncementsOfPeriod, type StoredAnnouncement } from './announcement-store.server.ts'
import {
  type AppealFile,
  type AppealPerson,
  findAppeal,
  findAppealPerson,
  findMarkedAttempt,
  type ListedAppeal,
  listAppealFiles,
  listAppeals,
  listInvolved,
} from './appeal-store.server.ts'

type NotFound = { readonly kind: 'not-found' }

export type AppealRegister = {
  readonly period: AssessmentPeriod
  readonly announcement: StoredAnnouncement | null
  readonly isWindowOpen: boolean
  readonly appeals: readonly ListedAppeal[]
}

/** The register of a period, as far as the reader's regions go. */
export async function readAppealRegister(actor: Actor, periodId: PeriodId): Promise<Result<AppealRegister, NotFound>> {
  const scope = scopeFor(actor, 'appeal.read')
  if (scope === null) return refuse({ kind: 'not-found' })
  return reading(async (transaction) => {
    const period = await findPeriod(transaction, periodId)
    if (period === null) return refuse({ kind: 'not-found' })
    const [announcement = null] = (await findAnnouncementsOfPeriod(transaction, periodId)).filter(({ publication }) => publication !== null)
    const closesAt = announcement?.publication?.closesAt ?? null
    const isWindowOpen = closesAt !== null && (await databaseNow(transaction)) < closesAt
    return accept({ period, announcement, isWindowOpen, appeals: await listAppeals(transaction, scope, periodId) })
  })
}

export type AppealSheet = {
  readonly appeal: Appeal
  readonly periodId: PeriodId
  readonly person: AppealPerson
  readonly files: readonly AppealFile[]
  /** Her eligibility case, which a granted appeal may have decided again. */
  readonly caseId: string | null
  /** Why the reader cannot decide it; null when they can. */
  readonly obstacle: 'not-allowed' | 'not-open' | 'involved' | null
  /** Whether anybody marked in the attempt, so that marking again can be asked for. */
  readonly wasMarked: boolean
  /** Whether the reader may have the case decided again: plenary members and the office, who decide no case. */
  readonly mayReopen: boolean
}

export async function readAppeal(actor: Actor, appealId: AppealId): Promise<Result<AppealSheet, NotFound>> {
  return reading(async (transaction) => {
    const appeal = await findAppeal(transaction, appealId)
    const person = appeal === null ? null : await findAppealPerson(transaction, appeal.candidateId)
    if (appeal === null || person === null || !may(actor, 'appeal.read', { regionCode: person.urbanVillageCode }))
      return refuse({ kind: 'not-found' })
    const announcement = await findAnnouncement(transaction, appeal.announcementId)
    if (announcement === null) return refuse({ kind: 'not-found' })
    const involved = await listInvolved(transaction, appeal.candidateId)
    return accept({
      appeal,
      periodId: announcement.periodId,
      person,
      caseId: (await findCaseVersion(transaction, appeal.candidateId))?.caseId ?? null,
      files: await listAppealFiles(transaction, appealId),
      obstacle: obstacleFor(actor, appeal, involved),
      mayReopen: mayEnter(actor, 'verification.reopen'),
      wasMarked: (await findMarkedAttempt(transaction, appeal.candidateId)) !== null,
    })
  })
}

function obstacleFor(actor: Actor, appeal: Appeal, involved: readonly string[]): AppealSheet['obstacle'] {
  if (actor.kind !== 'staff' || !may(actor, 'appeal.decide')) return 'not-allowed'
  if (appeal.state !== 'submitted') return 'not-open'
  return involved.includes(actor.accountId) || appeal.filedBy === actor.accountId ? 'involved' : null
}
