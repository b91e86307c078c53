import { useCallback, useEffect, useRef, useState } from 'react'
import type { QueueState } from './queue-state.ts'

const TRY_AGAIN_AFTER = 5000

/** idle: nobody asked. sending: under way. pending: asked for, but the server could not be reached, so it is not done. */
export type HandInState = 'idle' | 'sending' | 'pending'

type HandInSetup = { attemptId: string; handInId: string; queue: QueueState; flush: () => Promise<boolean> }

/** First every answer, then the hand-in under its one id, again and again until the server says that it is done. */
export function useHandIn({ attemptId, handInId, queue, flush }: HandInSetup): { state: HandInState; ask: () => void; cancel: () => void } {
  const [state, setState] = useState<HandInState>('idle')
  const isWanted = useRef(false)
  const isBusy = useRef(false)

  const attempt = useCallback(async () => {
    if (!isWanted.current || isBusy.current) return
    isBusy.current = true
    setState('sending')
    const isDone = (await flush()) && isWanted.current && (await postHandIn(attemptId, handInId))
    isBusy.current = false
    if (isDone) location.assign('/exam/receipt')
    else setState(isWanted.current ? 'pending' : 'idle')
  }, [attemptId, handInId, flush])

  useEffect(() => {
    if (state !== 'pending') return
    const again = () => void attempt()
    const timer = setInterval(again, TRY_AGAIN_AFTER)
    addEventListener('online', again)
    return () => {
      clearInterval(timer)
      removeEventListener('online', again)
    }
  }, [state, attempt])

  // The attempt was closed by another door: what counts is on the server.
  useEffect(() => {
    if (queue.trouble === 'closed' && queue.events.length === 0) location.assign('/exam/receipt')
  }, [queue])

  return {
    state,
    ask: useCallback(() => {
      isWanted.current = true
      void attempt()
    }, [attempt]),
    cancel: useCallback(() => {
      isWanted.current = false
      setState('idle')
    }, []),
  }
}

/** True when the server answered with the way on. Where that leads to tells whether it is done: a running attempt shows the exam again. */
async function postHandIn(attemptId: string, handInId: string): Promise<boolean> {
  try {
    const response = await fetch('/exam/hand-in', {
      method: 'POST',
      body: new URLSearchParams({ attemptId, handInId }),
      credentials: 'same-origin',
      redirect: 'manual',
    })
    return response.type === 'opaqueredirect'
  } catch {
    return false
  }
}
