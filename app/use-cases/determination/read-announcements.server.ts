import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type PublicVillage, publicLists } from '#app/domain/determination/village-list.ts'
import type { AnnouncementId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, reading } from '#app/platform/transaction.server.ts'
import { findPeriod } from '../period/period-store.server.ts'
import { findAnnouncedList, type ListedAnnouncement, listPublished } from './announcement-store.server.ts'

type NotFound = { readonly kind: 'not-found' }

/** Every published list, the newest first. */
export async function listAnnouncements(
  actor: Actor,
): Promise<Result<readonly (ListedAnnouncement & { readonly isOpen: boolean })[], NotFound>> {
  if (!may(actor, 'announcement.read')) return refuse({ kind: 'not-found' })
  return reading(async (transaction) => {
    const at = await databaseNow(transaction)
    const listed = await listPublished(transaction)
    return accept(listed.map((announcement) => ({ ...announcement, isOpen: at < announcement.closesAt })))
  })
}

export type PublicAnnouncement = ListedAnnouncement & {
  readonly isOpen: boolean
  readonly holidaysKnown: boolean
  readonly villages: readonly PublicVillage[]
}

/** One published list as anyone may read it: masked, without whoever was not selected. What is not published does not exist. */
export async function readAnnouncement(actor: Actor, id: AnnouncementId): Promise<Result<PublicAnnouncement, NotFound>> {
  if (!may(actor, 'announcement.read')) return refuse({ kind: 'not-found' })
  return reading(async (transaction) => {
    const announcement = await findAnnouncedList(transaction, id)
    const period = announcement === null ? null : await findPeriod(transaction, announcement.periodId)
    if (announcement === null || announcement.publication === null || period === null) return refuse({ kind: 'not-found' })
    const { at, closesAt, holidaysKnown } = announcement.publication
    return accept({
      id,
      number: announcement.number,
      periodName: period.name,
      publishedAt: at,
      closesAt,
      holidaysKnown,
      isOpen: (await databaseNow(transaction)) < closesAt,
      villages: publicLists(announcement.outcomes),
    })
  })
}
