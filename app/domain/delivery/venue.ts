import { z } from 'zod'
import { RegionCode } from '../access/role.ts'
import { wellFormed } from '../question-bank/question.ts'
import { VenueId } from '../shared/id.ts'

/** A place with seats. Its region decides which proctors see the sessions held there. */
export const Venue = z.object({
  id: VenueId,
  name: z.string(),
  address: z.string(),
  regionCode: RegionCode,
  capacity: z.number().int().min(1),
})
export type Venue = z.infer<typeof Venue>

/** What is typed about a venue. Codes stand for messages. */
export const VenueInput = z.object({
  name: z
    .string('required')
    .trim()
    .min(1, 'required')
    .max(120, 'too-long')
    .refine((text) => text === wellFormed(text), 'unreadable'),
  address: z
    .string('required')
    .trim()
    .min(1, 'required')
    .max(300, 'too-long')
    .refine((text) => text === wellFormed(text), 'unreadable'),
  regionCode: z.string('required').pipe(RegionCode),
  capacity: z.number('not-a-number').int('not-a-number').min(1, 'capacity').max(5000, 'capacity'),
})
export type VenueInput = z.infer<typeof VenueInput>
