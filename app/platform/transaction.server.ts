import type { Result } from '#app/domain/shared/result.ts'
import { database } from './database/connection.server.ts'
import type { Prisma } from './database/generated/client.ts'

/** The handle that stores take: inside a transaction, or for plain reading outside one. */
export type Transaction = Prisma.TransactionClient

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
  let refused: Result<Value, Refusal> | null = null
  try {
    return await client.$transaction(async (transaction) => {
      const result = await work(transaction)
      if (!result.ok) {
        refused = result
        throw new RolledBack(result)
      }
      // A commit never fails on what is checked here: one adapter would answer it as a success, the other would keep its connection.
      await transaction.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`
      return result
    })
  } catch (error) {
    if (error instanceof RolledBack && refused !== null) return refused
    throw error
  }
}

/** Reads outside a transaction: single statements that need not agree with each other. */
export async function reading<Value>(work: (transaction: Transaction) => Promise<Value>): Promise<Value> {
  const { client } = await database()
  return work(client)
}

/** The database's clock: what decides about an attempt asks it and nobody else. */
export async function databaseNow(transaction: Transaction): Promise<Date> {
  const rows = await transaction.$queryRaw<{ at: Date }[]>`SELECT clock_timestamp() AS at`
  const at = rows[0]?.at
  if (!at) throw new Error('the database did not tell the time')
  return at instanceof Date ? at : new Date(at)
}
