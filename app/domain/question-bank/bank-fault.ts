import { z } from 'zod'
import { FileItem } from './bank-item.ts'

export type FaultPath = readonly (string | number)[]

/** What is wrong, as a code that `text` words, with what the words name. */
export const FAULT_CODES = [
  'yaml-syntax',
  'file-too-large',
  'file-missing',
  'not-a-list',
  'bad-heading',
  'framework-missing',
  'bad-framework',
  'bad-register',
  'missing',
  'wrong-type',
  'unknown-name',
  'not-one-of',
  'too-short',
  'too-long',
  'too-few',
  'too-many',
  'wrong-form',
  'unreadable-text',
  'duplicate-question-key',
  'duplicate-option-key',
  'duplicate-criterion-key',
  'exactly-one-correct',
  'correct-and-wrong',
  'last-at-most-one',
  'unknown-option',
  'places-count',
  'keys-tell-the-answer',
  'negative-tolerance',
  'duplicate-accepted',
  'rubric-starts-at-zero',
  'rubric-rises',
  'duplicate-fact',
  'unknown-fact',
  'unsourced-fact',
  'review-too-far',
  'unknown-competency',
  'competency-of-other-field',
  'media-missing',
  'media-unsafe',
  'enemy-unknown',
  'enemy-itself',
] as const
export type FaultCode = (typeof FAULT_CODES)[number]
export type QuestionFault = { readonly path: FaultPath; readonly code: FaultCode; readonly value?: string }
/** `item` counts the list's items from 0. */
export type BankFault = QuestionFault & { readonly item: number }
/** A fault at its place in a file, for the person who mends it. Lines count from 1. */
export type PlacedFault = QuestionFault & { readonly file: string; readonly line: number; readonly key: string | null }

/** Where a part of the content stands in the file. */
export function pathInFile(path: FaultPath): FaultPath {
  const [part, name, ...rest] = path
  if (part === 'body') return name === undefined ? [] : [name, ...rest]
  if (part === 'documentation') return name === 'fileReview' ? ['review'] : name === undefined ? [] : [name, ...rest]
  if (part !== 'answerKey') return path
  if (name === 'rubric') return ['rubric', ...rest.slice(1)]
  if (name === 'correct') return ['answer']
  if (name === 'pairs') return ['prompts']
  if (name === 'order') return ['options']
  return name === undefined ? [] : [name, ...rest]
}

type Issue = z.core.$ZodIssue

const IssueParams = z.object({ code: z.enum(FAULT_CODES) })

/** What zod found at `input`, as faults at the places where they stand in it. */
export function faultsOfIssue(issue: Issue, input: unknown): QuestionFault[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
  switch (issue.code) {
    case 'invalid_type':
      return [{ path, code: valueAt(input, path) === undefined ? 'missing' : 'wrong-type', value: issue.expected }]
    case 'unrecognized_keys':
      return issue.keys.map((name) => ({ path: [...path, name], code: 'unknown-name', value: name.slice(0, 60) }))
    case 'invalid_value':
      return [{ path, code: valueAt(input, path) === undefined ? 'missing' : 'not-one-of', value: issue.values.map(String).join(', ') }]
    case 'invalid_union':
      return [
        {
          path,
          code: valueAt(input, path) === undefined ? 'missing' : 'not-one-of',
          value: FileItem.options.map((option) => option.shape.kind.value).join(', '),
        },
      ]
    case 'too_small':
      return [{ path, code: issue.origin === 'array' ? 'too-few' : 'too-short', value: String(issue.minimum) }]
    case 'too_big':
      return [{ path, code: issue.origin === 'array' ? 'too-many' : 'too-long', value: String(issue.maximum) }]
    case 'custom': {
      const known = IssueParams.safeParse(issue.params)
      return [{ path, code: known.success ? known.data.code : 'wrong-form' }]
    }
    default:
      return [{ path, code: 'wrong-form' }]
  }
}

function valueAt(input: unknown, path: FaultPath): unknown {
  let value = input
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.hasOwn(value, part) ? Reflect.get(value, part) : undefined
  }
  return value
}
