import { z } from 'zod'
import { type CompetencyFramework, fieldOfCompetency } from '../roster/competency-framework.ts'
import { ServiceField } from '../roster/service-field.ts'
import { CalendarDay } from '../shared/calendar.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import { type FactRegister, furthestReview, isFurther } from './fact-register.ts'
import type { PictureFault } from './picture.ts'
import {
  CreditRule,
  Difficulty,
  LIFE_CYCLES,
  QUESTION_TAGS,
  QuestionContent,
  QuestionKey,
  ReviewState,
  RubricCriterion,
} from './question.ts'

/** What a bank is, in its bank.yaml. */
export const BankHeading = z.strictObject({
  slug: z.string().regex(/^[a-z0-9-]{1,60}$/),
  title: z.string().min(1).max(200),
  framework: z.string().regex(/^[a-z0-9_-]{1,60}$/),
})
export type BankHeading = z.infer<typeof BankHeading>

/** Lengths and forms of texts are held by QuestionContent; here is only which names a list item has. */
const anyText = z.string()
const shared = {
  key: QuestionKey,
  field: ServiceField,
  competency: anyText,
  lifeCycle: z.enum(LIFE_CYCLES).nullable().default(null),
  tags: z.array(z.enum(QUESTION_TAGS)).default([]),
  difficulty: Difficulty,
  media: z.strictObject({ file: z.string().min(1).max(100), alt: anyText }).optional(),
  stem: anyText,
  rationale: anyText,
  sources: z.array(z.strictObject({ fact: anyText, citation: anyText })),
  effectiveFrom: CalendarDay,
  review: ReviewState,
  enemies: z.array(QuestionKey).max(20).default([]),
}
const FileOption = z.strictObject({ key: anyText, text: anyText, correct: z.boolean().default(false), last: z.boolean().default(false) })
const FileItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single-choice'), ...shared, options: z.array(FileOption) }),
  z.strictObject({ kind: z.literal('multiple-response'), ...shared, options: z.array(FileOption), credit: CreditRule }),
  z.strictObject({ kind: z.literal('true-false'), ...shared, answer: z.boolean() }),
  z.strictObject({
    kind: z.literal('numeric'),
    ...shared,
    answer: anyText,
    tolerance: anyText.default('0'),
    unit: anyText.nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('short-text'), ...shared, accepted: z.array(anyText) }),
  z.strictObject({ kind: z.literal('essay'), ...shared, rubric: z.array(z.strictObject(RubricCriterion.shape)), modelAnswer: anyText }),
])
type FileItem = z.infer<typeof FileItem>

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

/** A picture's hash by the name that questions show it by, or why it may not be shown. */
export type PictureOfFile = { readonly hash: string } | { readonly fault: PictureFault }

/** What stands around a question and decides whether it may stand there. */
export type BankSurroundings = {
  readonly framework: CompetencyFramework
  readonly facts: FactRegister
  readonly pictures: ReadonlyMap<string, PictureOfFile>
  /** Keys of questions that the bank holds besides these items: they may be named as enemies. */
  readonly otherKeys?: ReadonlySet<string>
}

/** A question of a file, ready to be stored under its key. */
export type BankQuestion = { readonly key: QuestionKey; readonly content: QuestionContent }

/** Reads one item by itself: its form, its key, its facts, its competency and its picture. */
export function readQuestion(item: unknown, surroundings: BankSurroundings): Result<BankQuestion, readonly QuestionFault[]> {
  const parsed = FileItem.safeParse(item)
  if (!parsed.success) return refuse(parsed.error.issues.flatMap((issue) => faultsOfIssue(issue, item)))
  const file = parsed.data
  const faults = [
    ...faultsOfKey(file),
    ...faultsOfSources(file, surroundings.facts),
    ...faultsOfCompetency(file, surroundings.framework),
    ...faultsOfMedia(file, surroundings.pictures),
  ]
  const content = QuestionContent.safeParse(contentOf(file, surroundings.pictures))
  if (!content.success) {
    const body = contentOf(file, surroundings.pictures)
    faults.push(
      ...content.error.issues.flatMap((issue) => faultsOfIssue(issue, body)).map((fault) => ({ ...fault, path: pathInFile(fault.path) })),
    )
  }
  return content.success && faults.length === 0 ? accept({ key: file.key, content: content.data }) : refuse(faults)
}

