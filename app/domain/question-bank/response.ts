import { z } from 'zod'
import { OptionKey } from './question.ts'

/** What a candidate answered. `null` means that the answer was taken back. */
export const ResponseValue = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('single-choice'), chosen: OptionKey.nullable() }),
  z.object({ kind: z.literal('multiple-response'), chosen: z.array(OptionKey).max(8) }),
  z.object({ kind: z.literal('true-false'), chosen: z.boolean().nullable() }),
  z.object({ kind: z.literal('numeric'), text: z.string().max(40) }),
  z.object({ kind: z.literal('short-text'), text: z.string().max(200) }),
  z.object({ kind: z.literal('essay'), text: z.string().max(6000) }),
])
export type ResponseValue = z.infer<typeof ResponseValue>

/** Whether nothing was answered: an empty response earns nothing and needs no marker. */
export function isEmpty(response: ResponseValue): boolean {
  switch (response.kind) {
    case 'single-choice':
    case 'true-false':
      return response.chosen === null
    case 'multiple-response':
      return response.chosen.length === 0
    case 'numeric':
    case 'short-text':
    case 'essay':
      return response.text.trim() === ''
  }
}
