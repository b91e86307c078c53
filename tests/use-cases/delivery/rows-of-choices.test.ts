import { describe, expect, test } from 'vitest'
import type { AnswerBatch } from '#app/domain/delivery/answer-events.ts'
import { responseFromForm } from '#app/domain/question-bank/answering.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findLayout } from '#app/use-cases/delivery/attempt-store.server.ts'
import { boardRows } from '#app/use-cases/delivery/exam-session-store.server.ts'
import { handInAttempt } from '#app/use-cases/delivery/hand-in-attempt.server.ts'
import { saveAnswers } from '#app/use-cases/delivery/save-answers.server.ts'
import { saveFormAnswer } from '#app/use-cases/delivery/save-form-answer.server.ts'
import { findItemScores } from '#app/use-cases/scoring/result-store.server.ts'
import { scoreAttempt } from '#app/use-cases/scoring/score-attempt.server.ts'
import { essay, matching, ordering } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { makeRunningAttempt, paperOf, storedAnswers } from './exam-room.ts'

useTestDatabase()

const sit = () => makeRunningAttempt({ contents: [matching(), ordering('social')] })
const event = (seq: number, position: number, value: unknown): AnswerBatch['events'][number] => ({
  seq,
  position,
  value,
  doubtful: false,
  clientWall: null,
})

describe('matching and ordering', () => {
  test('come with options in the candidate’s own order, and prompts as they were written', async () => {
    const { candidate, attemptId } = await sit()
    const { questions } = await paperOf(candidate)
    const layout = await reading((transaction) => findLayout(transaction, attemptId))
    const bodies = new Map(questions.map(({ position, body }) => [position, body]))
    expect(bodies.get(1)).toMatchObject({ kind: 'matching', prompts: [{ key: 'x' }, { key: 'y' }, { key: 'z' }] })
    for (const [position, keys] of [
      [1, 'abcd'],
      [2, 'abc'],
    ] as const) {
      const body = bodies.get(position)
      const own = body !== undefined && 'options' in body ? body.options.map(({ key }) => key) : []
      expect(own).toEqual(layout.options[String(position)])
      expect([...own].sort().join('')).toBe(keys)
    }
  })

  test('are kept row by row, from the queue and from a form, and scored by what was matched and put first', async () => {
    const { candidate, attemptId } = await sit()
    const saved = await saveAnswers(candidate, {
      attemptId,
      leaseEpoch: 1,
      events: [event(1, 1, { kind: 'matching', pairs: { z: 'c', x: 'a' } }), event(2, 2, { kind: 'ordering', order: [null, 'b'] })],
    })
    expect(saved).toMatchObject({ ok: true, value: { acks: [{ standing: 'accepted' }, { standing: 'accepted' }] } })
    expect(await storedAnswers(attemptId)).toMatchObject([
      { position: 1, value: { kind: 'matching', pairs: { x: 'a', z: 'c' } } },
      { position: 2, value: { kind: 'ordering', order: [null, 'b', null] } },
    ])
    const posted = await saveFormAnswer(candidate, {
      attemptId,
      leaseEpoch: 1,
      position: 2,
      value: responseFromForm('ordering', ['b', 'a', 'c']),
      doubtful: false,
    })
    expect(posted).toMatchObject({ ok: true, value: { standing: 'accepted' } })
    const { handInId } = await paperOf(candidate)
    expect(await handInAttempt(candidate, { attemptId, handInId })).toMatchObject({ ok: true })
    await scoreAttempt({ kind: 'system', job: 'score-attempts' }, attemptId)
    expect(await reading((transaction) => findItemScores(transaction, attemptId))).toMatchObject([
      { position: 1, points: 84_000n },
      { position: 2, points: 84_000n },
    ])
  })

  test('count on the board as answered once one row is, and no longer when it is taken back', async () => {
    const { candidate, attemptId, examSessionId } = await makeRunningAttempt({
      contents: [matching(), ordering('social'), essay('housing')],
    })
    const answered = async (...values: unknown[]) => {
      const before = (await storedAnswers(attemptId)).length === 0 ? 0 : (await paperOf(candidate)).lastSeq
      await saveAnswers(candidate, {
        attemptId,
        leaseEpoch: 1,
        events: values.map((value, index) => event(before + index + 1, index + 1, value)),
      })
      const [row] = await reading((transaction) => boardRows(transaction, examSessionId))
      return row?.attempt?.answered
    }
    const text = (written: string) => ({ kind: 'essay', text: written })
    const order = (...keys: (string | null)[]) => ({ kind: 'ordering', order: keys })
    expect(await answered({ kind: 'matching', pairs: {} }, order(), text(' \n'))).toBe(0)
    expect(await answered({ kind: 'matching', pairs: { x: 'a' } }, order(null, 'b'), text('a'))).toBe(3)
    expect(await answered({ kind: 'matching', pairs: {} }, order(null, 'b'), text(''))).toBe(1)
  })

  test.each([
    ['a prompt that the question has not', 1, { kind: 'matching', pairs: { q: 'a' } }],
    ['an option that the question has not', 1, { kind: 'matching', pairs: { x: 'q' } }],
    ['an option at two places', 2, { kind: 'ordering', order: ['a', 'a', null] }],
    ['more places than options', 2, { kind: 'ordering', order: ['a', 'b', 'c', null] }],
  ])('%s is not kept', async (_what, position, value) => {
    const { candidate, attemptId } = await sit()
    const saved = await saveAnswers(candidate, { attemptId, leaseEpoch: 1, events: [event(1, position, value)] })
    expect(saved).toMatchObject({ ok: true, value: { acks: [{ standing: 'invalid' }] } })
    expect(await storedAnswers(attemptId)).toEqual([])
  })
})
