import { z } from 'zod'

/** How a member of staff is tied to a cadre: is her, or is of her kin. Either one keeps the person out of the case. */
export const TIE_RELATIONS = ['self', 'kin'] as const
export const TieRelation = z.enum(TIE_RELATIONS)
export type TieRelation = z.infer<typeof TieRelation>
