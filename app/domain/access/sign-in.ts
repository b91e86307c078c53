/** Staff sessions end after this long without a request, and after this long in any case. Source: the project's security targets (ASVS 5.0, 7.3). */
export const STAFF_IDLE_SECONDS = 15 * 60
export const STAFF_SESSION_SECONDS = 8 * 60 * 60
/** A candidate's session outlives the exam day's longest sitting, so that it never ends in the middle of an exam. */
export const CANDIDATE_SESSION_SECONDS = 8 * 60 * 60

/** Failures within the window after which a key has to wait. 200 candidates share one address, so an address gets many. */
export const THROTTLE = {
  account: { limit: 5, windowSeconds: 15 * 60 },
  address: { limit: 300, windowSeconds: 15 * 60 },
} as const

export type SignInRefusal = { readonly kind: 'wrong-credentials' } | { readonly kind: 'too-many-attempts'; readonly waitSeconds: number }
