import type { ResultState } from '../scoring/result-breakdown.ts'
import type { AccountId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'

export type ResultToConfirm = {
  readonly state: ResultState
  readonly current: boolean
  /** Everyone who marked a response of this attempt. */
  readonly markers: readonly AccountId[]
  /** Whether scoring the stored answers again gives the stored result. */
  readonly matches: boolean
}
export type ConfirmRefusal =
  | { readonly kind: 'awaiting-marking' }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'marked-by-you' }
  | { readonly kind: 'does-not-match' }

/** A second person looks at a result before it is final: nobody who marked in it, and only while it is its own recalculation. */
export function decideConfirmation(
  result: ResultToConfirm,
  by: AccountId,
): Result<{ kind: 'confirm' | 'already-confirmed' }, ConfirmRefusal> {
  if (!result.current || result.state === 'superseded') return refuse({ kind: 'superseded' })
  if (result.state === 'confirmed') return accept({ kind: 'already-confirmed' })
  if (result.state === 'awaiting-marking') return refuse({ kind: 'awaiting-marking' })
  if (result.markers.includes(by)) return refuse({ kind: 'marked-by-you' })
  if (!result.matches) return refuse({ kind: 'does-not-match' })
  return accept({ kind: 'confirm' })
}

/** Whether a result can go back to the markers: only before it is confirmed, and only where someone marked something. */
export function decideReturn(
  result: Omit<ResultToConfirm, 'matches'>,
  by: AccountId,
): Result<{ kind: 'return' }, { kind: 'superseded' | 'already-confirmed' | 'nothing-marked' | 'marked-by-you' }> {
  if (!result.current || result.state === 'superseded') return refuse({ kind: 'superseded' })
  if (result.state === 'confirmed') return refuse({ kind: 'already-confirmed' })
  if (result.markers.length === 0) return refuse({ kind: 'nothing-marked' })
  if (result.markers.includes(by)) return refuse({ kind: 'marked-by-you' })
  return accept({ kind: 'return' })
}
