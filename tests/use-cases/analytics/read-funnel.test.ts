import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#app/domain/access/actor.ts'
import type { FunnelFigure } from '#app/domain/analytics/funnel.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import { refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { exportFunnel } from '#app/use-cases/analytics/export-funnel.server.ts'
import { readFunnel } from '#app/use-cases/analytics/read-funnel.server.ts'
import { makeCadre, makeCandidate, makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { type ExamWithSession, makeExamWithSession, makeResult } from './results.ts'

useTestDatabase()

const OWN = '36.72.01.1001'
const SMALL = '36.72.01.1002'
const ELSEWHERE = '36.72.02.1002'
const whole = { periodId: null, districtCode: null, urbanVillageCode: null }
let exam: ExamWithSession

const counts = (figures: readonly FunnelFigure[] | undefined) =>
  Object.fromEntries(figures?.map(({ step, people }) => [step, people]) ?? [])

async function shown(actor: Actor, question: Partial<typeof whole> = {}) {
  const result = await readFunnel(actor, { ...whole, ...question })
  if (!result.ok || result.value.chosen === null) throw new Error('nothing is shown')
  return result.value.chosen.funnel
}

describe('the funnel of a period', () => {
  test('says so while there is no period', async () => {
    const result = await readFunnel(await makeStaff('office-analyst'), whole)
    expect(result.ok && result.value.chosen).toBeNull()
  })

  describe('under way', () => {
    beforeAll(async () => {
      await makeRegions()
      exam = await makeExamWithSession()
      for (const score of [30, 50, 64.99, 65, 70, 80, 90]) await makeResult(exam, OWN, score)
      for (const score of [70, 20]) await makeResult(exam, SMALL, score)
      for (const score of [75, 75, 75, 75, 75]) await makeResult(exam, ELSEWHERE, score, 'awaiting-confirmation')
      await makeResult(exam, ELSEWHERE, 5, 'awaiting-marking')
      await makeCandidate({ periodId: exam.periodId, cadreId: await makeCadre({ urbanVillageCode: ELSEWHERE }) })
      await makeCadre({ urbanVillageCode: ELSEWHERE })
      const gone = await makeCadre({ urbanVillageCode: ELSEWHERE })
      await reading((transaction) => transaction.cadre.update({ where: { id: gone }, data: { active: false } }))
    })

    test('counts each person once in every step that she reached, and passed like the distribution does', async () => {
      const { together } = await shown(await makeStaff('office-analyst'))
      expect(counts(together)).toMatchObject({
        roster: 17,
        registered: 16,
        started: 15,
        'handed-in': 15,
        scored: 14,
        confirmed: 9,
        passed: 10,
        certificate: 0,
      })
      expect(together.find(({ step }) => step === 'passed')?.base).toEqual({ step: 'scored', people: 14 })
    })

    test('leaves the selection out until one is approved', async () => {
      const { together } = await shown(await makeStaff('office-analyst'))
      expect(together.map(({ step }) => step)).not.toContain('selected')
    })

    test('a lurah sees the own kelurahan and is told of no other, and a small one keeps its decisions', async () => {
      const { together, urbanVillages } = await shown(await makeStaff('kelurahan-officer', { regionCode: OWN }))
      expect(counts(together)).toMatchObject({ roster: 7, passed: 4 })
      expect([...urbanVillages.keys()]).toEqual([OWN])
      const small = await shown(await makeStaff('kelurahan-officer', { regionCode: SMALL }))
      expect(counts(small.together)).toMatchObject({ roster: 2, registered: 2, scored: null, passed: null, certificate: null })
      expect(
        await readFunnel(await makeStaff('kelurahan-officer', { regionCode: OWN }), { ...whole, urbanVillageCode: ELSEWHERE }),
      ).toEqual(refuse({ kind: 'not-found' }))
      expect(await readFunnel(await makeStaff('proctor'), whole)).toEqual(refuse({ kind: 'forbidden' }))
    })

    test('the kelurahan that would give a small one away is hidden with it', async () => {
      const { urbanVillages, together } = await shown(await makeStaff('office-analyst'))
      expect(counts(urbanVillages.get(SMALL)).passed).toBeNull()
      expect(counts(urbanVillages.get(OWN)).passed).toBeNull()
      expect(counts(urbanVillages.get(ELSEWHERE)).passed).toBe(5)
      expect(counts(together).passed).toBe(10)
    })

    test('the workbook holds the same figures, and its export is recorded', async () => {
      const analyst = await makeStaff('office-analyst')
      const result = await exportFunnel(analyst, whole, 'id')
      if (!result.ok) throw new Error(result.refusal.kind)
      const book = new ExcelJS.Workbook()
      const { buffer } = new Uint8Array(result.value.bytes)
      await book.xlsx.load(buffer)
      const rows = (name: string) =>
        book
          .getWorksheet(name)
          ?.getSheetValues()
          .flatMap((row) => (Array.isArray(row) ? [row.slice(1)] : [])) ?? []
      expect(rows('Corong')).toContainEqual(['Lulus ujian', 10, (100 * 10) / 14, 'Dinilai', (100 * 10) / 17])
      const small = rows('Corong per kelurahan').find(([code]) => code === SMALL)
      expect(small?.slice(0, 5)).toEqual([SMALL, 'Cibeber', 'Kedaleman', 2, 2])
      expect(small?.slice(5).some((value) => value !== undefined)).toBe(false)
      const entry = await reading((transaction) => transaction.auditEntry.findFirstOrThrow({ orderBy: { seq: 'desc' } }))
      expect(entry).toMatchObject({ kind: 'funnel.exported', subject: exam.periodId, detail: { district: null, urbanVillage: null } })
      expect(await exportFunnel(await makeStaff('author'), whole, 'id')).toEqual(refuse({ kind: 'forbidden' }))
    })

    test('an approved selection is counted with the seats that went on since', async () => {
      const passed = await candidatesOf(exam.periodId, ELSEWHERE)
      const [first, second, third] = passed
      if (!first || !second || !third) throw new Error('too few')
      await approveSelection(exam.periodId, [
        { candidateId: first, outcome: 'selected' },
        { candidateId: second, outcome: 'reserve' },
        { candidateId: third, outcome: 'reserve' },
      ])
      const { urbanVillages } = await shown(await makeStaff('office-analyst'))
      expect(counts(urbanVillages.get(ELSEWHERE))).toMatchObject({ selected: 1, reserve: 2 })
      await passSeatOn(first, second)
      const after = await shown(await makeStaff('office-analyst'))
      expect(counts(after.urbanVillages.get(ELSEWHERE))).toMatchObject({ selected: 1, reserve: 1 })
      expect(counts(after.together)).toMatchObject({ selected: 1, reserve: 1 })
    })
  })
})

async function candidatesOf(periodId: PeriodId, urbanVillageCode: string): Promise<string[]> {
  const rows = await reading(
    (transaction) => transaction.$queryRaw<{ id: string }[]>`
      SELECT p.id FROM candidate p JOIN cadre c ON c.id = p.cadre_id JOIN attempt a ON a.candidate_id = p.id JOIN exam_result r ON r.attempt_id = a.id
      WHERE p.period_id = ${periodId}::uuid AND c.urban_village_code = ${urbanVillageCode} AND r.passed ORDER BY p.id`,
  )
  return rows.map(({ id }) => id)
}

/** Written directly: what a selection is calculated from does not matter here. */
async function approveSelection(periodId: PeriodId, outcomes: readonly { candidateId: string; outcome: 'selected' | 'reserve' }[]) {
  const [runId, proposer, approver] = [randomUUID(), randomUUID(), randomUUID()]
  await reading(async (transaction) => {
    await transaction.$executeRaw`
      INSERT INTO selection_run (id, period_id, number, state, inputs, inputs_hash, sealed_hash, result_hash, summary, created_by, created_at)
      VALUES (${runId}::uuid, ${periodId}::uuid, 1, 'draft', '{}', 'i', 's', 'r', '{}', ${proposer}::uuid, now())`
    await transaction.$executeRaw`
      INSERT INTO selection_quota (run_id, urban_village_code, quota, selected, reserve, figures) VALUES (${runId}::uuid, ${ELSEWHERE}, 1, 1, 2, '{}')`
    for (const [index, { candidateId, outcome }] of outcomes.entries())
      await transaction.$executeRaw`
        INSERT INTO selection_outcome (run_id, candidate_id, urban_village_code, outcome, rank, ranked, seat, score, content)
        VALUES (${runId}::uuid, ${candidateId}::uuid, ${ELSEWHERE}, ${outcome}, ${index + 1}, true, ${outcome === 'selected' ? 'open' : null}, 75, '{}')`
    await transaction.$executeRaw`UPDATE selection_run SET state = 'proposed', proposed_by = ${proposer}::uuid, proposed_at = now() WHERE id = ${runId}::uuid`
    await transaction.$executeRaw`UPDATE selection_run SET state = 'approved', approved_by = ${approver}::uuid, approved_at = now() WHERE id = ${runId}::uuid`
  })
}

async function passSeatOn(withdrawn: string, promoted: string) {
  await reading(
    (transaction) => transaction.$executeRaw`
      INSERT INTO selection_step (run_id, sequence, withdrawn_id, promoted_id, reason, note, recorded_by, recorded_at)
      SELECT id, 1, ${withdrawn}::uuid, ${promoted}::uuid, 'withdrawn', '', ${randomUUID()}::uuid, now() FROM selection_run WHERE state = 'approved'`,
  )
}
