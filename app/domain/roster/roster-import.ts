import { z } from 'zod'
import { RosterImportId } from '../shared/id.ts'
import { RowChange } from './import-comparison.ts'
import { ImportFault, ImportRow, ImportWarning } from './import-row.ts'

/** A checked file waits for a confirmation; whatever ends the wait also wipes the lines. */
export const ROSTER_IMPORT_STATES = ['checked', 'confirmed', 'cancelled', 'expired'] as const
export const RosterImportState = z.enum(ROSTER_IMPORT_STATES)
export type RosterImportState = z.infer<typeof RosterImportState>

export const ROSTER_IMPORT_HOURS = 24

const count = z.number().int().min(0)

/** Counts alone: nothing in it points at a person. */
export const ImportSummary = z.object({
  rows: count,
  faultyRows: count,
  faults: count,
  warnings: count,
  added: count,
  changed: count,
  unchanged: count,
  /** Active cadres of the file's kelurahan who do not stand in it; they stay as they are. */
  missing: count,
  urbanVillages: count,
})
export type ImportSummary = z.infer<typeof ImportSummary>

/** What is kept encrypted until the confirmation. */
export const ImportContent = z.object({
  rows: z.array(ImportRow),
  faults: z.array(ImportFault),
  warnings: z.array(ImportWarning),
  changes: z.array(RowChange),
  ignoredColumns: z.array(z.string()),
})
export type ImportContent = z.infer<typeof ImportContent>

export const RosterImport = z.object({
  id: RosterImportId,
  fileHash: z.string(),
  state: RosterImportState,
  summary: ImportSummary,
  createdBy: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
  confirmedAt: z.date().nullable(),
})
export type RosterImport = z.infer<typeof RosterImport>

export type ConfirmDecision =
  | { readonly kind: 'go' }
  | { readonly kind: 'already-confirmed' }
  | { readonly kind: 'has-faults' }
  | { readonly kind: 'no-longer-open' }

/** Whether the checked lines may be stored now. A second confirmation sees what the first one did. */
export function decideConfirm(found: RosterImport, at: Date): ConfirmDecision {
  if (found.state === 'confirmed') return { kind: 'already-confirmed' }
  if (found.state !== 'checked' || at >= found.expiresAt) return { kind: 'no-longer-open' }
  return found.summary.faults > 0 ? { kind: 'has-faults' } : { kind: 'go' }
}

/** The state to show: time runs out before a job says so. */
export function stateAt(found: RosterImport, at: Date): RosterImportState {
  return found.state === 'checked' && at >= found.expiresAt ? 'expired' : found.state
}
