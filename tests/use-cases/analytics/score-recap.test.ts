import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, test } from 'vitest'
import { ExamId } from '#app/domain/shared/id.ts'
import { refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { exportScoreRecap } from '#app/use-cases/analytics/export-score-recap.server.ts'
import { readScoreRecap } from '#app/use-cases/analytics/read-score-recap.server.ts'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { type ExamWithSession, makeExamWithSession, makeResult } from './results.ts'

useTestDatabase()

const OWN = '36.72.01.1001'
const ELSEWHERE = '36.72.02.1002'

describe('the recap of scores', () => {
  test('says so while no exam has results', async () => {
    const result = await readScoreRecap(await makeStaff('office-analyst'), null)
    expect(result.ok && result.value.chosen).toBeNull()
    expect(await exportScoreRecap(await makeStaff('office-analyst'), null, 'id')).toEqual(refuse({ kind: 'not-found' }))
  })

  describe('of an exam', () => {
    let exam: ExamWithSession
    beforeAll(async () => {
      await makeRegions()
      exam = await makeExamWithSession()
      for (const score of [30, 70, 80]) await makeResult(exam, OWN, score)
      await makeResult(exam, ELSEWHERE, 90, 'awaiting-confirmation')
      await makeResult(exam, ELSEWHERE, 5, 'awaiting-marking')
    })

    test('counts per kelurahan, small ones too: who reads it may read every result', async () => {
      const result = await readScoreRecap(await makeStaff('verifier'), null)
      expect(result.ok && result.value.chosen?.urbanVillages).toEqual([
        { code: OWN, name: 'Cibeber', districtName: 'Cibeber', people: 3, passed: 2, notPassed: 1, unmarked: 0, mean: 60 },
        { code: ELSEWHERE, name: 'Ciwedus', districtName: 'Cilegon', people: 2, passed: 1, notPassed: 0, unmarked: 1, mean: 47.5 },
      ])
    })

    test('the workbook names every person, and its export is recorded with their number and no names', async () => {
      const analyst = await makeStaff('office-analyst')
      const result = await exportScoreRecap(analyst, exam.examId, 'id')
      if (!result.ok) throw new Error(result.refusal.kind)
      expect(result.value.fileName).toBe('rekap-nilai.xlsx')
      const book = new ExcelJS.Workbook()
      const { buffer } = new Uint8Array(result.value.bytes)
      await book.xlsx.load(buffer)
      expect(book.worksheets.map(({ name }) => name)).toEqual(['Rekap kota', 'Cibeber', 'Ciwedus'])
      const people = book
        .getWorksheet('Ciwedus')
        ?.getSheetValues()
        .flatMap((row) => (Array.isArray(row) ? [row.slice(1)] : []))
        .filter((row) => row[1] === 'Siti Aminah')
      expect(people?.map((row) => row.at(-1)).sort()).toEqual(['Belum dinilai', 'Lulus'])
      const entry = await reading((transaction) => transaction.auditEntry.findFirstOrThrow({ orderBy: { seq: 'desc' } }))
      expect(entry).toMatchObject({ kind: 'score-recap.exported', subject: exam.examId, actorId: analyst.accountId, detail: { people: 5 } })
    })

    test('is closed to whoever sees only figures, and an exam without results is not found', async () => {
      for (const role of ['kelurahan-officer', 'mayors-office', 'plenary-member'] as const) {
        const actor = await makeStaff(role, { regionCode: role === 'kelurahan-officer' ? OWN : null })
        expect(await readScoreRecap(actor, null)).toEqual(refuse({ kind: 'forbidden' }))
        expect(await exportScoreRecap(actor, null, 'id')).toEqual(refuse({ kind: 'forbidden' }))
      }
      const unknown = ExamId.parse('00000000-0000-4000-8000-000000000000')
      expect(await readScoreRecap(await makeStaff('auditor'), unknown)).toEqual(refuse({ kind: 'not-found' }))
    })
  })
})
