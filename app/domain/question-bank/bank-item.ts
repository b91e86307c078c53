import { z } from 'zod'
import { ServiceField } from '../roster/service-field.ts'
import { CalendarDay } from '../shared/calendar.ts'
import type { PictureFault } from './picture.ts'
import {
  CreditRule,
  Difficulty,
  LIFE_CYCLES,
  MatchingCredit,
  OrderingCredit,
  QUESTION_TAGS,
  type QuestionContent,
  QuestionKey,
  ReviewState,
  RubricCriterion,
} from './question.ts'

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

/** A question as one item of a bank's list; what is left out has its default. */
export const FileItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single-choice'), ...shared, options: z.array(FileOption) }),
  z.strictObject({ kind: z.literal('multiple-response'), ...shared, options: z.array(FileOption), credit: CreditRule }),
  z.strictObject({ kind: z.literal('true-false'), ...shared, answer: z.boolean() }),
  z.strictObject({
    kind: z.literal('matching'),
    ...shared,
    prompts: z.array(z.strictObject({ key: anyText, text: anyText, answer: anyText })),
    options: z.array(FileOption.omit({ correct: true })),
    credit: MatchingCredit,
  }),
  z.strictObject({
    kind: z.literal('ordering'),
    ...shared,
    options: z.array(z.strictObject({ key: anyText, text: anyText, place: z.number().int() })),
    credit: OrderingCredit,
  }),
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
export type FileItem = z.infer<typeof FileItem>
/** One option of an item, with whether it is correct. */
export type FileOption = z.infer<typeof FileOption>

/** A picture's hash by the name that questions show it by, or why it may not be shown. */
export type PictureOfFile = { readonly hash: string } | { readonly fault: PictureFault }

/** A question of a file, ready to be stored under its key. */
export type BankQuestion = { readonly key: QuestionKey; readonly content: QuestionContent }

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
    case 'matching':
      return {
        ...common,
        kind: answerKey.kind,
        prompts: 'prompts' in body ? body.prompts.map((prompt) => ({ ...prompt, answer: answerKey.pairs[prompt.key] })) : [],
        options: 'options' in body ? body.options : [],
        credit: answerKey.credit,
      }
    case 'ordering':
      return {
        ...common,
        kind: answerKey.kind,
        options: 'options' in body ? body.options.map(({ key, text }) => ({ key, text, place: answerKey.order.indexOf(key) + 1 })) : [],
        credit: answerKey.credit,
      }
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
export function contentOf(file: FileItem, pictures: ReadonlyMap<string, PictureOfFile>): unknown {
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
    case 'matching':
      return {
        body: {
          kind: file.kind,
          ...shown,
          prompts: file.prompts.map(({ key, text }) => ({ key, text: text.trim() })),
          options: bodyOptions(file.options),
        },
        answerKey: {
          kind: file.kind,
          pairs: Object.fromEntries(file.prompts.map(({ key, answer }) => [key, answer])),
          credit: file.credit,
        },
      }
    case 'ordering':
      return {
        // Where an option stands must not tell where it belongs.
        body: { kind: file.kind, ...shown, options: bodyOptions(byKey(file.options)) },
        answerKey: { kind: file.kind, order: rightOrder(file.options), credit: file.credit },
      }
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

function bodyOptions(options: readonly { readonly key: string; readonly text: string; readonly last?: boolean }[]) {
  return options.map(({ key, text, last = false }) => ({ key, text: text.trim(), last }))
}

function byKey<Option extends { readonly key: string }>(options: readonly Option[]): Option[] {
  return [...options].sort((left, right) => (left.key < right.key ? -1 : 1))
}

/** The keys of an ordering item's options, first to last. */
export function rightOrder(options: readonly { readonly key: string; readonly place: number }[]): string[] {
  return [...options].sort((left, right) => left.place - right.place).map(({ key }) => key)
}

/** Whether keys that travel to a candidate count along with the right answer: a, b, c or 1, 2, 3. */
export function tellTheAnswer(keys: readonly string[]): boolean {
  const counts = (nameOf: (place: number) => string) => keys.every((key, place) => key === nameOf(place))
  return keys.length > 2 && (counts((place) => 'abcdefghijkl'[place] ?? '') || counts((place) => String(place + 1)))
}

/** The keys of the options that are marked correct, in the file's order. */
export function correctKeys(options: readonly FileOption[]): string[] {
  return options.filter(({ correct }) => correct).map(({ key }) => key)
}
