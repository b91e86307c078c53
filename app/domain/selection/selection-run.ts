import { z } from 'zod'
import { countFromText } from '../period/policy-form.ts'
import { AccountId, PeriodId, ScenarioId, SelectionRunId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import { MissingComponentRule } from './selection-inputs.ts'
import { LotFigures, type SelectionResult } from './selection-outcome.ts'

/** draft: may be drawn and discarded; proposed: waits for another person; approved: the list that a plenary decides on. */
export const RUN_STATES = ['draft', 'proposed', 'approved', 'rejected', 'superseded'] as const
export const RunState = z.enum(RUN_STATES)
export type RunState = z.infer<typeof RunState>

const count = z.number().int().min(0)
export const RunSummary = z.object({ candidates: count, ranked: count, seats: count, selected: count, reserve: count, lot: LotFigures })
export type RunSummary = z.infer<typeof RunSummary>

/** The city's figures of a result. */
export function summaryOf({ villages, lot }: SelectionResult): RunSummary {
  const sum = (of: (village: SelectionResult['villages'][number]) => number) => villages.reduce((total, each) => total + of(each), 0)
  return {
    candidates: sum(({ candidates }) => candidates),
    ranked: sum(({ ranked }) => ranked),
    seats: sum(({ quota }) => quota),
    selected: sum(({ selected }) => selected),
    reserve: sum(({ reserve }) => reserve),
    lot,
  }
}

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/** A selection with its inputs frozen; whoever proposed it never approves it. */
export const SelectionRun = z.object({
  id: SelectionRunId,
  periodId: PeriodId,
  /** The place among the period's runs, from 1. */
  number: z.number().int().min(1),
  state: RunState,
  scenarioId: ScenarioId.nullable(),
  inputsHash: Hash,
  /** The hash that is announced before a lot is drawn. */
  sealedHash: Hash,
  resultHash: Hash,
  lotNumber: z.string().nullable(),
  summary: RunSummary,
  createdBy: AccountId,
  createdAt: z.date(),
  proposedBy: AccountId.nullable(),
  proposedAt: z.date().nullable(),
  approvedBy: AccountId.nullable(),
  approvedAt: z.date().nullable(),
  rejectedBy: AccountId.nullable(),
  rejectedAt: z.date().nullable(),
  rejectionReason: z.string().nullable(),
})
export type SelectionRun = z.infer<typeof SelectionRun>

export type ProposeRefusal = { readonly kind: 'not-a-draft' | 'lot-needed' }

/** A tie that only a lot can part needs the drawn number before the list goes to another person. */
export function decidePropose(run: SelectionRun): Result<null, ProposeRefusal> {
  if (run.state !== 'draft') return refuse({ kind: 'not-a-draft' })
  return run.summary.lot.ties > 0 && run.lotNumber === null ? refuse({ kind: 'lot-needed' }) : accept(null)
}

export type DrawRefusal = { readonly kind: 'not-a-draft' | 'no-lot-needed' | 'already-drawn' }

/** A number is drawn once, and only where a tie waits for it. */
export function decideDraw(run: SelectionRun): Result<null, DrawRefusal> {
  if (run.state !== 'draft') return refuse({ kind: 'not-a-draft' })
  if (run.lotNumber !== null) return refuse({ kind: 'already-drawn' })
  return run.summary.lot.ties === 0 ? refuse({ kind: 'no-lot-needed' }) : accept(null)
}

export type DecideRefusal = { readonly kind: 'not-proposed' | 'proposed-by-you' }

/** Approval and rejection are another person's than the proposal. */
export function decideOnRun(run: SelectionRun, by: AccountId): Result<null, DecideRefusal> {
  if (run.state !== 'proposed') return refuse({ kind: 'not-proposed' })
  return run.proposedBy === by || run.createdBy === by ? refuse({ kind: 'proposed-by-you' }) : accept(null)
}

export const LotForm = z.object({
  lotNumber: z
    .string()
    .trim()
    .regex(/^\d{1,12}$/),
})
export const RejectForm = z.object({ reason: z.string().trim().min(5).max(500) })

/** A city's number as somebody types it; empty means none. */
export const CityTotal = z
  .string()
  .trim()
  .transform((text) => (text === '' ? null : countFromText(text)))
  .pipe(z.number().int().min(0).max(2_000_000).nullable())

/** The short form that makes a list by the period's own rules. */
export const RunRequest = z.object({
  cityTotal: CityTotal,
  missingComponent: MissingComponentRule,
  fieldQuotas: z.enum(['yes', 'no']).transform((answer) => answer === 'yes'),
})
