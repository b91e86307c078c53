import { z } from 'zod'

/** What verification has decided about a candidate; only an eligible one gets a seat and a card. */
export const Eligibility = z.enum(['unverified', 'eligible', 'ineligible'])
export type Eligibility = z.infer<typeof Eligibility>
