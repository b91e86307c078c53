import { useEffect, useRef } from 'react'
import type { SignalOfPage } from '#app/domain/delivery/page-signal.ts'

/** What is shorter happens to everybody all the time. In seconds. */
const WORTH_TELLING: Record<SignalOfPage, number> = { 'left-page': 2, 'lost-focus': 5, offline: 15 }

/** Tells the room when the page was left, lost its focus or had no network, once that is over. Nothing waits for it. */
export function usePageSignals({ attemptId, leaseEpoch }: { attemptId: string; leaseEpoch: number }, isOffline: boolean): void {
  const teller = useRef<ReturnType<typeof makeTeller> | null>(null)
  useEffect(() => {
    const { during, send } = makeTeller(attemptId, leaseEpoch)
    teller.current = { during, send }
    const look = () => {
      const isHidden = document.visibilityState === 'hidden'
      during('left-page', isHidden)
      during('lost-focus', !isHidden && !document.hasFocus())
    }
    document.addEventListener('visibilitychange', look)
    for (const kind of ['blur', 'focus']) addEventListener(kind, look)
    addEventListener('online', send)
    return () => {
      document.removeEventListener('visibilitychange', look)
      for (const kind of ['blur', 'focus']) removeEventListener(kind, look)
      removeEventListener('online', send)
    }
  }, [attemptId, leaseEpoch])
  useEffect(() => teller.current?.during('offline', isOffline), [isOffline])
}

function makeTeller(attemptId: string, leaseEpoch: number) {
  const since = new Map<SignalOfPage, number>()
  let waiting: { kind: SignalOfPage; seconds: number }[] = []
  const send = () => {
    const signals = waiting.slice(0, 20)
    if (signals.length === 0) return
    waiting = waiting.slice(20)
    const body = JSON.stringify({ attemptId, leaseEpoch, signals })
    fetch('/exam/signals', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, redirect: 'manual' }).catch(() => {
      waiting = [...signals, ...waiting].slice(-100)
    })
  }
  const during = (kind: SignalOfPage, isSo: boolean) => {
    const from = since.get(kind)
    if (isSo === (from !== undefined)) return
    if (isSo) return void since.set(kind, Date.now())
    since.delete(kind)
    const seconds = Math.round((Date.now() - (from ?? 0)) / 1000)
    if (seconds < WORTH_TELLING[kind] || seconds > 86_400) return
    waiting.push({ kind, seconds })
    send()
  }
  return { during, send }
}
