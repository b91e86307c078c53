import { z } from 'zod'

/** A day without a time, `2026-01-31`, in Western Indonesian Time (WIB, UTC+7, no daylight saving). */
export const CalendarDay = z.iso.date()
export type CalendarDay = z.infer<typeof CalendarDay>

export type Locale = 'id' | 'en'

const WIB_OFFSET = 7 * 60 * 60 * 1000
const DAY = 24 * 60 * 60 * 1000

const MONTHS: Record<Locale, readonly string[]> = {
  id: ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
}

export function dayInWib(at: Date): CalendarDay {
  return new Date(at.getTime() + WIB_OFFSET).toISOString().slice(0, 10)
}

export function yearInWib(at: Date): number {
  return Number(dayInWib(at).slice(0, 4))
}

/** `12 Desember 2025` */
export function formatDay(day: CalendarDay, locale: Locale): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${Number(date)} ${MONTHS[locale][Number(month) - 1] ?? ''} ${year}`
}

/** `12 Desember 2025` for the day on which the moment falls in WIB. */
export function formatDate(at: Date, locale: Locale): string {
  return formatDay(dayInWib(at), locale)
}

/** `10:02`, in WIB. */
export function formatTime(at: Date): string {
  return new Date(at.getTime() + WIB_OFFSET).toISOString().slice(11, 16)
}

/** `12 Desember 2025 pukul 10:02 WIB` */
export function formatMoment(at: Date, locale: Locale): string {
  return `${formatDate(at, locale)}${locale === 'id' ? ' pukul ' : ', '}${formatTime(at)} WIB`
}

/** The value of a `datetime-local` field (`2026-01-31T08:30`, meant in WIB) as a moment; null when it is none. */
export function momentFromWib(text: string): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/.exec(text)
  if (!match) return null
  const at = new Date(`${match[1]}T${match[2]}:${match[3]}:00.000+07:00`)
  return Number.isNaN(at.getTime()) ? null : at
}

/** The opposite of momentFromWib, for filling a `datetime-local` field. */
export function wibField(at: Date): string {
  return new Date(at.getTime() + WIB_OFFSET).toISOString().slice(0, 16)
}

/** Full years between a birth date and a day; on 29 February a year is full on 1 March. */
export function ageOn(birthDate: CalendarDay, day: CalendarDay): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** The same date some years later; 29 February becomes 28 February. */
export function addYears(day: CalendarDay, years: number): CalendarDay {
  const year = Number(day.slice(0, 4)) + years
  const isLeapDay = day.slice(5) === '02-29'
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return `${String(year).padStart(4, '0')}-${isLeapDay && !leap ? '02-28' : day.slice(5)}`
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** Monday to Friday, but for the days that the joint ministerial decree frees. */
export function isWorkingDay(day: CalendarDay, holidays: ReadonlySet<CalendarDay>): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !holidays.has(day)
}

/** The last of `count` working days after a day; the day itself does not count, as in a period "after" an announcement. Count is 1 or more. */
export function addWorkingDays(day: CalendarDay, count: number, holidays: ReadonlySet<CalendarDay>): CalendarDay {
  let reached = day
  for (let left = count; left > 0; ) {
    reached = addDays(reached, 1)
    if (isWorkingDay(reached, holidays)) left -= 1
  }
  return reached
}

/** The moment at which a day ends in WIB: the first one that no longer belongs to it. */
export function endOfDay(day: CalendarDay): Date {
  return new Date(Date.parse(`${addDays(day, 1)}T00:00:00Z`) - WIB_OFFSET)
}
