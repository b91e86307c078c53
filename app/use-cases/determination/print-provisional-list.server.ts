import { orderOf } from '#app/documents/press.server.ts'
import type { ProvisionalList, ProvisionalPart } from '#app/documents/provisional-list.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { publicLists } from '#app/domain/determination/village-list.ts'
import type { AnnouncementId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { pressAside } from '#app/platform/press-thread.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { determinationPaperWords } from '#app/text/determination-papers.ts'
import { findPeriod } from '../period/period-store.server.ts'
import { findAnnouncedList } from './announcement-store.server.ts'

type Printed = { readonly fileName: string; readonly bytes: Uint8Array; readonly isPublic: boolean }
type NotFound = { readonly kind: 'not-found' }

/** Papers of published lists never change: many people ask for the same few, so each is made once. */
const KEPT = 200
const kept = new Map<string, Promise<Uint8Array>>()

/**
 * The provisional list as a paper with masked names. Anyone gets the summary or one kelurahan of what is published; the
 * whole list, and what nobody has published yet, is for those who sit in or prepare the plenary.
 */
export async function printProvisionalList(
  actor: Actor,
  id: AnnouncementId,
  { paper, part }: { readonly paper: 'A4' | 'F4'; readonly part: ProvisionalPart },
): Promise<Result<Printed, NotFound>> {
  if (!may(actor, 'announcement.read')) return refuse({ kind: 'not-found' })
  const list = await reading(async (transaction): Promise<ProvisionalList | null> => {
    const announcement = await findAnnouncedList(transaction, id)
    const period = announcement === null ? null : await findPeriod(transaction, announcement.periodId)
    if (announcement === null || period === null) return null
    return { ...announcement, periodName: period.name, villages: publicLists(announcement.outcomes) }
  })
  if (list === null) return refuse({ kind: 'not-found' })
  if (part.kind === 'village' && !list.villages.some(({ code }) => code === part.code)) return refuse({ kind: 'not-found' })
  const isPublic = list.publication !== null && part.kind !== 'whole'
  if (!isPublic && !may(actor, 'plenary.read')) return refuse({ kind: 'not-found' })
  const { demo } = environment()
  const print = () => pressAside(orderOf('provisional-list', list, { paper, demo, part }))
  const key = [id, paper, part.kind, part.kind === 'village' ? part.code : ''].join(' ')
  return accept({
    fileName: `${determinationPaperWords.id.provisional.fileName}${part.kind === 'village' ? `-${part.code}` : ''}.pdf`,
    bytes: await (isPublic ? onceFor(key, print) : print()),
    isPublic,
  })
}

function onceFor(key: string, print: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const made = kept.get(key)
  if (made !== undefined) return made
  const making = print()
  kept.set(key, making)
  if (kept.size > KEPT) kept.delete(kept.keys().next().value ?? key)
  making.catch(() => kept.delete(key))
  return making
}
