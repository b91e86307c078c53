import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { STAFF_ROLES } from '#app/domain/access/role.ts'
import { WAITING_KINDS } from '#app/domain/analytics/waiting-work.ts'
import type { CadreId, PeriodId } from '#app/domain/shared/id.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { listWaitingWork } from '#app/use-cases/analytics/list-waiting-work.server.ts'
import { makeCadre, makeCandidate, makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { makeExamWithSession, makeResult } from './results.ts'

useTestDatabase()

test('each role is told what waits, within its regions', async () => {
  await makeRegions()
  const exam = await makeExamWithSession()
  await makeResult(exam, '36.72.01.1001', 70)
  await makeResult(exam, '36.72.02.1002', 70, 'awaiting-confirmation')
  await determineEverybody()
  const cadreId = await makeCadre({ urbanVillageCode: '36.72.01.1001' })
  await openCase(exam.periodId, cadreId, '36.72.01.1001')
  const counts = async (...of: Parameters<typeof makeStaff>) => {
    const result = await listWaitingWork(await makeStaff(...of))
    return result.ok ? Object.fromEntries(result.value.map(({ kind, count }) => [kind, count])) : null
  }
  expect(await counts('kelurahan-officer', { regionCode: '36.72.01.1001' })).toEqual({
    'cases-to-propose': 1,
    'cadres-in-region': 2,
    'results-in-region': 1,
  })
  expect(await counts('kecamatan-officer', { regionCode: '36.72.02' })).toEqual({
    'cases-to-acknowledge': 0,
    'cadres-in-region': 1,
    'results-in-region': 1,
  })
  expect(await counts('verifier')).toEqual({
    'cases-to-verify': 0,
    'results-to-confirm': 1,
    'appeals-to-decide': 0,
    'cadres-in-region': 3,
    'results-in-region': 2,
  })
  expect(await counts('issuer')).toEqual({ 'certificates-to-issue': 1, 'certificate-changes-to-decide': 0 })
  expect(await counts('proctor', { regionCode: '36.72.01' })).toEqual({
    'sessions-ahead': 1,
    'acts-to-decide': 0,
    'recovery-files-to-decide': 0,
    'sheets-to-key-in': 0,
  })
  expect(await counts('proctor', { regionCode: '36.72.02' })).toEqual({
    'sessions-ahead': 0,
    'acts-to-decide': 0,
    'recovery-files-to-decide': 0,
    'sheets-to-key-in': 0,
  })
})

/** As an approved determination leaves it: everybody is competent, nobody has a seat. */
function determineEverybody() {
  return reading(async (transaction) => {
    const candidates = await transaction.candidate.findMany({ select: { id: true } })
    await transaction.determinedOutcome.createMany({
      data: candidates.map(({ id }) => ({
        determinationId: randomUUID(),
        candidateId: id,
        urbanVillageCode: '36.72.01.1001',
        competent: true,
        seat: 'not-selected',
      })),
    })
  })
}

async function openCase(periodId: PeriodId, cadreId: CadreId, urbanVillageCode: string) {
  const { candidateId } = await makeCandidate({ periodId, cadreId, eligible: false })
  const at = new Date()
  await reading((transaction) =>
    transaction.eligibilityCase.create({
      data: {
        id: randomUUID(),
        periodId,
        candidateId,
        cadreId,
        urbanVillageCode,
        state: 'draft',
        version: 0,
        openedAt: at,
        stateSince: at,
      },
    }),
  )
}

test('every kind of work can be counted', async () => {
  const seen = new Set<string>()
  for (const role of STAFF_ROLES) {
    const result = await listWaitingWork(await makeStaff(role, { regionCode: role.endsWith('officer') ? '36.72.01' : null }))
    if (result.ok) for (const { kind } of result.value) seen.add(kind)
  }
  expect([...seen].sort()).toEqual([...WAITING_KINDS].sort())
})
