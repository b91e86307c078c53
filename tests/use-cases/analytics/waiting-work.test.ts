import { expect, test } from 'vitest'
import { STAFF_ROLES } from '#app/domain/access/role.ts'
import { WAITING_KINDS } from '#app/domain/analytics/waiting-work.ts'
import { listWaitingWork } from '#app/use-cases/analytics/list-waiting-work.server.ts'
import { makeCadre, makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { makeExamWithSession, makeResult } from './results.ts'

useTestDatabase()

test('each role is told what waits, within its regions', async () => {
  await makeRegions()
  const exam = await makeExamWithSession()
  await makeResult(exam, '36.72.01.1001', 70)
  await makeResult(exam, '36.72.02.1002', 70, 'awaiting-confirmation')
  await makeCadre({ urbanVillageCode: '36.72.01.1001' })
  const counts = async (...of: Parameters<typeof makeStaff>) => {
    const result = await listWaitingWork(await makeStaff(...of))
    return result.ok ? Object.fromEntries(result.value.map(({ kind, count }) => [kind, count])) : null
  }
  expect(await counts('kelurahan-officer', { regionCode: '36.72.01.1001' })).toEqual({ 'cadres-in-region': 2, 'results-in-region': 1 })
  expect(await counts('kecamatan-officer', { regionCode: '36.72.02' })).toEqual({ 'cadres-in-region': 1, 'results-in-region': 1 })
  expect(await counts('verifier')).toEqual({ 'results-to-confirm': 1, 'cadres-in-region': 3, 'results-in-region': 2 })
  expect(await counts('issuer')).toEqual({ 'certificates-to-issue': 1 })
  expect(await counts('proctor', { regionCode: '36.72.01' })).toEqual({ 'sessions-ahead': 1 })
  expect(await counts('proctor', { regionCode: '36.72.02' })).toEqual({ 'sessions-ahead': 0 })
})

test('every kind of work can be counted', async () => {
  const seen = new Set<string>()
  for (const role of STAFF_ROLES) {
    const result = await listWaitingWork(await makeStaff(role, { regionCode: role.endsWith('officer') ? '36.72.01' : null }))
    if (result.ok) for (const { kind } of result.value) seen.add(kind)
  }
  expect([...seen].sort()).toEqual([...WAITING_KINDS].sort())
})
