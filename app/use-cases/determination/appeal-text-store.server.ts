import { z } from 'zod'
import { AppealId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const TextRow = z.object({ id: AppealId, statement: z.string(), reason: z.string().nullable(), announcement_number: z.string() })
export type AppealText = { readonly statement: string; readonly reason: string | null; readonly announcementNumber: string }

/** What was said and answered in these appeals, and which announcement each is about. */
export async function findAppealTexts(transaction: Transaction, ids: readonly AppealId[]): Promise<ReadonlyMap<AppealId, AppealText>> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT p.id, p.statement, p.reason, a.number AS announcement_number
    FROM appeal p JOIN announcement a ON a.id = p.announcement_id WHERE p.id = ANY(${[...ids]}::uuid[])`
  return new Map(
    rows.map((each) => {
      const row = TextRow.parse(each)
      return [row.id, { statement: row.statement, reason: row.reason, announcementNumber: row.announcement_number }]
    }),
  )
}
