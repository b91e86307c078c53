import { z } from 'zod'
import { ServiceField } from '../roster/service-field.ts'
import { CalendarDay } from '../shared/calendar.ts'
import { MOST_ROWS, OPTION_KEY, QUESTION_KINDS, wellFormed } from './answering.ts'

export { QUESTION_KINDS, wellFormed } from './answering.ts'

export const QuestionKind = z.enum(QUESTION_KINDS)
export type QuestionKind = z.infer<typeof QuestionKind>

export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const
export const Difficulty = z.enum(DIFFICULTIES)
export type Difficulty = z.infer<typeof Difficulty>

export const LIFE_CYCLES = ['pregnancy_postpartum', 'infant_toddler', 'school_age_teen', 'adult', 'elderly'] as const
export const QUESTION_TAGS = ['family_planning', 'protection_women_children', 'ethics_administration', 'p2wkss'] as const
export const CREDIT_RULES = ['all-or-nothing', 'net-correct', 'coverage', 'each-decision'] as const
export const CreditRule = z.enum(CREDIT_RULES)
export type CreditRule = z.infer<typeof CreditRule>
/** Every prompt is a decision. */
export const MatchingCredit = CreditRule.extract(['all-or-nothing', 'each-decision'])
/** Every two options are a decision: which of them comes first. */
export const OrderingCredit = CreditRule.extract(['all-or-nothing', 'net-correct', 'each-decision'])

/** A stable name for an option: it keeps its meaning across versions of its question. */
export const OptionKey = z.string().regex(OPTION_KEY)
export type OptionKey = z.infer<typeof OptionKey>

/** The name of a question inside its bank, never given to another question. */
export const QuestionKey = z.string().regex(/^[a-z0-9-]{1,60}$/)
export type QuestionKey = z.infer<typeof QuestionKey>

/** Text that a database keeps as it is. */
const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((written) => written === wellFormed(written), { params: { code: 'unreadable-text' } })

const Option = z.object({
  key: OptionKey,
  text: text(500),
  /** Kept behind the others when options are shuffled. */
  last: z.boolean(),
})
export type Option = z.infer<typeof Option>
const Prompt = z.object({ key: OptionKey, text: text(500) })
const Media = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/), alt: text(1000) })
const shown = { stem: text(4000), media: Media.nullable() }

/** What a candidate may see. It has no place for a key, so none can travel in it. */
export const QuestionBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('single-choice'), ...shown, options: z.array(Option).min(3).max(6) }),
  z.object({ kind: z.literal('multiple-response'), ...shown, options: z.array(Option).min(4).max(8) }),
  z.object({ kind: z.literal('true-false'), ...shown }),
  /** Every prompt is given one option; an option may serve several prompts or none. */
  z.object({
    kind: z.literal('matching'),
    ...shown,
    prompts: z.array(Prompt).min(2).max(MOST_ROWS),
    options: z.array(Option).min(2).max(MOST_ROWS),
  }),
  /** The options are put in order. Neither where they stand here nor their keys tell the right one. */
  z.object({ kind: z.literal('ordering'), ...shown, options: z.array(Option).min(3).max(MOST_ROWS) }),
  z.object({ kind: z.literal('numeric'), ...shown, unit: text(20).nullable() }),
  z.object({ kind: z.literal('short-text'), ...shown }),
  z.object({ kind: z.literal('essay'), ...shown }),
])
export type QuestionBody = z.infer<typeof QuestionBody>

export const RubricCriterion = z.object({
  key: OptionKey,
  name: text(200),
  /** From the lowest level (0 points) up. Points are whole numbers. */
  levels: z
    .array(z.object({ points: z.number().int().min(0).max(100), description: text(500) }))
    .min(2)
    .max(8),
})
export const Rubric = z.object({ criteria: z.array(RubricCriterion).min(1).max(8) })
export type Rubric = z.infer<typeof Rubric>

/** A decimal as text with a decimal point. */
export const Decimal = z.string().regex(/^-?\d{1,9}(\.\d{1,6})?$/)

/** What only scoring sees. */
export const AnswerKey = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('single-choice'), correct: OptionKey }),
  z.object({ kind: z.literal('multiple-response'), correct: z.array(OptionKey).min(1), credit: CreditRule }),
  z.object({ kind: z.literal('true-false'), correct: z.boolean() }),
  z.object({ kind: z.literal('matching'), pairs: z.record(OptionKey, OptionKey), credit: MatchingCredit }),
  z.object({ kind: z.literal('ordering'), order: z.array(OptionKey).min(3).max(MOST_ROWS), credit: OrderingCredit }),
  z.object({ kind: z.literal('numeric'), correct: Decimal, tolerance: Decimal }),
  z.object({ kind: z.literal('short-text'), accepted: z.array(text(100)).min(1).max(20) }),
  z.object({ kind: z.literal('essay'), rubric: Rubric, modelAnswer: text(4000) }),
])
export type AnswerKey = z.infer<typeof AnswerKey>

/** From the least to the furthest. */
export const REVIEW_STATES = ['draft', 'in-review', 'published'] as const
export const ReviewState = z.enum(REVIEW_STATES)
export type ReviewState = z.infer<typeof ReviewState>

/** Why the key is what it is: for reviewers and appeals, never for a candidate before release. */
export const Documentation = z.object({
  rationale: text(2000),
  sources: z
    .array(z.object({ fact: z.string().regex(/^[A-Z]\d{1,4}$/), citation: text(300) }))
    .min(1)
    .max(10),
  effectiveFrom: CalendarDay,
  lifeCycle: z.enum(LIFE_CYCLES).nullable(),
  tags: z.array(z.enum(QUESTION_TAGS)),
  /** The state in which the bank's file holds it: what its sources allow. */
  fileReview: ReviewState,
  /** Keys of questions of the same bank that give this one away, or ask the same: never two of them in one form. */
  enemies: z.array(QuestionKey).default([]),
})
export type Documentation = z.infer<typeof Documentation>

/** A question as written, before it gets identities. */
export const QuestionContent = z
  .object({
    field: ServiceField,
    competency: z.string().regex(/^[a-z0-9-]{1,60}$/),
    difficulty: Difficulty,
    body: QuestionBody,
    answerKey: AnswerKey,
    documentation: Documentation,
  })
  .refine((content) => content.body.kind === content.answerKey.kind, { path: ['answerKey'], params: { code: 'kind-differs' } })
export type QuestionContent = z.infer<typeof QuestionContent>

/** draft -> in-review -> published -> retired; a published one never changes. */
export const QuestionVersionStatus = z.enum(['draft', 'in-review', 'published', 'retired'])
export type QuestionVersionStatus = z.infer<typeof QuestionVersionStatus>

/** How a version differs from the one before. Statistics are pooled across wording changes only. */
export const ChangeClass = z.enum(['new', 'wording', 'media', 'key', 'points', 'option-set'])
export type ChangeClass = z.infer<typeof ChangeClass>
