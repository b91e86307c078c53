import { type ReactNode, useEffect, useRef } from 'react'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { useWords } from '../ui/locale.tsx'

/** The table that says what the picture above it shows. It opens by itself when the page is printed. */
export function FiguresBelow({ of, children }: { of: string; children: ReactNode }) {
  const words = useWords(distributionPageWords)
  const details = useRef<HTMLDetailsElement>(null)
  useEffect(() => {
    const openedForPrint = new Set<HTMLDetailsElement>()
    const open = () => {
      const own = details.current
      if (own === null || own.open) return
      own.open = true
      openedForPrint.add(own)
    }
    const close = () => {
      for (const own of openedForPrint) own.open = false
      openedForPrint.clear()
    }
    window.addEventListener('beforeprint', open)
    window.addEventListener('afterprint', close)
    return () => {
      window.removeEventListener('beforeprint', open)
      window.removeEventListener('afterprint', close)
    }
  }, [])
  return (
    <details ref={details} className="mt-2">
      <summary className="min-h-6 cursor-pointer py-1 font-semibold text-accent">
        {words.tableOf}: {of}
      </summary>
      <div className="mt-2">{children}</div>
    </details>
  )
}
