import { beforeAll, describe, expect, test } from 'vitest'
import { EVERYWHERE } from '#app/domain/access/role.ts'
import { DEFAULT_POLICY } from '#app/domain/period/policy.ts'
import { resultFor } from '#app/domain/scoring/exam-result.ts'
import { scoreSheet } from '#app/domain/scoring/score-sheet.ts'
import { AttemptId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { inTransaction, reading } from '#app/platform/transaction.server.ts'
import { scoresForDistribution } from '#app/use-cases/analytics/distribution-store.server.ts'
import { findForm } from '#app/use-cases/assembly/exam-form-store.server.ts'
import { checkResult } from '#app/use-cases/scoring/check-result.server.ts'
import { listConfirmedResults } from '#app/use-cases/scoring/confirmed-result-store.server.ts'
import { findItemScores, insertScoredAttempts, listResultVersions } from '#app/use-cases/scoring/result-store.server.ts'
import { scoreAttempt } from '#app/use-cases/scoring/score-attempt.server.ts'
import { scoreClosedAttempts } from '#app/use-cases/scoring/score-closed-attempts.server.ts'
import { findScoringKeys } from '#app/use-cases/scoring/score-input-store.server.ts'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { choose, currentResult, makeAttempt, makeScoredAttempt, makeScoredExam, SCORER, write } from './attempts.ts'

useTestDatabase()
beforeAll(makeRegions)

const auditOf = (subject: string) =>
  reading((transaction) => transaction.auditEntry.findMany({ where: { subject }, orderBy: { seq: 'asc' } }))

describe('scoring an attempt', () => {
  test('gives every place of the form a score and one result, which waits for confirmation', async () => {
    const { attemptId, result } = await makeScoredAttempt(await makeScoredExam(), [choose(1, 'a'), choose(2, 'b')])
    expect(await reading((transaction) => findItemScores(transaction, attemptId))).toMatchObject([
      { position: 1, points: 252_000n, source: 'automatic' },
      { position: 2, points: 0n, source: 'automatic' },
    ])
    expect(result).toMatchObject({ version: 1, state: 'awaiting-confirmation', passed: false, totalScore: '50.0000' })
    expect((await auditOf(attemptId)).map(({ kind }) => kind)).toEqual(['attempt.scored'])
  })

  test('an essay with text leaves the result open: it awaits marking and is neither passed nor failed', async () => {
    const { attemptId, result } = await makeScoredAttempt(await makeScoredExam({ essays: 1 }), [
      choose(1, 'a'),
      choose(2, 'a'),
      write(3, 'Lapor SAPA 129.'),
    ])
    expect(result).toMatchObject({ state: 'awaiting-marking', passed: null })
    expect(await reading((transaction) => transaction.markingTask.findMany({ where: { attemptId } }))).toMatchObject([
      { position: 3, state: 'open', assessorId: null },
    ])
  })

  test('an empty essay needs no marker', async () => {
    const { attemptId, result } = await makeScoredAttempt(await makeScoredExam({ essays: 1 }), [
      choose(1, 'a'),
      choose(2, 'a'),
      write(3, '  '),
    ])
    expect(result).toMatchObject({ state: 'awaiting-confirmation', passed: false })
    expect(await reading((transaction) => transaction.markingTask.count({ where: { attemptId } }))).toBe(0)
  })

  test('a late answer and one of an old lease earn nothing', async () => {
    const { attemptId, result } = await makeScoredAttempt(await makeScoredExam(), [
      choose(1, 'b'),
      choose(2, 'a'),
      { ...choose(1, 'a'), standing: 'late' },
      { ...choose(1, 'a'), standing: 'conflict' },
    ])
    expect((await reading((transaction) => findItemScores(transaction, attemptId)))[0]?.points).toBe(0n)
    expect(result.totalScore).toBe('50.0000')
  })

  test.each([
    ['that the log does not know', null],
    ['whose event came late', 'late'],
    ['whose event came from an old lease', 'conflict'],
  ])('an answer %s earns nothing even where it became the current one', async (_, standing) => {
    const { attemptId } = await makeAttempt(await makeScoredExam(), [choose(1, 'a')], { closed: false })
    const at = new Date()
    await reading(async (transaction) => {
      const forced = { attemptId, position: 2, value: choose(2, 'a').value, doubtful: false, leaseEpoch: 1, seq: 77 }
      if (standing !== null) await transaction.answerEvent.create({ data: { ...forced, standing, receivedAt: at } })
      await transaction.currentAnswer.create({ data: { ...forced, savedAt: at } })
      await transaction.attempt.update({
        where: { id: attemptId },
        data: { status: 'closed', closedBy: 'candidate', closedAt: at, effectiveEnd: at },
      })
    })
    await scoreAttempt(SCORER, attemptId)
    expect((await currentResult(attemptId)).totalScore).toBe('50.0000')
  })

  test('twice, also at once, makes one result and one entry', async () => {
    const { attemptId } = await makeAttempt(await makeScoredExam(), [choose(1, 'a')])
    const results = await Promise.all([scoreAttempt(SCORER, attemptId), scoreAttempt(SCORER, attemptId), scoreAttempt(SCORER, attemptId)])
    expect(results.map((result) => (result.ok ? result.value.kind : result.refusal.kind)).sort()).toEqual([
      'already-scored',
      'already-scored',
      'scored',
    ])
    expect(await reading((transaction) => listResultVersions(transaction, attemptId))).toHaveLength(1)
    expect(await auditOf(attemptId)).toHaveLength(1)
  })

  test('waits until the attempt is closed', async () => {
    const { attemptId } = await makeAttempt(await makeScoredExam(), [], { closed: false })
    expect(await scoreAttempt(SCORER, attemptId)).toEqual(refuse({ kind: 'still-running' }))
    expect(await scoreAttempt(SCORER, AttemptId.parse('00000000-0000-4000-8000-000000000000'))).toEqual(refuse({ kind: 'not-found' }))
  })

  test.each(['assessor', 'verifier', 'proctor', 'administrator'] as const)('is not for a %s', async (role) => {
    const { attemptId } = await makeAttempt(await makeScoredExam(), [choose(1, 'a')])
    expect(await scoreAttempt(await makeStaff(role), attemptId)).toEqual(refuse({ kind: 'not-found' }))
    expect(await scoreClosedAttempts(await makeStaff(role))).toEqual({ scored: 0 })
    expect(await reading((transaction) => transaction.examResult.count({ where: { attemptId } }))).toBe(0)
  })
})

describe('the scoring job', () => {
  test('scores what is closed and not yet scored, and nothing the second time', async () => {
    await scoreClosedAttempts(SCORER)
    const exam = await makeScoredExam()
    const made = []
    for (let count = 0; count < 3; count += 1) made.push(await makeAttempt(exam, [choose(1, 'a'), choose(2, 'a')]))
    const running = await makeAttempt(exam, [], { closed: false })
    expect(await scoreClosedAttempts(SCORER)).toEqual({ scored: 3 })
    expect(await scoreClosedAttempts(SCORER)).toEqual({ scored: 0 })
    for (const { attemptId } of made) expect(await currentResult(attemptId)).toMatchObject({ passed: true, totalScore: '100.0000' })
    expect(await reading((transaction) => transaction.examResult.count({ where: { attemptId: running.attemptId } }))).toBe(0)
  })

  test('an attempt that cannot be scored is reported and does not hold up the others', async () => {
    const broken = await makeScoredExam()
    await reading((transaction) => transaction.$executeRaw`ALTER TABLE question_version DISABLE TRIGGER question_version_immutable`)
    await reading(
      (transaction) =>
        transaction.$executeRaw`UPDATE question_version SET answer_key = '{}' WHERE id = ${broken.questionVersionIds[0]}::uuid`,
    )
    await reading((transaction) => transaction.$executeRaw`ALTER TABLE question_version ENABLE TRIGGER question_version_immutable`)
    const lost = await makeAttempt(broken, [choose(1, 'a')])
    const { attemptId } = await makeAttempt(await makeScoredExam(), [choose(1, 'a')])
    await expect(scoreClosedAttempts(SCORER)).rejects.toThrow('1 attempts could not be scored')
    expect((await currentResult(attemptId)).state).toBe('awaiting-confirmation')
    await reading((transaction) => transaction.attempt.update({ where: { id: lost.attemptId }, data: { scoredAt: new Date() } }))
  })
})

describe('a stored result', () => {
  test('is what scoring the stored answers again gives', async () => {
    const { result } = await makeScoredAttempt(await makeScoredExam(), [choose(1, 'a'), choose(2, 'b')])
    expect(await checkResult(await makeStaff('auditor'), result.id)).toEqual(accept({ matches: true, differences: [] }))
  })

  test('shows where an item score was changed behind its back', async () => {
    const { attemptId, result } = await makeScoredAttempt(await makeScoredExam(), [choose(1, 'a'), choose(2, 'b')])
    await reading((transaction) =>
      transaction.itemScore.update({ where: { attemptId_position: { attemptId, position: 2 } }, data: { points: 252_000n } }),
    )
    expect(await checkResult(await makeStaff('auditor'), result.id)).toEqual(
      accept({ matches: false, differences: [{ position: 2, stored: 252_000n, recalculated: 0n }] }),
    )
  })

  test('is not believed when only its verdict was changed', async () => {
    const { result } = await makeScoredAttempt(await makeScoredExam(), [choose(1, 'a'), choose(2, 'b')])
    await reading((transaction) => transaction.$executeRaw`ALTER TABLE exam_result DISABLE TRIGGER exam_result_stays`)
    await reading((transaction) => transaction.$executeRaw`UPDATE exam_result SET passed = true WHERE id = ${result.id}::uuid`)
    await reading((transaction) => transaction.$executeRaw`ALTER TABLE exam_result ENABLE TRIGGER exam_result_stays`)
    expect(await checkResult(await makeStaff('auditor'), result.id)).toMatchObject({ value: { matches: false } })
  })

  test('cannot be changed, deleted or made current again in the database', async () => {
    const { result } = await makeScoredAttempt(await makeScoredExam(), [choose(1, 'a')])
    const changes = [
      reading((transaction) => transaction.$executeRaw`UPDATE exam_result SET passed = true WHERE id = ${result.id}::uuid`),
      reading((transaction) => transaction.$executeRaw`UPDATE exam_result SET breakdown = '{}' WHERE id = ${result.id}::uuid`),
      reading((transaction) => transaction.$executeRaw`DELETE FROM exam_result WHERE id = ${result.id}::uuid`),
    ]
    const errors = await Promise.all(changes.map((change) => change.catch((error: unknown) => error)))
    expect(errors.map(databaseErrorKind)).toEqual(['append-only', 'append-only', 'append-only'])
  })
})

describe('a finished period brought in as a whole', () => {
  test('has the same rows as one scored attempt by attempt, confirmed, and is listed within the scope only', async () => {
    const exam = await makeScoredExam({ essays: 1 })
    const verifier = await makeStaff('verifier')
    const assessor = await makeStaff('assessor')
    const answers = [choose(1, 'a'), choose(2, 'a'), write(3, 'Rujuk.')]
    const made = [await makeAttempt(exam, answers), await makeAttempt(exam, answers, { urbanVillageCode: '36.72.02.1002', name: 'Ani' })]
    const at = new Date()
    await inTransaction(async (transaction) => {
      const form = await findForm(transaction, exam.formId)
      if (form === null) throw new Error('the form is stored')
      const keys = await findScoringKeys(transaction, exam.questionVersionIds)
      const levels = { isi: 2, alur: 1 }
      const items = scoreSheet(form.content, keys, new Map(answers.map(({ position, value }) => [position, value])), new Map([[3, levels]]))
      const marks = [{ position: 3, assessorId: assessor.accountId, levels, comment: '', at }]
      const confirmed = { by: verifier.accountId, at }
      return accept(
        await insertScoredAttempts(
          transaction,
          made.map(({ attemptId }) => ({
            attemptId,
            policyVersion: 1,
            items,
            breakdown: resultFor(items, DEFAULT_POLICY),
            at,
            marks,
            confirmed,
          })),
        ),
      )
    })
    for (const { attemptId } of made) {
      const result = await currentResult(attemptId)
      expect(result).toMatchObject({ state: 'confirmed', passed: true, confirmed: { by: verifier.accountId } })
      expect(await checkResult(verifier, result.id)).toEqual(accept({ matches: true, differences: [] }))
    }
    const { examId } = exam
    const listed = await reading((transaction) => listConfirmedResults(transaction, EVERYWHERE, { examId }))
    expect(listed.map(({ cadreName, urbanVillage, passed }) => ({ cadreName, urbanVillage: urbanVillage.name, passed }))).toEqual([
      { cadreName: 'Siti Aminah', urbanVillage: 'Cibeber', passed: true },
      { cadreName: 'Ani', urbanVillage: 'Ciwedus', passed: true },
    ])
    const within = { kind: 'within', codes: ['36.72.02'] } as const
    expect(
      (await reading((transaction) => listConfirmedResults(transaction, within, { examId }))).map(({ cadreName }) => cadreName),
    ).toEqual(['Ani'])
    expect(await reading((transaction) => scoresForDistribution(transaction, within, { examId }))).toEqual([
      {
        urbanVillageCode: '36.72.02.1002',
        districtCode: '36.72.02',
        total: 93.75,
        fields: { education: null, health: 100, public_works: null, housing: null, public_order: null, social: 87.5 },
        competent: { health: true, social: true },
        passed: true,
        state: 'confirmed',
      },
    ])
    expect(
      await reading((transaction) => scoresForDistribution(transaction, EVERYWHERE, { examId, districtCode: '36.72.01' })),
    ).toHaveLength(1)
    expect(await reading((transaction) => scoresForDistribution(transaction, { kind: 'within', codes: [] }, { examId }))).toEqual([])
    await expect(scoreClosedAttempts(SCORER)).resolves.toEqual({ scored: 0 })
  })
})
