import { z } from 'zod'
import type { Actor } from '#app/domain/access/actor.ts'
import { CalendarDay } from '#app/domain/shared/calendar.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { readCsv } from '#app/platform/table-file.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { type PublicHoliday, upsertHolidays } from './holiday-store.server.ts'

const Line = z.tuple([CalendarDay, z.enum(['national', 'joint-leave']), z.string().min(1), z.string().min(1)])

/** Loads the days without work, `day,kind,name,source` with a heading. A job alone does this; loading again changes nothing. */
export function loadPublicHolidays(actor: Actor, text: string) {
  return inTransaction<{ changed: number }, { kind: 'forbidden' } | { kind: 'bad-holiday-file'; line: number }>(async (transaction) => {
    if (actor.kind !== 'system') return refuse({ kind: 'forbidden' })
    const lines = readCsv(text)
    if (!Array.isArray(lines)) return refuse({ kind: 'bad-holiday-file', line: 0 })
    const holidays: PublicHoliday[] = []
    for (const { number, cells } of lines.slice(1)) {
      const line = Line.safeParse(cells)
      if (!line.success) return refuse({ kind: 'bad-holiday-file', line: number })
      const [day, kind, name, source] = line.data
      holidays.push({ day, kind, name, source })
    }
    const changed = await upsertHolidays(transaction, holidays)
    if (changed === 0) return accept({ changed })
    await appendAuditEntry(transaction, {
      at: await databaseNow(transaction),
      by: actor,
      event: { kind: 'public-holidays.loaded', subject: 'public-holidays', detail: { changed } },
    })
    return accept({ changed })
  })
}
