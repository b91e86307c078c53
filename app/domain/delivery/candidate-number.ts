import { z } from 'zod'

/** `26-000123`: the last two digits of the period's year, and a running number of that year. It says nothing about the person. */
export const ParticipantNumber = z.string().regex(/^\d{2}-\d{6}$/)
export type ParticipantNumber = z.infer<typeof ParticipantNumber>

/** How many candidates one year can number. */
export const LARGEST_RUNNING_NUMBER = 999_999

/** @param year four digits. Throws on a running number outside 1 to LARGEST_RUNNING_NUMBER. */
export function participantNumber(year: number, running: number): ParticipantNumber {
  if (!Number.isInteger(running) || running < 1 || running > LARGEST_RUNNING_NUMBER) throw new Error(`not a running number: ${running}`)
  return `${numberPrefix(year)}${String(running).padStart(6, '0')}`
}

/** `26-` for 2026. */
export function numberPrefix(year: number): string {
  return `${String(year % 100).padStart(2, '0')}-`
}
