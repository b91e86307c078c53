import type { RecoveryState } from '../delivery/recovery-file.ts'
import type { AccountId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'

type DecidedOnce = { readonly state: RecoveryState; readonly uploadedBy: AccountId }

/** A recovery file is decided once, and not by whoever brought it in. */
export function mayDecideRecovery(
  file: DecidedOnce,
  accountId: AccountId,
): Result<null, { readonly kind: 'already-decided' | 'needs-second-person' }> {
  if (file.state !== 'waiting') return refuse({ kind: 'already-decided' })
  return file.uploadedBy === accountId ? refuse({ kind: 'needs-second-person' }) : accept(null)
}
