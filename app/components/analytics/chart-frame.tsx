import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { analyticsWords } from '#app/text/analytics.ts'
import { useWords } from '../ui/locale.tsx'

/** A picture beside its table: drawn in the browser only, because it measures the room it has. The table says the same. */
export function ChartFrame({ description, note, children }: { description: string; note: string; children: ReactNode }) {
  const words = useWords(analyticsWords).distribution
  const [inBrowser, setInBrowser] = useState(false)
  useEffect(() => setInBrowser(true), [])
  const waiting = <p className="pt-8 text-center text-muted">{words.needsScript}</p>
  return (
    <figure className="break-inside-avoid rounded-md border border-line bg-surface p-3">
      <div role="img" aria-label={description} className="h-[300px] w-full sm:h-[360px]">
        {inBrowser ? <Suspense fallback={waiting}>{children}</Suspense> : waiting}
      </div>
      <figcaption className="mt-1 text-[13px] text-muted">{note}</figcaption>
    </figure>
  )
}
