import type pg from 'pg'
import { Prisma } from './generated/client.ts'
import { nameOf } from './statement-name.server.ts'

// A transaction that takes longer loses its connection, and with it everything it did.
const MOST_MILLISECONDS = 30_000
// Whoever waits longer for a row or for the audit chain gives its connection back to those who need others.
const BEGIN = 'BEGIN; SET LOCAL lock_timeout = 4000'

/** What a store needs whose statements are SQL alone. Prisma's own transactions are such, too. Rows are as the driver gives them. */
export type SqlTransaction = {
  readonly $queryRaw: (query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) => Promise<unknown[]>
  readonly $executeRaw: (query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) => Promise<number>
}

/**
 * One transaction on one connection of the pool. Answers what the work answered once it is committed; whatever is thrown, by the
 * work or by the commit, is thrown after everything was taken back.
 */
export async function inPostgresTransaction<Answer>(
  pool: pg.Pool,
  keepsPlans: boolean,
  work: (transaction: SqlTransaction) => Promise<Answer>,
): Promise<Answer> {
  const client = await pool.connect()
  // A connection that dies fails its statement as well; without a listener it would end the process.
  client.on('error', ignore)
  const timer = setTimeout(() => void client.end(), MOST_MILLISECONDS)
  const run = (query: TemplateStringsArray | Prisma.Sql, values: readonly unknown[]) => {
    // A text that was put together elsewhere may differ each time: only templates of the stores keep a plan.
    const isKept = keepsPlans && !(query instanceof Prisma.Sql)
    const { text, values: parameters } = toStatement(query, values)
    return client.query({ text, values: [...parameters], ...(isKept && { name: nameOf(text) }) })
  }
  let isBroken = false
  try {
    await client.query(BEGIN)
    const answer = await work({
      $queryRaw: async (query, ...values) => (await run(query, values)).rows,
      $executeRaw: async (query, ...values) => (await run(query, values)).rowCount ?? 0,
    })
    await client.query('COMMIT')
    return answer
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      isBroken = true
    })
    throw error
  } finally {
    clearTimeout(timer)
    client.off('error', ignore)
    client.release(isBroken)
  }
}

/** A template with its values, or a statement that was put together before. */
export function toStatement(query: TemplateStringsArray | Prisma.Sql, values: readonly unknown[]): Prisma.Sql {
  return query instanceof Prisma.Sql ? query : Prisma.sql(query, ...values)
}

function ignore() {}
