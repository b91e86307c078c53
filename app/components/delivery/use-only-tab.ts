import { useCallback, useEffect, useState } from 'react'

/**
 * One tab of this browser at a time sits an attempt. Browsers without the Web Locks API let every tab in.
 * @returns whether this tab may, and a way to take the exam over from another tab.
 */
export function useOnlyTab(attemptId: string): { isOnly: boolean; take: () => void } {
  const [isOnly, setIsOnly] = useState(true)
  const [round, setRound] = useState(0)

  useEffect(() => {
    if (!('locks' in navigator)) return
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const mode = round > 0 ? { steal: true } : { ifAvailable: true }
    navigator.locks
      .request(`tera-exam-${attemptId}`, mode, async (lock) => {
        setIsOnly(lock !== null)
        // The other tab's answers are newer than what this page was given.
        if (round > 0) location.reload()
        if (lock !== null) await held
      })
      // The lock was taken by another tab.
      .catch(() => setIsOnly(false))
    return () => release()
  }, [attemptId, round])

  return { isOnly, take: useCallback(() => setRound((current) => current + 1), []) }
}
