import { z } from 'zod'
import { type Answer, LONGEST, MOST_ROWS, wellFormed } from './answering.ts'
import { OptionKey } from './question.ts'

export { isEmpty } from './answering.ts'

const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((written) => written === wellFormed(written), { params: { code: 'unreadable-text' } })

/** What a candidate answered. `null` means that the answer was taken back. */
export const ResponseValue = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('single-choice'), chosen: OptionKey.nullable() }),
  z.object({ kind: z.literal('multiple-response'), chosen: z.array(OptionKey).max(8) }),
  z.object({ kind: z.literal('true-false'), chosen: z.boolean().nullable() }),
  z.object({
    kind: z.literal('matching'),
    pairs: z.record(OptionKey, OptionKey).refine((pairs) => Object.keys(pairs).length <= MOST_ROWS, { params: { code: 'too-many' } }),
  }),
  z.object({
    kind: z.literal('ordering'),
    order: z
      .array(OptionKey.nullable())
      .max(MOST_ROWS)
      .refine((order) => order.every((key, place) => key === null || order.indexOf(key) === place), { params: { code: 'twice' } }),
  }),
  z.object({ kind: z.literal('numeric'), text: text(LONGEST.numeric) }),
  z.object({ kind: z.literal('short-text'), text: text(LONGEST['short-text']) }),
  z.object({ kind: z.literal('essay'), text: text(LONGEST.essay) }),
]) satisfies z.ZodType<Answer>
export type ResponseValue = z.infer<typeof ResponseValue>
