import { useEffect } from 'react'

/** Puts the page for checking without internet onto the device: a worker that is in charge of `/v/` and of nothing else. */
export function OfflineKeeper() {
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    navigator.serviceWorker
      .register('/v/worker.js', { scope: '/v/' })
      .then((registration) => registration.active?.postMessage('keep'))
      // Without the worker the check needs the network, as before.
      .catch(() => {})
  }, [])
  return null
}
