import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type AnnouncementForm, appealWindow, type PublishRefusal, publishAnnouncement } from '#app/domain/determination/announcement.ts'
import { outcomesOf } from '#app/domain/determination/seat.ts'
import { advancePeriod } from '#app/domain/period/period.ts'
import { canonicalHash } from '#app/domain/shared/canonical-hash.ts'
import { AnnouncementId, type PlenaryId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { changePeriodState, lockPeriod, policyOfVersion } from '../period/period-store.server.ts'
import { findAnnouncement, findAnnouncementOf, insertAnnouncement, listDecided, savePublication } from './announcement-store.server.ts'
import { holidayDays } from './holiday-store.server.ts'
import { findPlenary, holdPlenary } from './plenary-store.server.ts'

type PrepareRefusal = { readonly kind: 'not-found' | 'plenary-not-closed' | 'already-prepared' }

/** Freezes what a closed plenary decided as the provisional list; a second person publishes it. */
export function prepareAnnouncement(
  actor: Actor,
  plenaryId: PlenaryId,
  form: AnnouncementForm,
): Promise<Result<{ id: AnnouncementId }, PrepareRefusal>> {
  return inTransaction<{ id: AnnouncementId }, PrepareRefusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'announcement.prepare')) return refuse({ kind: 'not-found' })
    const plenary = await holdPlenary(transaction, plenaryId, 'change')
    if (plenary === null) return refuse({ kind: 'not-found' })
    if (plenary.state !== 'closed') return refuse({ kind: 'plenary-not-closed' })
    if ((await findAnnouncementOf(transaction, plenaryId)) !== null) return refuse({ kind: 'already-prepared' })
    const outcomes = outcomesOf(await listDecided(transaction, plenaryId))
    const at = await databaseNow(transaction)
    const id = AnnouncementId.parse(newUuid())
    const contentHash = canonicalHash(outcomes)
    await insertAnnouncement(transaction, {
      id,
      periodId: plenary.periodId,
      plenaryId,
      number: form.number,
      outcomes,
      contentHash,
      preparedBy: actor.accountId,
      preparedAt: at,
      publication: null,
    })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'announcement.prepared', subject: id, detail: { plenary: plenaryId, people: outcomes.length, contentHash } },
    })
    return accept({ id })
  })
}

type Published = { readonly closesAt: Date; readonly holidaysKnown: boolean }

/** Publishes the list for anyone to see and opens the window for appeals, by the database's clock. */
export function publishProvisionalList(
  actor: Actor,
  id: AnnouncementId,
): Promise<Result<Published, PublishRefusal | { readonly kind: 'not-found' }>> {
  return inTransaction<Published, PublishRefusal | { readonly kind: 'not-found' }>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'announcement.publish')) return refuse({ kind: 'not-found' })
    const seen = await findAnnouncement(transaction, id)
    const period = seen === null ? null : await lockPeriod(transaction, seen.periodId)
    const announcement = await findAnnouncement(transaction, id)
    const plenary = announcement === null ? null : await findPlenary(transaction, announcement.plenaryId)
    if (announcement === null || plenary === null || period === null) return refuse({ kind: 'not-found' })
    const { settings } = await policyOfVersion(transaction, period.id, plenary.policyVersion)
    const at = await databaseNow(transaction)
    const { closesAt, holidaysKnown } = appealWindow(at, settings.appealWindowDays, await holidayDays(transaction))
    const published = publishAnnouncement(announcement, plenary.state, actor.accountId, { at, closesAt, holidaysKnown })
    if (!published.ok) return published
    if (!(await savePublication(transaction, published.value))) return refuse({ kind: 'already-published' })
    const advanced = advancePeriod(period, 'announcement')
    if (advanced.ok) await changePeriodState(transaction, period.id, period.state, 'announcement')
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'announcement.published',
        subject: id,
        detail: {
          period: period.id,
          closesAt: closesAt.toISOString(),
          contentHash: announcement.contentHash,
          policyVersion: plenary.policyVersion,
        },
      },
    })
    return accept({ closesAt, holidaysKnown })
  })
}
