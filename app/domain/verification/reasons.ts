import { z } from 'zod'

/**
 * Why somebody does not meet the requirements (TMS), in the order in which they are looked at: age first.
 * `other` needs the rule it rests on. Source: the programme's description, "Eligibility has coded reasons".
 */
export const INELIGIBILITY_REASONS = ['age', 'occupation', 'spouse-position', 'double-honorarium', 'residence', 'other'] as const
export const IneligibilityReason = z.enum(INELIGIBILITY_REASONS)
export type IneligibilityReason = z.infer<typeof IneligibilityReason>

/** Why a case goes back to the kelurahan. */
export const RETURN_REASONS = ['document-missing', 'document-unreadable', 'data-differ', 'wrong-person', 'other'] as const
export const ReturnReason = z.enum(RETURN_REASONS)
export type ReturnReason = z.infer<typeof ReturnReason>

/** Why a decided case is opened again. */
export const REOPEN_REASONS = ['appeal-granted', 'error-found'] as const
export const ReopenReason = z.enum(REOPEN_REASONS)
export type ReopenReason = z.infer<typeof ReopenReason>

/** Each reason once, in the order of the list, so that equal decisions read equally. */
export function orderedReasons(reasons: readonly IneligibilityReason[]): IneligibilityReason[] {
  return INELIGIBILITY_REASONS.filter((reason) => reasons.includes(reason))
}
