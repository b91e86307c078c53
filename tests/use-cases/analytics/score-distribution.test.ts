import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#app/domain/access/actor.ts'
import type { DistributionFilter } from '#app/domain/analytics/distribution-view.ts'
import { ExamId } from '#app/domain/shared/id.ts'
import { refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { exportDistribution } from '#app/use-cases/analytics/export-distribution.server.ts'
import { scoreDistribution } from '#app/use-cases/analytics/score-distribution.server.ts'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { type ExamWithSession, makeExamWithSession, makeResult } from './results.ts'

useTestDatabase()

const OWN = '36.72.01.1001'
const SMALL = '36.72.01.1002'
const ELSEWHERE = '36.72.02.1002'
const everything: DistributionFilter = { examId: null, field: null, districtCode: null, urbanVillageCode: null }
let exam: ExamWithSession

async function shown(actor: Actor, filter: Partial<DistributionFilter> = {}) {
  const result = await scoreDistribution(actor, { ...everything, ...filter })
  if (!result.ok || result.value.chosen?.content.kind !== 'shown') throw new Error('nothing is shown')
  return { ...result.value, ...result.value.chosen, view: result.value.chosen.content }
}

describe('the score distribution', () => {
  test('says so while no exam has results', async () => {
    const result = await scoreDistribution(await makeStaff('office-analyst'), everything)
    expect(result.ok && result.value.chosen).toBeNull()
  })

  describe('of an exam', () => {
    beforeAll(async () => {
      await makeRegions()
      exam = await makeExamWithSession()
      for (const score of [30, 50, 60, 64.99, 65, 70, 80, 90]) await makeResult(exam, OWN, score)
      for (const score of [10, 20]) await makeResult(exam, SMALL, score)
      for (const score of [75, 75, 75, 75, 75, 75, 75]) await makeResult(exam, ELSEWHERE, score, 'awaiting-confirmation')
      await makeResult(exam, ELSEWHERE, 5, 'awaiting-marking')
    })

    test('counts whoever is marked, against the threshold of the policy', async () => {
      const { view, cut } = await shown(await makeStaff('office-analyst'))
      expect([
        cut,
        view.distribution.count,
        view.distribution.reachedCut,
        view.distribution.passed,
        view.unmarked,
        view.unconfirmed,
      ]).toEqual(['65', 17, 11, 11, 1, 7])
      expect(view.fields.find(({ field }) => field === 'health')).toEqual({
        field: 'health',
        figures: { competent: 13, notYetCompetent: 4, unmarked: 1 },
      })
    })

    test('a field has its own threshold', async () => {
      const { view, cut } = await shown(await makeStaff('office-analyst'), { field: 'health' })
      expect([cut, view.distribution.reachedCut, view.distribution.passed]).toEqual(['60', 13, 13])
    })

    test('a lurah sees the own kelurahan and nothing of the others, and is told of no other region', async () => {
      const lurah = await makeStaff('kelurahan-officer', { regionCode: OWN })
      const { view, regions } = await shown(lurah)
      expect(view.distribution.count).toBe(8)
      expect(regions.urbanVillages.map(({ code }) => code)).toEqual([OWN])
      expect(regions.districts).toEqual([])
      for (const filter of [
        { urbanVillageCode: SMALL },
        { urbanVillageCode: ELSEWHERE },
        { districtCode: '36.72.01' },
        { districtCode: '36.72.02' },
      ]) {
        expect(await scoreDistribution(lurah, { ...everything, ...filter })).toEqual(refuse({ kind: 'not-found' }))
      }
    })

    test('a camat sees the own kecamatan', async () => {
      const camat = await makeStaff('kecamatan-officer', { regionCode: '36.72.01' })
      expect((await shown(camat)).view.distribution.count).toBe(10)
      expect(await scoreDistribution(camat, { ...everything, urbanVillageCode: ELSEWHERE })).toEqual(refuse({ kind: 'not-found' }))
    })

    test('a group below the minimum is hidden together with the neighbour that would give it away', async () => {
      const analyst = await makeStaff('office-analyst')
      const { view } = await shown(analyst)
      expect([...view.urbanVillages.keys()]).toEqual([ELSEWHERE])
      for (const urbanVillageCode of [SMALL, OWN]) {
        const result = await scoreDistribution(analyst, { ...everything, urbanVillageCode })
        expect(result.ok && result.value.chosen?.content).toEqual({ kind: 'group-too-small', minimum: 5 })
      }
      const lurah = await makeStaff('kelurahan-officer', { regionCode: SMALL })
      const own = await scoreDistribution(lurah, everything)
      expect(own.ok && own.value.chosen?.content).toEqual({ kind: 'group-too-small', minimum: 5 })
    })

    test('an unknown exam and an actor without the permission are refused', async () => {
      const unknown = ExamId.parse('00000000-0000-4000-8000-000000000000')
      expect(await scoreDistribution(await makeStaff('office-analyst'), { ...everything, examId: unknown })).toEqual(
        refuse({ kind: 'not-found' }),
      )
      expect(await scoreDistribution(await makeStaff('proctor'), everything)).toEqual(refuse({ kind: 'forbidden' }))
      expect(await exportDistribution(await makeStaff('author'), everything, 'id')).toEqual(refuse({ kind: 'forbidden' }))
    })

    test('the workbook holds the same figures, hides the same groups, and its export is recorded without names', async () => {
      const analyst = await makeStaff('office-analyst')
      const result = await exportDistribution(analyst, everything, 'id')
      if (!result.ok) throw new Error(result.refusal.kind)
      expect(result.value.fileName).toBe('sebaran-nilai.xlsx')
      const book = new ExcelJS.Workbook()
      const { buffer } = new Uint8Array(result.value.bytes)
      await book.xlsx.load(buffer)
      expect(book.worksheets.map(({ name }) => name)).toEqual([
        'Rekap',
        'Rentang nilai',
        'Per bidang',
        'Per kelurahan',
        'Kelurahan dan bidang',
        'Corong',
        'Corong per kelurahan',
        'Cara hitung',
      ])
      const rows = (name: string) =>
        book
          .getWorksheet(name)
          ?.getSheetValues()
          .flatMap((row) => (Array.isArray(row) ? [row.slice(1)] : [])) ?? []
      expect(rows('Rekap')).toContainEqual(['Peserta (n)', 17])
      expect(rows('Rentang nilai')).toContainEqual([75, 80, 7, (100 * 7) / 17, 15, (100 * 15) / 17])
      expect(rows('Per kelurahan').filter(([code]) => code === OWN || code === SMALL)).toEqual([
        [OWN, 'Cibeber', 'Cibeber'],
        [SMALL, 'Cibeber', 'Kedaleman'],
      ])
      const entry = await reading((transaction) => transaction.auditEntry.findFirstOrThrow({ orderBy: { seq: 'desc' } }))
      expect(entry).toMatchObject({
        kind: 'distribution.exported',
        subject: exam.examId,
        actorId: analyst.accountId,
        detail: { people: 17, field: null, district: null, urbanVillage: null },
      })
    })

    test('a hidden group is not exported either, and no export is recorded', async () => {
      const before = await reading((transaction) => transaction.auditEntry.count())
      expect(await exportDistribution(await makeStaff('office-analyst'), { ...everything, urbanVillageCode: SMALL }, 'id')).toEqual(
        refuse({ kind: 'group-too-small', minimum: 5 }),
      )
      expect(await reading((transaction) => transaction.auditEntry.count())).toBe(before)
    })
  })
})
