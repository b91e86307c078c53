import { z } from 'zod'

/** A score of 100 as it is printed, with two places and a decimal point; the reader's language decides the separator. */
export const PrintedScore = z.string().regex(/^\d{1,3}\.\d{2}$/)
