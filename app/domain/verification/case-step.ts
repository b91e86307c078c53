import { z } from 'zod'
import type { Permission } from '../access/permission.ts'
import type { ResultState } from '../scoring/result-breakdown.ts'

/** `eligibility`: does this cadre meet the requirements. `result`: may this score sheet stand before the plenary. */
export type CaseKind = 'eligibility' | 'result'

/** Draf, Diajukan, Diketahui, Dikembalikan, Diverifikasi. A result goes the same way without the kecamatan. */
export const CASE_STATES = ['draft', 'proposed', 'acknowledged', 'returned', 'verified'] as const
export const CaseState = z.enum(CASE_STATES)
export type CaseState = z.infer<typeof CaseState>

export const CASE_ACTS = ['propose', 'acknowledge', 'return', 'verify', 'reopen'] as const
export const ActKind = z.enum(CASE_ACTS)
export type ActKind = z.infer<typeof ActKind>

/** What somebody does in a case. One person has one duty in a case, in all its rounds. */
export const DUTIES = ['propose', 'acknowledge', 'decide', 'reopen'] as const
export const Duty = z.enum(DUTIES)
export type Duty = z.infer<typeof Duty>

export const DUTY_PERMISSION = {
  propose: 'verification.propose',
  acknowledge: 'verification.acknowledge',
  decide: 'verification.decide',
  reopen: 'verification.reopen',
} as const satisfies Record<Duty, Permission>

export type CaseStep = { readonly from: CaseState; readonly act: ActKind; readonly to: CaseState; readonly duty: Duty }

/**
 * Every step there is; what does not stand here is forbidden. The database keeps the same list for eligibility.
 * The steps of a result are taken by marking and confirmation (domain/grading/confirmation); docs/decisions/009 says how.
 */
export const CASE_STEPS: Record<CaseKind, readonly CaseStep[]> = {
  eligibility: [
    { from: 'draft', act: 'propose', to: 'proposed', duty: 'propose' },
    { from: 'returned', act: 'propose', to: 'proposed', duty: 'propose' },
    { from: 'proposed', act: 'acknowledge', to: 'acknowledged', duty: 'acknowledge' },
    { from: 'proposed', act: 'return', to: 'returned', duty: 'acknowledge' },
    { from: 'acknowledged', act: 'verify', to: 'verified', duty: 'decide' },
    { from: 'acknowledged', act: 'return', to: 'returned', duty: 'decide' },
    { from: 'verified', act: 'reopen', to: 'returned', duty: 'reopen' },
  ],
  result: [
    { from: 'draft', act: 'propose', to: 'proposed', duty: 'propose' },
    { from: 'proposed', act: 'verify', to: 'verified', duty: 'decide' },
    { from: 'proposed', act: 'return', to: 'draft', duty: 'decide' },
    { from: 'verified', act: 'reopen', to: 'draft', duty: 'reopen' },
  ],
}

export function stepFor(kind: CaseKind, from: CaseState, act: ActKind): CaseStep | null {
  return CASE_STEPS[kind].find((step) => step.from === from && step.act === act) ?? null
}

/** Whose turn it is; null when the case rests. */
export function deskOf(kind: CaseKind, state: CaseState): Exclude<Duty, 'reopen'> | null {
  const step = CASE_STEPS[kind].find(({ from, act }) => from === state && act !== 'reopen')
  return step === undefined || step.duty === 'reopen' ? null : step.duty
}

/** Where a result stands as a case; a superseded one is no case any more. */
export const RESULT_CASE_STATE: Record<ResultState, CaseState | null> = {
  'awaiting-marking': 'draft',
  'awaiting-confirmation': 'proposed',
  confirmed: 'verified',
  superseded: null,
}
