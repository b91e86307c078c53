import { database } from './connection.server.ts'
import type { Prisma } from './generated/client.ts'
import { nameOf } from './statement-name.server.ts'

/**
 * Runs one statement by itself, outside any transaction, through the driver alone: atomic, and a tenth of the work that
 * the client makes of it. For the few statements that every request or every saved answer needs. Rows are as the driver
 * gives them; whoever asks parses them.
 */
export async function runStatement(statement: Prisma.Sql): Promise<unknown[]> {
  const { query } = await database()
  const { text } = statement
  const { rows } = await query(text, [...statement.values], nameOf(text))
  return rows
}
