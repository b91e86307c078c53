import { z } from 'zod'
import { addWorkingDays, type CalendarDay, dayInWib, endOfDay } from '../shared/calendar.ts'
import { AccountId, AnnouncementId, PeriodId, PlenaryId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'

/** A provisional list (pengumuman sementara): prepared by one person, published by another, with the window in which it can be appealed. */
export const Announcement = z.object({
  id: AnnouncementId,
  periodId: PeriodId,
  plenaryId: PlenaryId,
  number: z.string(),
  preparedBy: AccountId,
  preparedAt: z.date(),
  publication: z
    .object({
      by: AccountId,
      at: z.date(),
      /** The first moment at which an appeal is too late. */
      closesAt: z.date(),
      /** Whether the table of holidays covers every year that the window touches. */
      holidaysKnown: z.boolean(),
    })
    .nullable(),
})
export type Announcement = z.infer<typeof Announcement>
export type Publication = NonNullable<Announcement['publication']>

export const AnnouncementForm = z.object({ number: z.string().trim().min(3).max(60) })
export type AnnouncementForm = z.infer<typeof AnnouncementForm>

/** The window counts from the working day after the publication and ends with the last day, at midnight in WIB. */
export function appealWindow(
  publishedAt: Date,
  workingDays: number,
  holidays: ReadonlySet<CalendarDay>,
): { readonly lastDay: CalendarDay; readonly closesAt: Date; readonly holidaysKnown: boolean } {
  const from = dayInWib(publishedAt)
  const lastDay = addWorkingDays(from, workingDays, holidays)
  const years = new Set([...holidays].map((day) => day.slice(0, 4)))
  return { lastDay, closesAt: endOfDay(lastDay), holidaysKnown: [from, lastDay].every((day) => years.has(day.slice(0, 4))) }
}

export type PublishRefusal = { readonly kind: 'already-published' | 'prepared-by-you' | 'plenary-not-closed' }

export function publishAnnouncement(
  announcement: Announcement,
  plenaryState: 'preparing' | 'in-session' | 'closed',
  by: AccountId,
  window: { readonly at: Date; readonly closesAt: Date; readonly holidaysKnown: boolean },
): Result<Announcement & { publication: Publication }, PublishRefusal> {
  if (announcement.publication !== null) return refuse({ kind: 'already-published' })
  if (plenaryState !== 'closed') return refuse({ kind: 'plenary-not-closed' })
  if (announcement.preparedBy === by) return refuse({ kind: 'prepared-by-you' })
  return accept({ ...announcement, publication: { by, ...window } })
}
