import { expect, test } from 'vitest'
import { emptyResponse, responseFromForm } from '#app/domain/question-bank/answering.ts'
import { QUESTION_KINDS, QuestionBody } from '#app/domain/question-bank/question.ts'
import { PRACTICE_QUESTIONS, practiceFeedback } from './practice-questions.ts'

test('there is one question of every kind, each as the exam has them', () => {
  expect(PRACTICE_QUESTIONS.map(({ body }) => body.kind)).toEqual([...QUESTION_KINDS])
  for (const { body } of PRACTICE_QUESTIONS) expect(QuestionBody.parse(body)).toEqual(body)
})

test.each([
  [1, ['merah-putih'], 'right'],
  [1, ['putih-merah'], 'not-yet'],
  [2, ['mangga', 'pisang', 'pepaya'], 'right'],
  [2, ['mangga', 'pisang'], 'not-yet'],
  [3, ['true'], 'right'],
  [4, ['piring:rak', 'es:kulkas', 'baju:lemari'], 'right'],
  [4, ['es:kulkas', 'baju:lemari', ''], 'not-yet'],
  [5, ['semut', 'ayam', 'kambing', 'sapi'], 'right'],
  [5, ['ayam', 'semut', 'kambing', 'sapi'], 'not-yet'],
  [6, ['4,50'], 'right'],
  [6, ['4.5'], 'right'],
  [6, ['45'], 'not-yet'],
  [7, [' SERANG '], 'right'],
  [8, ['Saya tidur lebih awal.'], 'compare'],
])('question %i answered with %o: %s', (number, written, feedback) => {
  const question = PRACTICE_QUESTIONS[number - 1]
  if (question === undefined) throw new Error('no such question')
  expect(practiceFeedback(question, responseFromForm(question.body.kind, written))).toBe(feedback)
  expect(practiceFeedback(question, emptyResponse(question.body.kind))).toBe('empty')
})