/** Reads all items of a bank: every fault of every item, or every question. There is nothing in between. */
export function readBank(items: readonly unknown[], surroundings: BankSurroundings): Result<readonly BankQuestion[], readonly BankFault[]> {
  const faults: BankFault[] = []
  const questions: BankQuestion[] = []
  for (const [item, raw] of items.entries()) {
    const read = readQuestion(raw, surroundings)
    if (read.ok) questions.push(read.value)
    else faults.push(...read.refusal.map((fault) => ({ ...fault, item })))
  }
  faults.push(...faultsOfKeys(items, surroundings.otherKeys ?? new Set()))
  return faults.length === 0 ? accept(questions) : refuse(faults.sort((left, right) => left.item - right.item))
}

/** Enemies as pairs of keys, each pair once, whichever of the two names the other; in the order of their keys. */
export function enemyPairs(
  questions: readonly { readonly key: string; readonly enemies: readonly string[] }[],
): readonly (readonly [string, string])[] {
  const known = new Set(questions.map(({ key }) => key))
  const pairs = new Map<string, readonly [string, string]>()
  for (const { key, enemies } of questions) {
    for (const enemy of enemies) {
      if (!known.has(enemy) || enemy === key) continue
      const pair = key < enemy ? ([key, enemy] as const) : ([enemy, key] as const)
      pairs.set(pair.join(' '), pair)
    }
  }
  return [...pairs.values()].sort((left, right) => (left.join(' ') < right.join(' ') ? -1 : 1))
}

/** The item as it would stand in a file; the opposite of readQuestion, with a picture named by `pictureName`. */
export function fileItemOf({ key, content }: BankQuestion, pictureName: (hash: string) => string): unknown {
  const { body, answerKey, documentation } = content
  const common = {
    key,
    field: content.field,
    competency: content.competency,
    lifeCycle: documentation.lifeCycle,
    tags: documentation.tags,
    difficulty: content.difficulty,
    ...(body.media === null ? {} : { media: { file: pictureName(body.media.hash), alt: body.media.alt } }),
    stem: body.stem,
    rationale: documentation.rationale,
    sources: documentation.sources,
    effectiveFrom: documentation.effectiveFrom,
    review: documentation.fileReview,
    enemies: documentation.enemies,
  }
  const options = (isCorrect: (option: string) => boolean) =>
    'options' in body ? body.options.map((option) => ({ ...option, correct: isCorrect(option.key) })) : []
  switch (answerKey.kind) {
    case 'single-choice':
      return { ...common, kind: answerKey.kind, options: options((option) => option === answerKey.correct) }
    case 'multiple-response':
      return { ...common, kind: answerKey.kind, options: options((option) => answerKey.correct.includes(option)), credit: answerKey.credit }
    case 'true-false':
      return { ...common, kind: answerKey.kind, answer: answerKey.correct }
    case 'numeric':
      return {
        ...common,
        kind: answerKey.kind,
        answer: answerKey.correct,
        tolerance: answerKey.tolerance,
        unit: body.kind === 'numeric' ? body.unit : null,
      }
    case 'short-text':
      return { ...common, kind: answerKey.kind, accepted: answerKey.accepted }
    case 'essay':
      return { ...common, kind: answerKey.kind, rubric: answerKey.rubric.criteria, modelAnswer: answerKey.modelAnswer }
  }
}

/** What the file's item becomes; QuestionContent decides whether it is one. */
function contentOf(file: FileItem, pictures: BankSurroundings['pictures']): unknown {
  const picture = file.media === undefined ? undefined : pictures.get(file.media.file)
  // A picture that is missing is a fault of its own; any hash keeps the rest readable.
  const hash = picture !== undefined && 'hash' in picture ? picture.hash : '0'.repeat(64)
  const shown = { stem: file.stem.trim(), media: file.media === undefined ? null : { hash, alt: file.media.alt.trim() } }
  return {
    field: file.field,
    competency: file.competency,
    difficulty: file.difficulty,
    ...bodyAndKeyOf(file, shown),
    documentation: {
      rationale: file.rationale.trim(),
      sources: file.sources,
      effectiveFrom: file.effectiveFrom,
      lifeCycle: file.lifeCycle,
      tags: [...new Set(file.tags)].sort(),
      fileReview: file.review,
      enemies: [...new Set(file.enemies)].sort(),
    },
  }
}

