import { useNavigation } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/** When a form comes back with faults and nothing has taken the focus for it, the first faulty field gets it. */
export function useFocusOnFault() {
  const { state, formMethod } = useNavigation()
  // The first look is for a form that was sent without JavaScript.
  const isSent = useRef(true)
  useEffect(() => {
    if (formMethod === 'POST') isSent.current = true
    if (state !== 'idle' || !isSent.current) return
    isSent.current = false
    if (document.activeElement?.closest('[role="alert"]')) return
    document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus()
  }, [state, formMethod])
}
