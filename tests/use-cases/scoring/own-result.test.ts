import { beforeAll, describe, expect, test } from 'vitest'
import type { CandidateId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { browseResults } from '#app/use-cases/grading/browse-results.server.ts'
import { confirmResult } from '#app/use-cases/grading/confirm-result.server.ts'
import { readResultSheet } from '#app/use-cases/grading/read-result-sheet.server.ts'
import { readOwnResult } from '#app/use-cases/scoring/read-own-result.server.ts'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { choose, makeScoredAttempt, makeScoredExam, write } from './attempts.ts'

useTestDatabase()
beforeAll(makeRegions)
const candidate = (candidateId: CandidateId) => ({ kind: 'candidate', candidateId, deviceKey: 'device' }) as const
const ALL = { state: null, urbanVillageCode: null, examSessionId: null, search: '' }

describe('a candidate’s own result', () => {
  test('has no figure before it is confirmed', async () => {
    const { candidateId } = await makeScoredAttempt(await makeScoredExam(), [choose(1, 'a')])
    expect(await readOwnResult(candidate(candidateId))).toEqual(accept({ state: 'pending', examTitle: 'Ujian uji' }))
  })

  test('then has the own figures and what to learn next, and no key, question or answer', async () => {
    const { candidateId, result } = await makeScoredAttempt(await makeScoredExam(), [choose(1, 'a'), choose(2, 'b')])
    await confirmResult(await makeStaff('verifier'), result.id)
    const own = await readOwnResult(candidate(candidateId))
    expect(own).toMatchObject({ value: { state: 'released', passed: false, learnNext: [{ competency: 'plot-growth-curve' }] } })
    const payload = JSON.stringify(own)
    for (const secret of ['correct', 'answerKey', 'Pilih satu', 'Pilihan a', 'rationale', result.attemptId])
      expect(payload).not.toContain(secret)
  })

  test('is nobody else’s: another candidate sees their own, staff none', async () => {
    const exam = await makeScoredExam()
    const { result } = await makeScoredAttempt(exam, [choose(1, 'a')])
    await confirmResult(await makeStaff('verifier'), result.id)
    const other = await makeScoredAttempt(exam, [])
    expect(await readOwnResult(candidate(other.candidateId))).toMatchObject({ value: { state: 'pending' } })
    expect(await readOwnResult(await makeStaff('administrator'))).toEqual(refuse({ kind: 'forbidden' }))
  })
})

describe('results as staff read them', () => {
  test('are filtered by state, kelurahan, session and name', async () => {
    const exam = await makeScoredExam()
    const first = await makeScoredAttempt(exam, [choose(1, 'a')], { name: 'zahra 100%' })
    const second = await makeScoredAttempt(exam, [choose(1, 'a'), choose(2, 'a')], { name: 'yuni', urbanVillageCode: '36.72.02.1002' })
    const verifier = await makeStaff('verifier')
    await confirmResult(verifier, second.result.id)
    const listed = async (filter: Partial<Parameters<typeof browseResults>[1]>, order: 'name' | 'highest' = 'name') => {
      const page = await browseResults(verifier, { ...ALL, examSessionId: exam.examSessionId, ...filter }, { order, page: 1 })
      return page.ok ? page.value.rows.map(({ cadreName }) => cadreName) : []
    }
    expect(await listed({})).toEqual(['yuni', 'zahra 100%'])
    expect(await listed({ state: 'confirmed' })).toEqual(['yuni'])
    expect(await listed({ urbanVillageCode: '36.72.01.1001' })).toEqual(['zahra 100%'])
    expect(await listed({ search: '0%' })).toEqual(['zahra 100%'])
    expect(await listed({ search: '_' })).toEqual([])
    expect(await listed({}, 'highest')).toEqual(['yuni', 'zahra 100%'])
    expect(first.result.state).toBe('awaiting-confirmation')
  })

  test('keep an attempt that is still to be marked out of a marker’s sight, in list and sheet', async () => {
    const exam = await makeScoredExam({ essays: 1 })
    const { result } = await makeScoredAttempt(exam, [write(3, 'Jawaban')])
    const [assessor, verifier] = [await makeStaff('assessor'), await makeStaff('verifier')]
    expect(await browseResults(assessor, { ...ALL, examSessionId: exam.examSessionId }, { order: 'name', page: 1 })).toMatchObject({
      value: { total: 0 },
    })
    expect(await browseResults(verifier, { ...ALL, examSessionId: exam.examSessionId }, { order: 'name', page: 1 })).toMatchObject({
      value: { total: 1 },
    })
    expect(await readResultSheet(assessor, result.id)).toEqual(refuse({ kind: 'not-found' }))
    expect(await readResultSheet(verifier, result.id)).toMatchObject({
      value: { check: { matches: true }, confirmation: 'awaiting-marking' },
    })
  })

  test.each(['issuer', 'proctor', 'kelurahan-officer', 'administrator'] as const)('are not for a %s', async (role) => {
    const { result } = await makeScoredAttempt(await makeScoredExam(), [choose(1, 'a')])
    const actor = await makeStaff(role, { regionCode: '36.72.01.1001' })
    expect(await browseResults(actor, ALL, { order: 'name', page: 1 })).toEqual(refuse({ kind: 'forbidden' }))
    expect(await readResultSheet(actor, result.id)).toEqual(refuse({ kind: 'not-found' }))
  })
})
