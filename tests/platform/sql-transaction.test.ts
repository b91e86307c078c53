import { describe, expect, test, vi } from 'vitest'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { inSqlTransaction, reading, type SqlTransaction } from '#app/platform/transaction.server.ts'
import { useTestDatabase } from '../setup/database.ts'

useTestDatabase()

const region = (code: string) => [code, 'kelurahan', `Kelurahan ${code}`]
async function insertRegion(transaction: SqlTransaction, code: string) {
  const [id, level, name] = region(code)
  await transaction.$executeRaw`INSERT INTO region (code, level, name) VALUES (${id}, ${level}, ${name})`
}
const countRegions = (prefix: string) =>
  reading(async (transaction) => (await transaction.$queryRaw<unknown[]>`SELECT 1 FROM region WHERE code LIKE ${`${prefix}%`}`).length)

describe('a transaction that speaks SQL alone', () => {
  test('keeps what was written, and tells how many rows were', async () => {
    const result = await inSqlTransaction(async (transaction) => {
      await insertRegion(transaction, '99.01')
      await insertRegion(transaction, '99.02')
      const changed = await transaction.$executeRaw`UPDATE region SET name = 'Lain' WHERE code = ANY(${['99.01', '99.02']}::text[])`
      return accept(changed)
    })
    expect(result).toEqual(accept(2))
    expect(await countRegions('99.')).toBe(2)
  })

  test('takes everything back on a refusal, and answers it', async () => {
    const result = await inSqlTransaction(async (transaction) => {
      await insertRegion(transaction, '98.01')
      return refuse({ kind: 'not-found' })
    })
    expect(result).toEqual(refuse({ kind: 'not-found' }))
    expect(await countRegions('98.')).toBe(0)
  })

  test('takes everything back when the work throws, and throws it', async () => {
    const work = inSqlTransaction(async (transaction) => {
      await insertRegion(transaction, '97.01')
      throw new Error('a fault of the work')
    })
    await expect(work).rejects.toThrow('a fault of the work')
    expect(await countRegions('97.')).toBe(0)
  })

  test('tells a broken rule of the database by its kind, and the connection serves the next one', async () => {
    const twice = inSqlTransaction(async (transaction) => {
      await insertRegion(transaction, '96.01')
      await insertRegion(transaction, '96.01')
      return accept(null)
    })
    expect(databaseErrorKind(await twice.catch((fault: unknown) => fault))).toBe('unique')
    for (let round = 0; round < 8; round += 1) {
      const next = await inSqlTransaction(async (transaction) => accept((await transaction.$queryRaw`SELECT 1 AS one`).length))
      expect(next).toEqual(accept(1))
    }
    expect(await countRegions('96.')).toBe(0)
  })

  test('takes parts of statements, lists and moments as every transaction does', async () => {
    const at = new Date('2026-03-01T00:00:00.123Z')
    const result = await inSqlTransaction(async (transaction) => {
      const rows = await transaction.$queryRaw`
        SELECT ${at}::timestamptz AS at, ${Prisma.sql`${7}::int + 1`} AS eight, ${['a', null, 'c"d']}::text[] AS list`
      return accept(rows[0])
    })
    expect(result).toEqual(accept({ at, eight: 8, list: ['a', null, 'c"d'] }))
  })

  // The embedded database has one connection, which nobody ends.
  const onPostgres = process.env.TEST_DATABASE_URL === undefined ? () => {} : test
  onPostgres('whose connection is ended fails, and the next one goes well', async () => {
    const ended = inSqlTransaction(async (transaction) => {
      await insertRegion(transaction, '95.01')
      const rows = await transaction.$queryRaw`SELECT pg_backend_pid() AS pid`
      await reading((other) => other.$queryRaw`SELECT pg_terminate_backend(${pidIn(rows[0])}::int)`)
      await transaction.$queryRaw`SELECT 1`
      return accept(null)
    })
    await expect(ended).rejects.toThrow()
    expect(await countRegions('95.')).toBe(0)
    expect(await inSqlTransaction(async () => accept('well'))).toEqual(accept('well'))
  })

  onPostgres('waits four seconds for what another one holds, and is then told that the database is not to be had', async () => {
    const code = '94.01'
    await inSqlTransaction(async (transaction) => accept(await insertRegion(transaction, code)))
    const hold = (transaction: SqlTransaction) => transaction.$queryRaw`SELECT 1 FROM region WHERE code = ${code} FOR UPDATE`
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const holder = inSqlTransaction(async (transaction) => {
      await hold(transaction)
      await released
      return accept(null)
    })
    const from = performance.now()
    const fault = await inSqlTransaction(async (transaction) => accept(await hold(transaction))).catch((error: unknown) => error)
    expect(databaseErrorKind(fault)).toBe('unavailable')
    expect(performance.now() - from).toBeGreaterThan(3_900)
    release()
    expect(await holder).toEqual(accept(null))
    expect((await inSqlTransaction(async (transaction) => accept(await hold(transaction)))).ok).toBe(true)
    const kept = await reading((other) => other.$queryRaw<{ lock_timeout: string }[]>`SHOW lock_timeout`)
    expect(kept).toEqual([{ lock_timeout: '0' }])
  })

  onPostgres('that takes longer than thirty seconds loses its connection and everything it did', async () => {
    const timers = vi.spyOn(globalThis, 'setTimeout')
    const work = inSqlTransaction(async (transaction) => {
      await insertRegion(transaction, '93.01')
      // The half minute is over.
      const end = timers.mock.calls.find(([, milliseconds]) => milliseconds === 30_000)?.[0]
      end?.()
      await insertRegion(transaction, '93.02')
      return accept(null)
    })
    await expect(work).rejects.toThrow()
    timers.mockRestore()
    expect(await countRegions('93.')).toBe(0)
    expect(await inSqlTransaction(async () => accept('well'))).toEqual(accept('well'))
  })
})

function pidIn(row: unknown): number {
  return typeof row === 'object' && row !== null && 'pid' in row ? Number(row.pid) : 0
}
