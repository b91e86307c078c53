import { createHash } from 'node:crypto'
import { database } from './connection.server.ts'
import type { Prisma } from './generated/client.ts'

/** Each statement text has one name, under which the database keeps its plan. The texts are constants of the stores. */
const names = new Map<string, string>()

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

function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = `tera_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`
  names.set(text, name)
  return name
}
