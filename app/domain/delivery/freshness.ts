/** How fresh a watched page is: told of each change, asked for now and then, or cut off since a moment of the device's clock. */
export type Freshness = { readonly kind: 'live' } | { readonly kind: 'polling' } | { readonly kind: 'offline'; readonly since: number }

/** How often a page is asked for. Beside a stream too: what grows with every answer is not told by it. */
export const REFRESH_SECONDS = { polling: 5, live: 15 } as const

/** A stream gives a sign of life every 15 s. */
const SILENT_AFTER = 40_000
/** A stream that has not begun by then is not waited for. */
const OPENS_WITHIN = 10_000

export function isRefreshDue(isLive: boolean, askedAt: number, at: number): boolean {
  return at - askedAt >= REFRESH_SECONDS[isLive ? 'live' : 'polling'] * 1000
}

/** Of the device's stream, in milliseconds of its clock. */
export type StreamState = {
  readonly hasStream: boolean
  /** Null while nothing was heard of it. */
  readonly heardAt: number | null
  readonly openedAt: number
  /** Not before. */
  readonly retryAt: number
}

/** What is to be done about the stream at a moment. */
export function streamStep({ hasStream, heardAt, openedAt, retryAt }: StreamState, at: number): 'open' | 'close' | 'keep' {
  if (!hasStream) return at >= retryAt ? 'open' : 'keep'
  const isSilent = heardAt === null ? at - openedAt > OPENS_WITHIN : at - heardAt > SILENT_AFTER
  return isSilent ? 'close' : 'keep'
}
