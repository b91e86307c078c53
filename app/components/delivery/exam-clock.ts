/** What the server's clock said (milliseconds since 1970), and when by the page's own counter, which nobody can set. */
export type ClockSync = {
  readonly serverNow: number
  readonly at: number
  /** Counted on by the device's own clock since the last contact: shown, and never acted upon. */
  readonly isGuess?: true
}

/** The last time the server was heard, as the device remembers it: `wall` is its own clock at the moment of `serverNow`. */
export type Contact = { readonly attemptId: string; readonly serverNow: number; readonly wall: number; readonly deadline: number }

/** The answer left the server half-way between asking and hearing. All counters are performance.now() milliseconds. */
export function syncFrom(serverNow: number, askedAt: number, heardAt: number): ClockSync {
  return { serverNow: serverNow + (heardAt - askedAt) / 2, at: heardAt }
}

/** The device's clocks at one moment: performance.now(), and milliseconds since 1970 by the clock that its owner can set. */
export type DeviceMoment = { readonly counter: number; readonly wall: number }

export function contactOf(attemptId: string, sync: ClockSync, deadline: number, now: DeviceMoment): Contact {
  return { attemptId, serverNow: sync.serverNow, wall: now.wall - (now.counter - sync.at), deadline }
}

/** What the server's clock says when only the device's own clock counted since the last contact. One that was set back tells nothing. */
export function guessFrom(contact: Contact, now: DeviceMoment): ClockSync {
  return { serverNow: contact.serverNow + Math.max(0, now.wall - contact.wall), at: now.counter, isGuess: true }
}

/** A page from before the last contact is a copy that was kept on the device. */
export function isCopy(page: { readonly serverNow: number }, contact: Contact): boolean {
  return contact.serverNow >= page.serverNow
}

const ASLEEP = 2000

/** The page's counter may stand still while a device sleeps; its own clock then tells that more time went by. Null: it does not. */
export function afterSleep(sync: ClockSync, contact: Contact, now: DeviceMoment): ClockSync | null {
  const guess = guessFrom(contact, now)
  return guess.serverNow - (sync.serverNow + now.counter - sync.at) > ASLEEP ? guess : null
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

const WIB_MINUTES = 7 * 60

/** `10:45`: when a moment is in Western Indonesian Time, whatever the phone's own zone. @param moment milliseconds since 1970, UTC */
export function timeInWib(moment: number): string {
  const minutes = (Math.floor(moment / 60_000) + WIB_MINUTES) % (24 * 60)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** `1:29:05`, or `29:05` under an hour. */
export function formatRemaining(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`
}
