import { z } from 'zod'
import { Difficulty, OptionKey, QuestionKind } from '../question-bank/question.ts'
import { ServiceField } from '../roster/service-field.ts'
import { QuestionVersionId } from '../shared/id.ts'

/** One frozen place in a form. `points` are 1/252,000 of a point, in digits. */
export const FormItem = z.object({
  position: z.number().int().min(1),
  questionVersionId: QuestionVersionId,
  contentHash: z.string(),
  kind: QuestionKind,
  field: ServiceField,
  competency: z.string(),
  difficulty: Difficulty,
  points: z.string().regex(/^\d+$/),
})
export type FormItem = z.infer<typeof FormItem>

/** A frozen, ordered list: what attempts point to, and what scoring reads. */
export const FormContent = z.object({ items: z.array(FormItem).min(1) })
export type FormContent = z.infer<typeof FormContent>

/** The order in which one candidate sees a form: positions of the form, and the option keys of each position. */
export const AttemptLayout = z.object({
  order: z.array(z.number().int().min(1)),
  options: z.record(z.string(), z.array(OptionKey)),
})
export type AttemptLayout = z.infer<typeof AttemptLayout>
