import { expect, test } from 'vitest'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { listRoster } from '#app/use-cases/roster/list-roster.server.ts'
import { seedDemoRoster } from '#app/use-cases/roster/seed-demo-roster.server.ts'
import { loadCity } from '#tests/factories/roster-file.ts'
import { makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'

useTestDatabase()

const job = { kind: 'system', job: 'test' } as const
const MOST_MILLISECONDS = 10_000

test('without the regions there is no demo roster', async () => {
  expect(await seedDemoRoster(job, { day: '2026-01-02' })).toEqual(refuse({ kind: 'no-regions' }))
})

test('the demo roster is 2,650 marked cadres, stored in seconds and only once', async () => {
  await loadCity()
  const startedAt = performance.now()
  expect(await seedDemoRoster(job, { day: '2026-01-02' })).toEqual(accept({ added: 2_650 }))
  expect(performance.now() - startedAt).toBeLessThan(MOST_MILLISECONDS)
  expect(await seedDemoRoster(job, { day: '2026-01-02' })).toEqual(accept({ added: 0 }))
  expect(await seedDemoRoster(await makeStaff('office-analyst'), { day: '2026-01-02' })).toEqual(refuse({ kind: 'forbidden' }))
  expect(await reading((transaction) => transaction.cadre.count({ where: { isDemo: true, nationalIdLast4: { not: '' } } }))).toBe(2_650)
  const page = await listRoster(await makeStaff('office-analyst'), { regionCode: null, name: '', page: 2 })
  expect(page.ok && [page.value.cadres.length, page.value.total, page.value.pages]).toEqual([50, 2_650, 53])
})
