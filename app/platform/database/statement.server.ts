import { withPatience } from '../patience.server.ts'
import { database } from './connection.server.ts'
import type { Prisma } from './generated/client.ts'
import { type SqlTransaction, toStatement } from './sql-transaction.server.ts'
import { nameOf } from './statement-name.server.ts'

/**
 * Runs one statement by itself, outside any transaction, through the driver alone: atomic, and a tenth of the work that
 * the client makes of it. For the few statements that every request or every saved answer needs: looks, and what is safe to
 * repeat, because a request does not wait for them longer than its patience. Rows are as the driver gives them; whoever asks
 * parses them.
 */
export async function runStatement(statement: Prisma.Sql): Promise<unknown[]> {
  return (await run(statement)).rows
}

/** Each statement by itself, for stores that take a transaction's handle. */
export const singleStatements: SqlTransaction = {
  $queryRaw: async (query, ...values) => (await run(toStatement(query, values))).rows,
  $executeRaw: async (query, ...values) => (await run(toStatement(query, values))).changed,
}

async function run({ text, values }: Prisma.Sql) {
  const { query } = await database()
  return withPatience(() => query(text, [...values], nameOf(text)))
}
