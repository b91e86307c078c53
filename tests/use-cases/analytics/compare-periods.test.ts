import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#app/domain/access/actor.ts'
import type { DistributionFilter } from '#app/domain/analytics/distribution-view.ts'
import { ExamId } from '#app/domain/shared/id.ts'
import { refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { compareTwoPeriods } from '#app/use-cases/analytics/compare-periods.server.ts'
import { exportDistribution } from '#app/use-cases/analytics/export-distribution.server.ts'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { type ExamWithSession, makeExamWithSession, makeResult } from './results.ts'

useTestDatabase()

const OWN = '36.72.01.1001'
const SMALL = '36.72.01.1002'
const ELSEWHERE = '36.72.02.1002'
const everything: DistributionFilter = { examId: null, field: null, districtCode: null, urbanVillageCode: null }

async function compared(actor: Actor, filter: DistributionFilter, other: ExamId | null) {
  const result = await compareTwoPeriods(actor, filter, other)
  if (!result.ok || result.value.chosen.kind !== 'compared') throw new Error('nothing is compared')
  return result.value.chosen
}

describe('two periods side by side', () => {
  let [first, second]: ExamWithSession[] = []

  beforeAll(async () => {
    await makeRegions()
    first = await makeExamWithSession()
    for (const score of [50, 60, 64, 66, 70]) await makeResult(first, OWN, score)
    for (const score of [60, 62, 64, 66, 68, 70]) await makeResult(first, ELSEWHERE, score)
  })

  test('one exam alone has nothing to be compared with', async () => {
    const result = await compareTwoPeriods(await makeStaff('office-analyst'), everything, null)
    expect(result.ok && result.value.chosen.kind).toBe('one-exam')
  })

  describe('when both have results', () => {
    beforeAll(async () => {
      second = await makeExamWithSession()
      for (const score of [60, 70, 74, 76, 80]) await makeResult(second, OWN, score)
      for (const score of [90, 95]) await makeResult(second, SMALL, score)
      for (const score of [60, 62, 64, 66, 68, 70]) await makeResult(second, ELSEWHERE, score)
    })

    const exams = () => {
      if (!first || !second) throw new Error('no exams')
      return { first, second }
    }

    test('the other one is found, and the figures differ by what the scores differ', async () => {
      const { first, second } = exams()
      const chosen = await compared(await makeStaff('office-analyst'), { ...everything, examId: second.examId }, null)
      expect(chosen.other.exam.id).toBe(first.examId)
      expect(chosen.comparison.meanDifference?.value).toBeCloseTo((360 + 185 + 390) / 13 - 700 / 11, 10)
      expect(chosen.comparison.passedDifference.value).toBeCloseTo(9 / 13 - 5 / 11, 10)
    })

    test('a kelurahan that one of them hides has no difference', async () => {
      const { first, second } = exams()
      const { comparison } = await compared(await makeStaff('office-analyst'), { ...everything, examId: second.examId }, first.examId)
      const pairs = comparison.urbanVillages.map(({ code, now, other, meanDifference }) => [
        code,
        now?.mean ?? null,
        other?.mean ?? null,
        meanDifference?.value ?? null,
      ])
      expect(pairs).toEqual([
        [OWN, null, 62, null],
        [ELSEWHERE, 65, 65, 0],
      ])
    })

    test('where one of them is too small for the filter, neither is shown', async () => {
      const { first, second } = exams()
      const filter = { ...everything, examId: first.examId, urbanVillageCode: OWN }
      const result = await compareTwoPeriods(await makeStaff('office-analyst'), filter, second.examId)
      expect(result.ok && result.value.chosen).toMatchObject({ kind: 'group-too-small', minimum: 5 })
      const lurah = await compared(
        await makeStaff('kelurahan-officer', { regionCode: OWN }),
        { ...everything, examId: second.examId },
        first.examId,
      )
      expect(lurah.comparison.meanDifference?.value).toBeCloseTo(10, 10)
    })

    test('an unknown exam is not found, and nobody without the permission compares', async () => {
      const unknown = ExamId.parse('00000000-0000-4000-8000-000000000000')
      expect(await compareTwoPeriods(await makeStaff('office-analyst'), everything, unknown)).toEqual(refuse({ kind: 'not-found' }))
      expect(await compareTwoPeriods(await makeStaff('proctor'), everything, null)).toEqual(refuse({ kind: 'forbidden' }))
    })

    test('the workbook holds the comparison too, and says with what in its record', async () => {
      const { first, second } = exams()
      const result = await exportDistribution(
        await makeStaff('office-analyst'),
        { ...everything, examId: second.examId },
        'id',
        first.examId,
      )
      if (!result.ok) throw new Error(result.refusal.kind)
      const book = new ExcelJS.Workbook()
      const { buffer } = new Uint8Array(result.value.bytes)
      await book.xlsx.load(buffer)
      expect(book.worksheets.map(({ name }) => name).slice(-5)).toEqual([
        'Banding periode',
        'Banding kumulatif',
        'Banding bidang',
        'Banding kelurahan',
        'Cara hitung',
      ])
      const mean = book
        .getWorksheet('Banding periode')
        ?.getSheetValues()
        .flatMap((row) => (Array.isArray(row) ? [row.slice(1)] : []))
        .find(([label]) => label === 'Rata-rata')
      expect(mean?.[1]).toBeCloseTo(935 / 13, 10)
      expect(mean?.[3]).toBeCloseTo(935 / 13 - 700 / 11, 10)
      const entry = await reading((transaction) => transaction.auditEntry.findFirstOrThrow({ orderBy: { seq: 'desc' } }))
      expect(entry).toMatchObject({ kind: 'distribution.exported', detail: { people: 13, comparedWith: first.examId } })
    })
  })
})
