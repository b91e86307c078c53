import { expect, test } from 'vitest'
import type { FormItem } from '../assembly/exam-form.ts'
import type { QuestionBody } from '../question-bank/question.ts'
import { QuestionVersionId } from '../shared/id.ts'
import { layOutQuestions } from './candidate-paper.ts'

const versionId = (digit: number) => QuestionVersionId.parse(`00000000-0000-4000-8000-00000000000${digit}`)
const item = (position: number): FormItem => ({
  position,
  questionVersionId: versionId(position),
  contentHash: 'h',
  kind: 'single-choice',
  field: 'health',
  competency: 'c',
  difficulty: 'easy',
  points: '1',
})
const body: QuestionBody = {
  kind: 'single-choice',
  stem: 'S',
  media: null,
  options: ['a', 'b', 'c'].map((key) => ({ key, text: key, last: false })),
}
const bodies = new Map([
  [versionId(1), body],
  [versionId(2), body],
])

test('questions and options stand in the candidate’s own order, and carry the form’s position', () => {
  const laid = layOutQuestions({ items: [item(1), item(2)] }, { order: [2, 1], options: { '2': ['c', 'a', 'b'] } }, bodies)
  expect(laid.map(({ number, position }) => [number, position])).toEqual([
    [1, 2],
    [2, 1],
  ])
  expect(laid.map((question) => ('options' in question.body ? question.body.options.map(({ key }) => key).join('') : ''))).toEqual([
    'cab',
    'abc',
  ])
})

test('a layout that names a question which the form has not is a bug', () => {
  expect(() => layOutQuestions({ items: [item(1)] }, { order: [7], options: {} }, bodies)).toThrow('position 7')
})
