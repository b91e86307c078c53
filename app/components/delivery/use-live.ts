import { useEffect, useState } from 'react'
import { type Freshness, isRefreshDue, streamStep } from '#app/domain/delivery/freshness.ts'

/** What is shown, with the moment it held, by the server's clock. */
type Dated = { readonly at: string }

/**
 * What stands at an address now. A stream of the same address says when it changed; where there is none, or it is silent,
 * it is asked for every few seconds. A hidden page does neither, and looks once when it is seen again.
 * @param loaded what the page's loader gave; the newer of both is shown
 */
export function useLive<View extends Dated>(address: string, loaded: View): { shown: View; freshness: Freshness } {
  const [told, setTold] = useState<{ readonly address: string; readonly view: View } | null>(null)
  const [freshness, setFreshness] = useState<Freshness>({ kind: 'polling' })
  useEffect(() => keepFresh<View>(address, (view) => setTold({ address, view }), setFreshness), [address])
  const view = told?.address === address ? told.view : null
  return { shown: view !== null && view.at > loaded.at ? view : loaded, freshness }
}

function keepFresh<View>(address: string, show: (view: View) => void, tell: (freshness: Freshness) => void): () => void {
  const over = new AbortController()
  let source: EventSource | null = null
  let openedAt = 0
  let heardAt: number | null = null
  let retryAt = 0
  let askedAt = Date.now()
  let answeredAt = Date.now()
  let isAsking = false
  let isDue = false
  let failed = false
  let said = ''

  const isLive = () => heardAt !== null
  const report = () => {
    const freshness: Freshness =
      failed || !navigator.onLine ? { kind: 'offline', since: answeredAt } : { kind: isLive() ? 'live' : 'polling' }
    const text = JSON.stringify(freshness)
    if (text !== said) tell(freshness)
    said = text
  }
  const ask = async () => {
    isDue = isAsking
    if (isAsking || document.hidden) return
    isAsking = true
    askedAt = Date.now()
    const answer = await look<View>(address, over.signal)
    isAsking = false
    if (over.signal.aborted) return
    failed = answer.kind === 'failed'
    if (answer.kind === 'elsewhere') location.reload()
    if (answer.kind === 'view') {
      answeredAt = Date.now()
      show(answer.view)
    }
    report()
    if (isDue) void ask()
  }
  const close = (until: number) => {
    source?.close()
    source = null
    heardAt = null
    retryAt = until
  }
  const open = () => {
    const own = new EventSource(address)
    source = own
    openedAt = Date.now()
    const hear = () => {
      heardAt = Date.now()
      report()
    }
    // What happened before the stream began was not told by it.
    own.addEventListener('open', () => void ask())
    own.addEventListener('alive', hear)
    own.addEventListener('changed', () => {
      hear()
      void ask()
    })
    own.addEventListener('error', () => {
      heardAt = null
      openedAt = Date.now()
      // The browser itself comes again after a stream that ended, and never after one that was refused.
      if (own.readyState === EventSource.CLOSED) close(Date.now() + REFUSED_FOR)
      report()
    })
  }
  const tick = () => {
    if (document.hidden) return
    const at = Date.now()
    const step = streamStep({ hasStream: source !== null, heardAt, openedAt, retryAt }, at)
    if (step === 'close') close(at + SILENT_FOR)
    if (step === 'open' && 'EventSource' in window) open()
    if (isRefreshDue(isLive() && !failed, askedAt, at)) void ask()
    report()
  }
  const turn = () => {
    if (document.hidden) close(0)
    else {
      void ask()
      tick()
    }
  }
  const online = () => (navigator.onLine ? void ask() : report())
  const timer = setInterval(tick, 1_000)
  const listen = { signal: over.signal }
  document.addEventListener('visibilitychange', turn, listen)
  window.addEventListener('online', online, listen)
  window.addEventListener('offline', online, listen)
  tick()
  return () => {
    over.abort()
    clearInterval(timer)
    close(0)
  }
}

const REFUSED_FOR = 60_000
const SILENT_FOR = 5_000
const ANSWERS_WITHIN = 10_000

type Look<View> = { readonly kind: 'view'; readonly view: View } | { readonly kind: 'failed' } | { readonly kind: 'elsewhere' }

/** `elsewhere` when this page is no longer for this person: loaded anew, it says why. */
async function look<View>(address: string, over: AbortSignal): Promise<Look<View>> {
  const patience = new AbortController()
  const stop = () => patience.abort()
  const timer = setTimeout(stop, ANSWERS_WITHIN)
  over.addEventListener('abort', stop)
  try {
    const response = await fetch(address, { headers: { Accept: 'application/json' }, redirect: 'manual', signal: patience.signal })
    if (response.ok) return { kind: 'view', view: await response.json() }
    return response.type === 'opaqueredirect' || response.status === 403 || response.status === 404
      ? { kind: 'elsewhere' }
      : { kind: 'failed' }
  } catch {
    return { kind: 'failed' }
  } finally {
    clearTimeout(timer)
    over.removeEventListener('abort', stop)
  }
}
