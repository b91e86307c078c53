import { Link } from '@remix-run/react'
import { figureText } from '#app/domain/analytics/figure-text.ts'
import type { WaitingKind } from '#app/domain/analytics/waiting-work.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { useLocale, useWords } from '../ui/locale.tsx'

type Waiting = { readonly kind: WaitingKind; readonly to: string; readonly isWork: boolean; readonly count: number }

/** One card per kind of work, each with its number and the way to it; what is waiting has a stronger border. */
export function WaitingCards({ waiting }: { waiting: readonly Waiting[] }) {
  const words = useWords(analyticsWords).work
  const locale = useLocale()
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {waiting.map(({ kind, to, isWork, count }) => (
        <li
          key={kind}
          className={`flex flex-col rounded-md border bg-surface p-4 ${isWork && count > 0 ? 'border-accent' : 'border-line'}`}
        >
          <h2 className="text-[15px] leading-[22px] font-normal text-muted">{words.cards[kind].label}</h2>
          <p className="text-[32px] leading-10 font-semibold">{figureText(count, 0, locale)}</p>
          <p className="mt-2">
            <Link to={to} className="text-accent underline">
              {words.cards[kind].action}
            </Link>
          </p>
        </li>
      ))}
    </ul>
  )
}
