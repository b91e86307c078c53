import { z } from 'zod'
import { CalendarDay } from '../shared/calendar.ts'
import { canonicalHash } from '../shared/canonical-hash.ts'
import { AccountId, DeterminationId, PeriodId, PlenaryId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import { ListedOutcome } from './seat.ts'

/** The decree's annex (lampiran SK): all that was decided, frozen, so that paper and table can be made again to the same bytes. */
export const DeterminationContent = z.object({
  decreeNumber: z.string(),
  decreeDay: CalendarDay,
  signer: z.object({ office: z.string(), name: z.string() }),
  period: z.object({ name: z.string(), year: z.number().int() }),
  policyVersion: z.number().int().min(1),
  plenary: z.object({ id: PlenaryId, sequence: z.number().int().min(1), heldOn: CalendarDay }),
  outcomes: z.array(ListedOutcome),
})
export type DeterminationContent = z.infer<typeof DeterminationContent>

export const DecreeForm = z.object({
  decreeNumber: z.string().trim().min(3).max(80),
  decreeDay: CalendarDay,
  signerOffice: z.string().trim().min(3).max(120),
  signerName: z.string().trim().min(3).max(120),
})
export type DecreeForm = z.infer<typeof DecreeForm>

export const Determination = z.object({
  id: DeterminationId,
  periodId: PeriodId,
  content: DeterminationContent,
  contentHash: z.string(),
  preparedBy: AccountId,
  preparedAt: z.date(),
  /** Null until a second person has approved it; from then on the outcome stands (Ditetapkan). */
  approval: z.object({ by: AccountId, at: z.date() }).nullable(),
})
export type Determination = z.infer<typeof Determination>

export type ReadyRefusal =
  | { readonly kind: 'no-closed-plenary' | 'not-announced' | 'window-open' | 'plenary-before-remedy' }
  | { readonly kind: 'appeals-pending'; readonly count: number }

/** Nothing is determined before the window is over, every appeal is settled, and a plenary has sat after the last remedy. */
export function mayDetermine(state: {
  readonly at: Date
  readonly closesAt: Date | null
  readonly pendingAppeals: number
  readonly lastRemedyAt: Date | null
  readonly plenaryClosedAt: Date | null
}): Result<null, ReadyRefusal> {
  if (state.plenaryClosedAt === null) return refuse({ kind: 'no-closed-plenary' })
  if (state.closesAt === null) return refuse({ kind: 'not-announced' })
  if (state.at < state.closesAt) return refuse({ kind: 'window-open' })
  if (state.pendingAppeals > 0) return refuse({ kind: 'appeals-pending', count: state.pendingAppeals })
  if (state.lastRemedyAt !== null && state.plenaryClosedAt < state.lastRemedyAt) return refuse({ kind: 'plenary-before-remedy' })
  return accept(null)
}

export type ApproveRefusal = { readonly kind: 'already-determined' | 'prepared-by-you' | 'altered' }

/** The second signature; whoever prepared the list does not approve it, and what is approved is what was prepared. */
export function approveDetermination(
  determination: Determination,
  by: { readonly accountId: AccountId; readonly at: Date },
): Result<Determination, ApproveRefusal> {
  if (determination.approval !== null) return refuse({ kind: 'already-determined' })
  if (determination.preparedBy === by.accountId) return refuse({ kind: 'prepared-by-you' })
  if (canonicalHash(determination.content) !== determination.contentHash) return refuse({ kind: 'altered' })
  return accept({ ...determination, approval: { by: by.accountId, at: by.at } })
}
