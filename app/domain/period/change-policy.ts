import { accept, type Result, refuse } from '../shared/result.ts'
import { type AssessmentPeriod, isPolicyOpen } from './period.ts'
import type { PolicyVersion } from './policy.ts'
import type { PolicyChange } from './policy-form.ts'
import { policyChanges, type SettingChange } from './policy-settings.ts'

export type PolicyRefusal =
  | { readonly kind: 'policy-closed' }
  /** A colleague stored this version after the page was opened. */
  | { readonly kind: 'newer-version'; readonly version: number }
  | { readonly kind: 'nothing-changed' }

/** Whether the change becomes the next version: while the policy is open, on top of the version that was edited. */
export function decidePolicyChange(
  period: AssessmentPeriod,
  current: PolicyVersion,
  change: PolicyChange,
): Result<{ readonly version: number; readonly changes: readonly SettingChange[] }, PolicyRefusal> {
  if (!isPolicyOpen(period)) return refuse({ kind: 'policy-closed' })
  if (change.editedVersion !== current.version) return refuse({ kind: 'newer-version', version: current.version })
  const changes = policyChanges(current.settings, change.settings)
  return changes.length === 0 ? refuse({ kind: 'nothing-changed' }) : accept({ version: current.version + 1, changes })
}
