import { describe, expect, test } from 'vitest'
import { CHAIN_START, chainFaults } from '#app/domain/audit/audit-entry.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry, auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { useTestDatabase } from '#tests/setup/database.ts'

useTestDatabase()
const by = { kind: 'system', job: 'test' } as const

function record(subject: string) {
  return inTransaction(async (transaction) =>
    accept(
      await appendAuditEntry(transaction, {
        at: await databaseNow(transaction),
        by,
        event: { kind: 'test.done', subject, detail: { count: 3 } },
      }),
    ),
  )
}

describe('the audit trail', () => {
  test('entries form a chain that verifies', async () => {
    for (const subject of ['a', 'b', 'c']) await record(subject)
    const entries = await reading((transaction) => auditEntriesAfter(transaction, 0n, 100))
    expect(entries.map((entry) => entry.event.subject)).toEqual(['a', 'b', 'c'])
    expect(chainFaults(entries, { seq: 0n, hash: CHAIN_START })).toEqual([])
  })

  test('a refused act leaves no entry', async () => {
    const before = await reading((transaction) => transaction.auditEntry.count())
    const result = await inTransaction(async (transaction) => {
      await appendAuditEntry(transaction, { at: await databaseNow(transaction), by, event: { kind: 'test.done', subject: 'x' } })
      return refuse({ kind: 'no' as const })
    })
    expect(result).toEqual(refuse({ kind: 'no' }))
    expect(await reading((transaction) => transaction.auditEntry.count())).toBe(before)
  })

  test('the database refuses to change an entry', async () => {
    await record('kept')
    const error = await reading((transaction) => transaction.$executeRaw`UPDATE audit_entry SET kind = 'forged'`).catch(
      (thrown: unknown) => thrown,
    )
    expect(databaseErrorKind(error)).toBe('append-only')
  })

  test('a unique violation has one name', async () => {
    const row = { code: 'x', level: 'kota', name: 'X', aliases: [] }
    await reading((transaction) => transaction.region.create({ data: row }))
    const error = await reading((transaction) => transaction.region.create({ data: row })).catch((thrown: unknown) => thrown)
    expect(databaseErrorKind(error)).toBe('unique')
  })
})