function bodyAndKeyOf(file: FileItem, shown: object): { body: unknown; answerKey: unknown } {
  switch (file.kind) {
    case 'single-choice':
      return {
        body: { kind: file.kind, ...shown, options: bodyOptions(file.options) },
        answerKey: { kind: file.kind, correct: correctKeys(file.options)[0] ?? file.options[0]?.key ?? 'a' },
      }
    case 'multiple-response':
      return {
        body: { kind: file.kind, ...shown, options: bodyOptions(file.options) },
        answerKey: { kind: file.kind, correct: correctKeys(file.options), credit: file.credit },
      }
    case 'true-false':
      return { body: { kind: file.kind, ...shown }, answerKey: { kind: file.kind, correct: file.answer } }
    case 'numeric':
      return {
        body: { kind: file.kind, ...shown, unit: file.unit },
        answerKey: { kind: file.kind, correct: file.answer, tolerance: file.tolerance },
      }
    case 'short-text':
      return { body: { kind: file.kind, ...shown }, answerKey: { kind: file.kind, accepted: file.accepted } }
    case 'essay':
      return {
        body: { kind: file.kind, ...shown },
        answerKey: { kind: file.kind, rubric: { criteria: file.rubric }, modelAnswer: file.modelAnswer.trim() },
      }
  }
}

type FileOption = z.infer<typeof FileOption>

function bodyOptions(options: readonly FileOption[]) {
  return options.map(({ key, text, last }) => ({ key, text: text.trim(), last }))
}

function correctKeys(options: readonly FileOption[]): string[] {
  return options.filter(({ correct }) => correct).map(({ key }) => key)
}

function faultsOfKey(file: FileItem): QuestionFault[] {
  switch (file.kind) {
    case 'single-choice': {
      const correct = correctKeys(file.options).length
      return [
        ...faultsOfOptions(file.options),
        ...(correct === 1 ? [] : [{ path: ['options'], code: 'exactly-one-correct' as const, value: String(correct) }]),
      ]
    }
    case 'multiple-response': {
      const correct = correctKeys(file.options).length
      return [
        ...faultsOfOptions(file.options),
        ...(correct > 0 && correct < file.options.length ? [] : [{ path: ['options'], code: 'correct-and-wrong' as const }]),
      ]
    }
    case 'numeric':
      return file.tolerance.startsWith('-') ? [{ path: ['tolerance'], code: 'negative-tolerance' }] : []
    case 'short-text':
      return repeated(file.accepted.map((accepted) => accepted.normalize('NFC').trim().toLowerCase())).map((index) => ({
        path: ['accepted', index],
        code: 'duplicate-accepted',
        value: file.accepted[index] ?? '',
      }))
    case 'essay':
      return faultsOfRubric(file.rubric)
    case 'true-false':
      return []
  }
}

function faultsOfOptions(options: readonly FileOption[]): QuestionFault[] {
  const last = options.flatMap((option, index) => (option.last ? [index] : []))
  return [
    ...repeated(options.map(({ key }) => key)).map((index) => ({
      path: ['options', index, 'key'],
      code: 'duplicate-option-key' as const,
      value: options[index]?.key ?? '',
    })),
    ...last.slice(1).map((index) => ({ path: ['options', index, 'last'], code: 'last-at-most-one' as const })),
  ]
}

function faultsOfRubric(rubric: Extract<FileItem, { kind: 'essay' }>['rubric']): QuestionFault[] {
  const faults: QuestionFault[] = repeated(rubric.map(({ key }) => key)).map((index) => ({
    path: ['rubric', index, 'key'],
    code: 'duplicate-criterion-key',
    value: rubric[index]?.key ?? '',
  }))
  for (const [criterion, { levels }] of rubric.entries()) {
    for (const [level, { points }] of levels.entries()) {
      const below = levels[level - 1]
      if (below === undefined && points !== 0)
        faults.push({ path: ['rubric', criterion, 'levels', level, 'points'], code: 'rubric-starts-at-zero' })
      if (below !== undefined && points <= below.points)
        faults.push({ path: ['rubric', criterion, 'levels', level, 'points'], code: 'rubric-rises' })
    }
  }
  return faults
}

