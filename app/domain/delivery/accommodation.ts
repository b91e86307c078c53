import { z } from 'zod'
import { wellFormed } from '../question-bank/question.ts'

/** What makes the exam the same for somebody who sees or reads less easily, or who cannot sit it on a device. */
export const ACCOMMODATION_MEANS = ['large-text', 'high-contrast', 'screen-reader', 'paper'] as const
export const AccommodationMeans = z.enum(ACCOMMODATION_MEANS)
export type AccommodationMeans = z.infer<typeof AccommodationMeans>

const text = (least: number, most: number) =>
  z
    .string('required')
    .trim()
    .min(least, 'required')
    .max(most, 'too-long')
    .refine((written) => written === wellFormed(written), 'unreadable')

/**
 * What is recorded for a candidate before the exam, granted in full, and told in the minutes. Extra time is in percent of
 * the limit and in whole minutes. A helper who reads or writes for her is named, and has signed the declaration. Faults
 * are codes at their field.
 */
export const Accommodation = z
  .object({
    extraPercent: z.coerce.number('not-a-number').int('not-a-number').min(0, 'percent').max(100, 'percent').default(0),
    extraMinutes: z.coerce.number('not-a-number').int('not-a-number').min(0, 'minutes').max(240, 'minutes').default(0),
    means: z.array(AccommodationMeans).default([]),
    helperName: text(3, 120).nullable().default(null),
    /** That the helper signed to write only what the candidate says. */
    declared: z.literal('yes').optional(),
    /** What shows the need, as the office saw it. */
    ground: text(5, 500),
  })
  .superRefine(({ extraPercent, extraMinutes, means, helperName, declared }, context) => {
    if (extraPercent === 0 && extraMinutes === 0 && means.length === 0 && helperName === null)
      context.addIssue({ code: 'custom', path: ['extraPercent'], message: 'nothing-given' })
    if (helperName !== null && declared === undefined) context.addIssue({ code: 'custom', path: ['declared'], message: 'declaration' })
  })
export type Accommodation = z.output<typeof Accommodation>

/** What one candidate is given, as lists and minutes tell it. */
export type AccommodationLine = Pick<Accommodation, 'extraPercent' | 'extraMinutes' | 'means' | 'helperName' | 'ground'> & {
  readonly participantNumber: string
  readonly name: string
}

/** Nothing is changed once the exam has begun: then time is a proctor's act. */
export type AccommodationRefusal = { readonly kind: 'already-begun' }
