import { z } from 'zod'
import type { Policy } from '../period/policy.ts'
import { DIFFICULTIES, Difficulty, QUESTION_KINDS, type QuestionKind } from '../question-bank/question.ts'
import { apportion } from '../roster/apportion.ts'
import { SERVICE_FIELDS, ServiceField } from '../roster/service-field.ts'
import type { QuestionVersionId } from '../shared/id.ts'
import { fractionFromDecimal, type Points, pointsFromDecimal } from '../shared/points.ts'

/** A kind of question, or `automatic`: any kind that is scored without a person. */
export const CellKind = z.enum([...QUESTION_KINDS, 'automatic'])
export type CellKind = z.infer<typeof CellKind>

/** Points as a decimal text above 0 with at most two places; exact in 1/252,000. */
const PointsText = z.string().regex(/^(?!0+(\.0+)?$)\d{1,3}(\.\d{1,2})?$/, 'points')

/** So many questions of one sort; null means that any will do. */
export const BlueprintCell = z.object({
  field: ServiceField,
  competency: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/, 'competency')
    .nullable(),
  difficulty: Difficulty.nullable(),
  kind: CellKind.nullable(),
  count: z.number().int().min(1).max(100),
  pointsEach: PointsText,
})
export type BlueprintCell = z.infer<typeof BlueprintCell>

/** What a form is made of. Cells may overlap: a question fills at most one of them. */
export const Blueprint = z.object({
  cells: z.array(BlueprintCell).min(1).max(60),
  /** The largest number of the exam's forms in which one question may stand; null: no limit. */
  exposureCap: z.number().int().min(1).max(20).nullable().default(null),
})
export type Blueprint = z.infer<typeof Blueprint>

/** A published question as drawing sees it. */
export type DrawableQuestion = {
  readonly id: QuestionVersionId
  readonly contentHash: string
  readonly kind: QuestionKind
  readonly field: ServiceField
  readonly competency: string
  readonly difficulty: Difficulty
}

export const LARGEST_FORM_COUNT = 8

export function fitsCell(cell: BlueprintCell, question: DrawableQuestion): boolean {
  return (
    cell.field === question.field &&
    (cell.competency === null || cell.competency === question.competency) &&
    (cell.difficulty === null || cell.difficulty === question.difficulty) &&
    (cell.kind === null || cell.kind === question.kind || (cell.kind === 'automatic' && question.kind !== 'essay'))
  )
}

export function questionTotal(blueprint: Blueprint): number {
  return blueprint.cells.reduce((total, cell) => total + cell.count, 0)
}

/** In 1/252,000 of a point. */
export function pointsOf(cell: BlueprintCell): Points {
  return pointsFromDecimal(cell.pointsEach)
}

export type CellAvailability = {
  readonly cell: BlueprintCell
  readonly needed: number /** Questions that fit this cell, seen alone. */
  readonly fitting: number
}

/** How many questions of the bank fit each cell. Cells may share questions, so only a draw proves that all can be filled at once. */
export function availability(cells: readonly BlueprintCell[], questions: readonly DrawableQuestion[]): CellAvailability[] {
  return cells.map((cell) => ({ cell, needed: cell.count, fitting: questions.filter((question) => fitsCell(cell, question)).length }))
}

/** Shares of easy, medium and hard questions in a default blueprint. */
const DIFFICULTY_SHARES = [40, 40, 20] as const
/** The fields in which a default blueprint asks for one essay. */
const ESSAY_FIELDS: readonly ServiceField[] = ['health', 'social']

/**
 * The policy's number of questions split by field weights, each field 40/40/20 by difficulty, all scored automatically
 * but one essay in health and one in social. A cell never asks for more than the bank holds: what is missing moves to
 * another difficulty of its field first, and where a field is short as a whole its count falls.
 */
export function defaultBlueprint(
  policy: Pick<Policy, 'questionCount' | 'fieldWeights'>,
  questions: readonly DrawableQuestion[],
): Blueprint {
  const weights = SERVICE_FIELDS.map((field) => percentUnits(policy.fieldWeights[field]))
  const counts = apportion(policy.questionCount, weights)
  const cells = SERVICE_FIELDS.flatMap((field, place) =>
    fieldCells(
      field,
      counts[place] ?? 0,
      questions.filter((question) => question.field === field),
    ),
  )
  return { cells, exposureCap: null }
}

function fieldCells(field: ServiceField, count: number, questions: readonly DrawableQuestion[]): BlueprintCell[] {
  const essays = ESSAY_FIELDS.includes(field) && count > 1 && questions.some(({ kind }) => kind === 'essay') ? 1 : 0
  const held = DIFFICULTIES.map(
    (difficulty) => questions.filter((question) => question.kind !== 'essay' && question.difficulty === difficulty).length,
  )
  const asked = withinHeld(apportion(count - essays, DIFFICULTY_SHARES), held)
  const automatic = DIFFICULTIES.flatMap((difficulty, place): BlueprintCell[] => {
    const cellCount = asked[place] ?? 0
    return cellCount === 0 ? [] : [{ field, competency: null, difficulty, kind: 'automatic', count: cellCount, pointsEach: '1' }]
  })
  return essays === 0
    ? automatic
    : [...automatic, { field, competency: null, difficulty: null, kind: 'essay', count: essays, pointsEach: '2' }]
}

/** Moves what one difficulty lacks to the others, in order, as far as they hold more. */
function withinHeld(wanted: readonly number[], held: readonly number[]): number[] {
  const given = wanted.map((count, place) => Math.min(count, held[place] ?? 0))
  let lacking = sum(wanted) - sum(given)
  return given.map((count, place) => {
    const more = Math.min(lacking, (held[place] ?? 0) - count)
    lacking -= more
    return count + more
  })
}

/** Hundredths of a percent, whole. */
function percentUnits(percent: string): number {
  const { numerator, denominator } = fractionFromDecimal(percent)
  return Number((numerator * 100n) / denominator)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
