import { beforeEach, describe, expect, test } from 'vitest'
import { accept } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '#app/use-cases/audit/audit-store.server.ts'
import { listAudit } from '#app/use-cases/audit/list-audit.server.ts'
import { verifyChain } from '#app/use-cases/audit/verify-chain.server.ts'
import { makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'

useTestDatabase()
const by = { kind: 'system', job: 'test' } as const
const everything = { kind: '', subject: '', actor: '', before: null }

async function record(kind: string, subject: string, actor: Parameters<typeof verifyChain>[0] = by) {
  await inTransaction(async (transaction) =>
    accept(await appendAuditEntry(transaction, { at: await databaseNow(transaction), by: actor, event: { kind, subject } })),
  )
}

/** What a superuser can do: take the guard away, change, and put it back. */
async function behindTheBack(change: (transaction: Parameters<Parameters<typeof reading>[0]>[0]) => Promise<unknown>) {
  await reading(async (transaction) => {
    await transaction.$executeRaw`ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only`
    await change(transaction)
    await transaction.$executeRaw`ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only`
  })
}

async function faults() {
  const result = await verifyChain(by)
  return result.ok ? result.value.faults : null
}

beforeEach(async () => {
  await behindTheBack(async (transaction) => {
    await transaction.$executeRaw`DELETE FROM audit_entry`
    await transaction.$executeRaw`UPDATE audit_head SET seq = 0, hash = repeat('0', 64)`
  })
})

describe('the verified chain', () => {
  beforeEach(async () => {
    for (const subject of ['a', 'b', 'c', 'd', 'e']) await record('test.done', subject)
  })

  test('is whole when nobody touched it', async () => {
    expect(await verifyChain(by)).toEqual(accept({ entries: 5, faults: [] }))
  })

  test('is whole over more than one page', async () => {
    for (const pageSize of [1, 2, 5]) expect(await verifyChain(by, { pageSize })).toEqual(accept({ entries: 5, faults: [] }))
  })

  test('shows a changed entry at its place', async () => {
    await behindTheBack((transaction) => transaction.$executeRaw`UPDATE audit_entry SET subject = 'x' WHERE seq = 3`)
    expect(await faults()).toEqual([{ seq: 3n, fault: 'altered' }])
  })

  test('shows a removed entry', async () => {
    await behindTheBack((transaction) => transaction.$executeRaw`DELETE FROM audit_entry WHERE seq = 2`)
    expect(await faults()).toEqual([
      { seq: 3n, fault: 'gap' },
      { seq: 3n, fault: 'broken-link' },
    ])
  })

  test('shows that the end was cut off', async () => {
    await behindTheBack((transaction) => transaction.$executeRaw`DELETE FROM audit_entry WHERE seq >= 4`)
    expect(await faults()).toEqual([{ seq: 4n, fault: 'missing-at-end' }])
  })

  test('shows a head that was moved back to hide a cut', async () => {
    await behindTheBack((transaction) => transaction.$executeRaw`UPDATE audit_head SET seq = 3`)
    expect(await faults()).toEqual([{ seq: 4n, fault: 'behind-head' }])
  })
})

describe('the list of the audit trail', () => {
  test('shows the newest first, filtered by kind, subject and actor, and goes on where it stopped', async () => {
    const auditor = await makeStaff('auditor')
    const author = await makeStaff('author')
    for (let entry = 0; entry < 60; entry += 1) await record('list.made', `s${entry}`)
    await record('list.changed', 's7', author)
    const list = async (filter: Partial<typeof everything>) => {
      const result = await listAudit(auditor, { ...everything, ...filter })
      if (!result.ok) throw new Error('refused')
      return result.value
    }
    const [first] = (await list({ kind: 'list.' })).entries
    expect([first?.kind, first?.actor.name, first?.actor.roles]).toEqual(['list.changed', author.displayName, ['author']])
    expect((await list({ subject: 's7' })).entries.map(({ kind }) => kind)).toEqual(['list.changed', 'list.made'])
    expect((await list({ actor: author.accountId })).entries).toHaveLength(1)
    const newest = await list({ kind: 'list.made' })
    expect([newest.entries.length, newest.entries.at(0)?.subject]).toEqual([50, 's59'])
    const rest = await listAudit(auditor, { ...everything, kind: 'list.made', before: newest.older })
    expect(rest.ok && [rest.value.entries.length, rest.value.older]).toEqual([10, null])
  })

  test('a sign that searches mean otherwise is taken as it is', async () => {
    const auditor = await makeStaff('auditor')
    const result = await listAudit(auditor, { ...everything, kind: '%' })
    expect(result.ok && result.value.entries).toEqual([])
  })

  test('is refused to whoever may not read it', async () => {
    const author = await makeStaff('author')
    expect((await listAudit(author, everything)).ok).toBe(false)
    expect((await verifyChain(author)).ok).toBe(false)
  })
})
