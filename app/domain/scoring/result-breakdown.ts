import { z } from 'zod'
import { ServiceField } from '../roster/service-field.ts'
import { type Fraction, fraction } from '../shared/points.ts'

const Digits = z.string().regex(/^-?\d+$/)
/** An exact ratio, both parts in digits. */
export const StoredFraction = z.object({ numerator: Digits, denominator: Digits })

/** A result's figures, exact, with the thresholds they were held against. Scores are of 100. */
export const ResultBreakdown = z.object({
  fields: z.array(
    z.object({
      field: ServiceField,
      earned: Digits,
      maximum: Digits,
      /** Of 100. */
      score: StoredFraction,
      threshold: z.string(),
      /** K or BK in this field; null while something is unmarked. */
      competent: z.boolean().nullable(),
    }),
  ),
  total: StoredFraction,
  totalThreshold: z.string(),
  unmarked: z.number().int().min(0),
})
export type ResultBreakdown = z.infer<typeof ResultBreakdown>

/** awaiting-marking: a person must mark something; awaiting-confirmation: complete, not yet looked at by a second person. */
export const ResultState = z.enum(['awaiting-marking', 'awaiting-confirmation', 'confirmed', 'superseded'])
export type ResultState = z.infer<typeof ResultState>

export function storedFraction(value: Fraction): z.infer<typeof StoredFraction> {
  return { numerator: value.numerator.toString(), denominator: value.denominator.toString() }
}

/** The exact ratio behind its digits. Throws on a zero denominator. */
export function fractionOf(stored: z.infer<typeof StoredFraction>): Fraction {
  return fraction(BigInt(stored.numerator), BigInt(stored.denominator))
}
