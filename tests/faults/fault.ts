import type { Finding } from '../load/invariants.ts'

export const FAULT_IDS = ['F1', 'F2', 'F3', 'F4', 'F4b', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', 'F14', 'F14b', 'F15'] as const
export type FaultId = (typeof FAULT_IDS)[number]

/** How often: in the small runs of every day, by default, and for the figures of a release. */
export type Rounds = { readonly small: number; readonly usual: number; readonly full: number }

export type FaultOutcome = {
  readonly rounds: number
  /** Acknowledged or shown as kept, and not there. */
  readonly lost: number
  readonly duplicates: number
  /** The slowest way back, in milliseconds; null where nothing has to come back. */
  readonly recovery: number | null
  /** What the fault itself demands beyond nothing lost and nothing twice. */
  readonly faults: readonly string[]
  readonly note: string
  readonly findings: readonly Finding[]
}

/** Why a fault cannot be tried here. */
export class Skipped extends Error {}

export type Fault = {
  readonly id: FaultId
  readonly what: string
  readonly floor: string
  readonly recoverWithin: number | null
  readonly rounds: Rounds
  readonly run: (rounds: number, seed: number) => Promise<FaultOutcome>
}

export function outcomeOf(
  findings: readonly Finding[],
  { undelivered = 0, ...rest }: Omit<FaultOutcome, 'lost' | 'duplicates' | 'findings'> & { readonly undelivered?: number },
): FaultOutcome {
  const wrong = (...ids: Finding['id'][]) => findings.filter(({ id }) => ids.includes(id)).reduce((sum, each) => sum + each.wrong, 0)
  return { ...rest, findings, lost: undelivered + wrong('I1', 'L4'), duplicates: wrong('duplicates', 'I3') }
}
