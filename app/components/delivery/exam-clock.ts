/** What the server's clock said (milliseconds since 1970), and when by the page's own counter, which nobody can set. */
export type ClockSync = { readonly serverNow: number; readonly at: number }

/** The answer left the server half-way between asking and hearing. All counters are performance.now() milliseconds. */
export function syncFrom(serverNow: number, askedAt: number, heardAt: number): ClockSync {
  return { serverNow: serverNow + (heardAt - askedAt) / 2, at: heardAt }
}

/** Whole seconds until the deadline at a moment of the page's counter; 0 from the deadline on. */
export function remainingAt(sync: ClockSync, deadline: number, counter: number): number {
  return Math.max(0, Math.ceil((deadline - sync.serverNow - (counter - sync.at)) / 1000))
}

export type ClockNotice = 10 | 5 | 1 | 'end'
const NOTICES: readonly (10 | 5 | 1)[] = [1, 5, 10]

/** What is to be announced when the remaining seconds went from one figure to the other; the most urgent one, or null. */
export function noticeBetween(before: number, after: number): ClockNotice | null {
  if (before > 0 && after <= 0) return 'end'
  return NOTICES.find((minutes) => before > minutes * 60 && after <= minutes * 60) ?? null
}

/** `1:29:05`, or `29:05` under an hour. */
export function formatRemaining(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`
}
