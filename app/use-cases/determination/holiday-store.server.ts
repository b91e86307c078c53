import { CalendarDay } from '#app/domain/shared/calendar.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export type PublicHoliday = {
  readonly day: CalendarDay
  readonly kind: 'national' | 'joint-leave'
  readonly name: string
  readonly source: string
}

/** How many days are new or say something else than before. */
export async function upsertHolidays(transaction: Transaction, holidays: readonly PublicHoliday[]): Promise<number> {
  const columns = {
    days: holidays.map(({ day }) => day),
    kinds: holidays.map(({ kind }) => kind),
    names: holidays.map(({ name }) => name),
    sources: holidays.map(({ source }) => source),
  }
  return transaction.$executeRaw`
    INSERT INTO public_holiday (day, kind, name, source)
    SELECT * FROM unnest(${columns.days}::date[], ${columns.kinds}::text[], ${columns.names}::text[], ${columns.sources}::text[])
    ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name = excluded.name, source = excluded.source
    WHERE (public_holiday.kind, public_holiday.name, public_holiday.source) IS DISTINCT FROM (excluded.kind, excluded.name, excluded.source)`
}

export async function holidayDays(transaction: Transaction): Promise<ReadonlySet<CalendarDay>> {
  const rows = await transaction.publicHoliday.findMany({ select: { day: true } })
  return new Set(rows.map(({ day }) => CalendarDay.parse(day.toISOString().slice(0, 10))))
}
