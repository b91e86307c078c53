import { useFetcher } from '@remix-run/react'
import { useEffect, useState } from 'react'

const SECONDS = 5

/**
 * What a page's loader says now, asked again every five seconds while the page is visible. Null before the first answer;
 * `isStale` when the network is gone.
 */
export function usePolling<Loader>(path: string) {
  const fetcher = useFetcher<Loader>()
  const [isStale, setStale] = useState(false)
  const { load, state } = fetcher
  useEffect(() => {
    const ask = () => {
      setStale(!navigator.onLine)
      if (document.visibilityState === 'visible' && navigator.onLine && state === 'idle') load(path)
    }
    const timer = setInterval(ask, SECONDS * 1000)
    document.addEventListener('visibilitychange', ask)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', ask)
    }
  }, [load, path, state])
  return { data: fetcher.data ?? null, isStale }
}