function faultsOfSources(file: FileItem, register: FactRegister): QuestionFault[] {
  const faults: QuestionFault[] = repeated(file.sources.map(({ fact }) => fact)).map((index) => ({
    path: ['sources', index, 'fact'],
    code: 'duplicate-fact',
    value: file.sources[index]?.fact ?? '',
  }))
  for (const [index, { fact }] of file.sources.entries()) {
    const standing = register.get(fact)
    if (standing === undefined) faults.push({ path: ['sources', index, 'fact'], code: 'unknown-fact', value: fact })
    if (standing === 'unsourced') faults.push({ path: ['sources', index, 'fact'], code: 'unsourced-fact', value: fact })
  }
  const furthest = furthestReview(
    file.sources.map(({ fact }) => fact),
    register,
  )
  if (furthest !== null && isFurther(file.review, furthest)) faults.push({ path: ['review'], code: 'review-too-far', value: furthest })
  return faults
}

function faultsOfCompetency(file: FileItem, framework: CompetencyFramework): QuestionFault[] {
  const field = fieldOfCompetency(framework, file.competency)
  if (field === null) return [{ path: ['competency'], code: 'unknown-competency', value: file.competency.slice(0, 60) }]
  return field === file.field ? [] : [{ path: ['competency'], code: 'competency-of-other-field', value: field }]
}

function faultsOfMedia(file: FileItem, pictures: BankSurroundings['pictures']): QuestionFault[] {
  if (file.media === undefined) return []
  const picture = pictures.get(file.media.file)
  if (picture === undefined) return [{ path: ['media', 'file'], code: 'media-missing', value: file.media.file }]
  return 'fault' in picture ? [{ path: ['media', 'file'], code: 'media-unsafe', value: picture.fault }] : []
}

const Keyed = z.object({ key: QuestionKey, enemies: z.array(z.string()).catch([]) })

function faultsOfKeys(items: readonly unknown[], otherKeys: ReadonlySet<string>): BankFault[] {
  const named = items.map((item) => Keyed.safeParse(item).data ?? null)
  const keys = named.map((each) => each?.key ?? null)
  const faults: BankFault[] = repeated(keys).map((item) => ({
    item,
    path: ['key'],
    code: 'duplicate-question-key',
    value: keys[item] ?? '',
  }))
  for (const [item, each] of named.entries()) {
    for (const [index, enemy] of (each?.enemies ?? []).entries()) {
      if (enemy === each?.key) faults.push({ item, path: ['enemies', index], code: 'enemy-itself' })
      else if (!keys.includes(enemy) && !otherKeys.has(enemy))
        faults.push({ item, path: ['enemies', index], code: 'enemy-unknown', value: enemy.slice(0, 60) })
    }
  }
  return faults
}

/** Places of values that stand further up already; null is no value. */
function repeated(values: readonly (string | null)[]): number[] {
  const seen = new Set<string>()
  return values.flatMap((value, index) => {
    if (value === null) return []
    if (seen.has(value)) return [index]
    seen.add(value)
    return []
  })
}

/** Where a part of the content stands in the file. */
function pathInFile(path: FaultPath): FaultPath {
  const [part, name, ...rest] = path
  if (part === 'body') return name === undefined ? [] : [name, ...rest]
  if (part === 'documentation') return name === 'fileReview' ? ['review'] : name === undefined ? [] : [name, ...rest]
  if (part !== 'answerKey') return path
  if (name === 'rubric') return ['rubric', ...rest.slice(1)]
  if (name === 'correct') return ['answer']
  return name === undefined ? [] : [name, ...rest]
}

type Issue = z.core.$ZodIssue

const IssueParams = z.object({ code: z.enum(FAULT_CODES) })

function faultsOfIssue(issue: Issue, input: unknown): QuestionFault[] {
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
