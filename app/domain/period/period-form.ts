import { z } from 'zod'
import { CalendarDay } from '../shared/calendar.ts'

/** The form of a new period. Messages are codes, see PERIOD_PROBLEMS. */
export const PeriodForm = z.object({
  /** Short and lasting: it stands on documents. */
  code: z
    .string({ error: 'code' })
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9][A-Z0-9-]{1,19}$/, 'code'),
  name: z.string({ error: 'name' }).trim().min(3, 'name').max(120, 'name'),
  startsOn: z.string({ error: 'day' }).pipe(CalendarDay.refine((day) => day >= '2020-01-01' && day < '2100-01-01', 'day')),
})
export type NewPeriod = z.infer<typeof PeriodForm>

export const PERIOD_PROBLEMS = ['code', 'name', 'day', 'code-taken'] as const
export type PeriodProblem = (typeof PERIOD_PROBLEMS)[number]

/** The problem behind a message of PeriodForm. */
export function periodProblem(message: string): PeriodProblem {
  return PERIOD_PROBLEMS.find((problem) => problem === message) ?? 'day'
}
