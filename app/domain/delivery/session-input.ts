import { z } from 'zod'
import { wellFormed } from '../question-bank/question.ts'
import { momentFromWib } from '../shared/calendar.ts'
import { ExamId, VenueId } from '../shared/id.ts'
import { ConfigKey } from './safe-exam-browser.ts'

/** The value of a `datetime-local` field, meant in WIB. */
const WibMoment = z.string('required').transform((text, context): Date => {
  const at = momentFromWib(text)
  if (at !== null) return at
  context.addIssue({ code: 'custom', message: 'not-a-date' })
  return z.NEVER
})

/** What is typed about a session. Codes stand for messages. */
export const SessionInput = z.object({
  examId: z.string('required').pipe(ExamId),
  venueId: z.string('required').pipe(VenueId),
  label: z
    .string('required')
    .trim()
    .min(1, 'required')
    .max(60, 'too-long')
    .refine((text) => text === wellFormed(text), 'unreadable'),
  opensAt: WibMoment,
  latestStart: WibMoment,
  hardClose: WibMoment,
  configKey: ConfigKey.default(null),
  capacity: z.number('not-a-number').int('not-a-number').min(1, 'capacity').max(5000, 'capacity'),
})
export type SessionInput = z.infer<typeof SessionInput>
