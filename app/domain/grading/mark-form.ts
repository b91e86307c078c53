import { z } from 'zod'
import { OptionKey, wellFormed } from '../question-bank/question.ts'
import { RubricLevels } from '../scoring/rubric-points.ts'
import { MarkingTaskId } from '../shared/id.ts'

const Level = z.coerce.number().int().min(0).max(7)

/** A posted mark, as the pairs of a form: `taskId`, `lockVersion`, `comment`, and `level:<criterion>` for each level chosen. */
export const MarkForm = z
  .array(z.tuple([z.string(), z.string()]))
  .transform((pairs) => {
    const levels = pairs
      .filter(([name]) => name.startsWith('level:'))
      .map(([name, value]) => [name.slice('level:'.length), Level.safeParse(value).data])
    return { ...Object.fromEntries(pairs), levels: Object.fromEntries(levels) }
  })
  .pipe(
    z.object({
      taskId: MarkingTaskId,
      lockVersion: z.coerce.number().int().min(0),
      comment: z.string().trim().max(500).transform(wellFormed).default(''),
      levels: z.record(OptionKey, RubricLevels.valueType),
    }),
  )
