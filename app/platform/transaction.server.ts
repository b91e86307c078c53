import { z } from 'zod'
import type { Result } from '#app/domain/shared/result.ts'
import { database } from './database/connection.server.ts'
import type { Prisma } from './database/generated/client.ts'
import type { SqlTransaction } from './database/sql-transaction.server.ts'
import { singleStatements } from './database/statement.server.ts'

/** The handle that stores take: inside a transaction, or for plain reading outside one. */
export type Transaction = Prisma.TransactionClient
/** The narrower handle of stores whose statements are SQL alone; every Transaction is one. */
export type { SqlTransaction }

class RolledBack extends Error {
  readonly answer: unknown
  constructor(answer: unknown) {
    super('rolled back')
    this.answer = answer
  }
}

/**
 * Runs the work in one transaction. A refusal rolls back what was written and is answered; a thrown bug rolls back and
 * is thrown. No network, mail, PDF or password hashing inside.
 */
export async function inTransaction<Value, Refusal>(
  work: (transaction: Transaction) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  const { client } = await database()
  return orRefused((keep) => client.$transaction((transaction) => settled(transaction, work(transaction), keep)))
}

/**
 * The same past Prisma's client, which costs more than the statements themselves: for what a whole city does in the same
 * minute (docs/decisions/025-stampedes-speak-sql.md).
 */
export async function inSqlTransaction<Value, Refusal>(
  work: (transaction: SqlTransaction) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  const { inSqlTransaction: run } = await database()
  return orRefused((keep) => run((transaction) => settled(transaction, work(transaction), keep)))
}

async function settled<Value, Refusal>(
  transaction: SqlTransaction,
  work: Promise<Result<Value, Refusal>>,
  keep: (refused: Result<Value, Refusal>) => void,
): Promise<Result<Value, Refusal>> {
  const result = await work
  if (!result.ok) {
    keep(result)
    throw new RolledBack(result)
  }
  // A commit never fails on what is checked here: one adapter would answer it as a success, the other would keep its connection.
  await transaction.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`
  return result
}

async function orRefused<Value, Refusal>(
  run: (keep: (refused: Result<Value, Refusal>) => void) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  const refusals: Result<Value, Refusal>[] = []
  try {
    return await run((refused) => void refusals.push(refused))
  } catch (error) {
    const [refused] = refusals
    if (error instanceof RolledBack && refused !== undefined) return refused
    throw error
  }
}

/** Reads outside a transaction: single statements that need not agree with each other. */
export async function reading<Value>(work: (transaction: Transaction) => Promise<Value>): Promise<Value> {
  const { client } = await database()
  return work(client)
}

/** The same past Prisma's client, for pages that a whole city opens in the same minute. */
export async function readingSql<Value>(work: (transaction: SqlTransaction) => Promise<Value>): Promise<Value> {
  return work(singleStatements)
}

/** The database's clock: what decides about an attempt asks it and nobody else. */
export async function databaseNow(transaction: SqlTransaction): Promise<Date> {
  const rows = await transaction.$queryRaw`SELECT clock_timestamp() AS at`
  return z.object({ at: z.coerce.date() }).parse(rows[0]).at
}
