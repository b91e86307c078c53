import { z } from 'zod'
import { ServiceField } from '../roster/service-field.ts'
import { Difficulty, QuestionKind, QuestionVersionStatus, wellFormed } from './question.ts'

/** The filter of a question list as its URL carries it; what it does not understand filters nothing. */
export const QuestionListUrl = z.object({
  field: ServiceField.nullable().catch(null).default(null),
  kind: QuestionKind.nullable().catch(null).default(null),
  difficulty: Difficulty.nullable().catch(null).default(null),
  status: QuestionVersionStatus.nullable().catch(null).default(null),
  text: z
    .string()
    .trim()
    .max(100)
    .transform(wellFormed)
    .transform((text) => (text === '' ? null : text))
    .nullable()
    .catch(null)
    .default(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
})
export type QuestionListUrl = z.infer<typeof QuestionListUrl>
