import { z } from 'zod'
import { CalendarDay } from '../shared/calendar.ts'
import { PeriodId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'

/** The way of one period, in this order and never back. */
export const PERIOD_STATES = [
  'preparation',
  'registration',
  'examination',
  'marking',
  'plenary',
  'announcement',
  'determined',
  'closed',
] as const
export const PeriodState = z.enum(PERIOD_STATES)
export type PeriodState = z.infer<typeof PeriodState>

export const AssessmentPeriod = z.object({
  id: PeriodId,
  code: z.string(),
  name: z.string(),
  year: z.number().int(),
  state: PeriodState,
  startsOn: CalendarDay,
  isDemo: z.boolean(),
})
export type AssessmentPeriod = z.infer<typeof AssessmentPeriod>

export function advancePeriod(
  period: AssessmentPeriod,
  to: PeriodState,
): Result<AssessmentPeriod, { kind: 'not-the-next-state'; from: PeriodState; to: PeriodState }> {
  const isNext = PERIOD_STATES.indexOf(to) === PERIOD_STATES.indexOf(period.state) + 1
  return isNext ? accept({ ...period, state: to }) : refuse({ kind: 'not-the-next-state', from: period.state, to })
}

/** The policy may change until results are being marked; after that a change would move the goal posts. */
export function isPolicyOpen(period: AssessmentPeriod): boolean {
  return period.state === 'preparation' || period.state === 'registration'
}

/** What comes after this state; null after the last one. */
export function nextState(state: PeriodState): PeriodState | null {
  return PERIOD_STATES[PERIOD_STATES.indexOf(state) + 1] ?? null
}
