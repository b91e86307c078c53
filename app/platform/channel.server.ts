import { setTimeout as pause } from 'node:timers/promises'
import { database } from './database/connection.server.ts'
import { log } from './log.server.ts'
import { randomHex } from './random.server.ts'

type Tell = () => void
type Listener = { readonly hears: (payload: string) => boolean; readonly tell: Tell }

export type Channel = {
  /** Tells of each notice whose payload this listener hears. Answers how to leave. */
  readonly subscribe: (hears: (payload: string) => boolean, tell: Tell) => () => void
}

/** In milliseconds. `echo`: how often the channel is proven to carry, and how long an echo may take. */
type Times = { readonly echo: number; readonly firstPause: number; readonly longestPause: number }
const TIMES: Times = { echo: 5_000, firstPause: 250, longestPause: 5_000 }

/**
 * A channel of the database's notices, heard on one connection of this process as long as anybody listens. A connection
 * can look alive and carry nothing: behind a pooler that hands each transaction to another connection, or when the other
 * side is gone without a word. So this process sends itself an echo through its pool. Whenever the connection begins or
 * is lost, everybody is told, because something may have passed unheard: where no notice ever comes, everybody is told
 * every few seconds.
 */
export function openChannel(name: string, times: Times = TIMES): Channel {
  const listeners = new Set<Listener>()
  let leaving: AbortController | null = null
  const tell = (payload: string | null) => {
    for (const listener of listeners) if (payload === null || listener.hears(payload)) listener.tell()
  }
  return {
    subscribe(hears, tellOne) {
      const listener = { hears, tell: tellOne }
      listeners.add(listener)
      if (leaving === null) {
        leaving = new AbortController()
        void keepListening(name, tell, times, leaving.signal)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        leaving?.abort()
        leaving = null
      }
    },
  }
}

async function keepListening(name: string, tell: (payload: string | null) => void, times: Times, left: AbortSignal): Promise<void> {
  let wait = times.firstPause
  while (!left.aborted) {
    const carried = await listenOnce(name, tell, times, left).catch((error: unknown) => {
      log.error('channel', error, { name })
      return false
    })
    if (left.aborted) return
    tell(null)
    wait = carried ? times.firstPause : Math.min(wait * 2, times.longestPause)
    await waitFor(wait, left)
  }
}

/** Listens until the connection is lost or carries nothing, or until nobody wants to hear. Answers whether it ever carried. */
async function listenOnce(name: string, tell: (payload: string | null) => void, times: Times, left: AbortSignal): Promise<boolean> {
  const { listen, query } = await database()
  const echo = `echo ${randomHex(64)}`
  const over = new AbortController()
  const end = () => over.abort()
  let heard = false
  let carried = false
  const hear = (payload: string) => {
    if (payload === echo) heard = true
    else if (!payload.startsWith('echo ')) tell(payload)
  }
  left.addEventListener('abort', end, { once: true })
  const stop = await listen(name, hear, end)
  try {
    if (!left.aborted) tell(null)
    while (!left.aborted && !over.signal.aborted) {
      heard = false
      await query('SELECT pg_notify($1, $2)', [name, echo])
      await waitFor(times.echo, over.signal)
      if (!heard && !over.signal.aborted) {
        log.info('channel.silent', { name })
        return carried
      }
      carried ||= heard
    }
    return carried
  } finally {
    left.removeEventListener('abort', end)
    await stop()
  }
}

/** Ends early, and as if nothing were wrong, when the signal comes. */
async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await pause(milliseconds, undefined, { signal, ref: false }).catch(() => {})
}
