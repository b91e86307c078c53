import { now } from '#app/platform/clock.server.ts'

type Window = { start: number; count: number; before: number }

/** Keys that are kept at once; the one that was quiet for longest goes first, so that strangers cannot fill the memory. */
const KEYS_KEPT = 20_000

/**
 * A sliding window over two fixed ones: what happened in the window before counts for the part of it that still lies
 * within the last `windowSeconds`. The answer is 0 when this one may pass, else the seconds to wait; what waits is not counted.
 */
export function slidingWindow({
  limit,
  windowSeconds,
}: {
  readonly limit: number
  readonly windowSeconds: number
}): (key: string, at: Date) => number {
  const length = windowSeconds * 1000
  const windows = new Map<string, Window>()
  return (key, at) => {
    const start = Math.floor(at.getTime() / length) * length
    const last = windows.get(key)
    const window = moved(last, start, length)
    const share = 1 - (at.getTime() - start) / length
    windows.delete(key)
    windows.set(key, window)
    if (windows.size > KEYS_KEPT) windows.delete(windows.keys().next().value ?? key)
    if (window.before * share + window.count + 1 > limit) return Math.max(1, Math.ceil((start + length - at.getTime()) / 1000))
    window.count += 1
    return 0
  }
}

function moved(last: Window | undefined, start: number, length: number): Window {
  if (last === undefined || last.start < start - length) return { start, count: 0, before: 0 }
  return last.start === start ? last : { start, count: 0, before: last.count }
}

/** Answers 429 with the time to wait once an address asks more often than the limit. Each process counts for itself. */
export function limitedByAddress(limit: { readonly limit: number; readonly windowSeconds: number }): (address: string) => void {
  const secondsToWait = slidingWindow(limit)
  return (address) => {
    letWait(secondsToWait(address, now()))
  }
}

/** Answers 429 with so many seconds to wait; nothing when there are none. */
export function letWait(seconds: number): void {
  if (seconds > 0) throw new Response(null, { status: 429, headers: { 'Retry-After': String(seconds) } })
}
