import { z } from 'zod'
import { wellFormed } from '../question-bank/question.ts'
import { BankVersionId, PeriodId } from '../shared/id.ts'
import { BlueprintCell, LARGEST_FORM_COUNT } from './blueprint.ts'

const title = z
  .string('required')
  .trim()
  .min(1, 'required')
  .max(120, 'too-long')
  .refine((text) => text === wellFormed(text), 'unreadable')
const limitMinutes = z.number('not-a-number').int('not-a-number').min(1, 'limit').max(480, 'limit')
const formCount = z.number('not-a-number').int('not-a-number').min(1, 'form-count').max(LARGEST_FORM_COUNT, 'form-count')

/** What a new exam is made of; its blueprint starts as the default one. */
export const NewExam = z.object({
  periodId: PeriodId,
  bankVersionId: BankVersionId,
  title,
  formCount,
})
export type NewExam = z.infer<typeof NewExam>

/** Points as people type them: `2,5` is `2.5`. */
const typedPoints = z
  .string('required')
  .transform((text) => text.trim().replace(',', '.'))
  .pipe(BlueprintCell.shape.pointsEach)

/** What may be changed of a draft. Codes stand for messages; empty choices are absent. */
export const ExamDesign = z.object({
  title,
  limitMinutes,
  formCount,
  exposureCap: z
    .number('not-a-number')
    .int('not-a-number')
    .min(1, 'form-count')
    .max(LARGEST_FORM_COUNT, 'form-count')
    .nullable()
    .default(null),
  cells: z
    .array(
      BlueprintCell.extend({
        competency: BlueprintCell.shape.competency.default(null),
        difficulty: BlueprintCell.shape.difficulty.default(null),
        kind: BlueprintCell.shape.kind.default(null),
        count: z.number('not-a-number').int('not-a-number').min(1, 'count').max(100, 'count'),
        pointsEach: typedPoints,
      }),
    )
    .min(1, 'no-cells')
    .max(60, 'too-many-cells'),
})
export type ExamDesign = z.infer<typeof ExamDesign>
/** One row as a form sends it. */
export type TypedCell = z.input<typeof ExamDesign>['cells'][number]
