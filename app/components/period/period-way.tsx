import { PERIOD_STATES, type PeriodState } from '#app/domain/period/period.ts'
import { periodWords } from '#app/text/period.ts'
import { useWords } from '../ui/locale.tsx'

/** The stages of a period in their order, with the one it is in. */
export function PeriodWay({ state }: { state: PeriodState }) {
  const words = useWords(periodWords)
  const now = PERIOD_STATES.indexOf(state)
  return (
    <ol className="grid gap-2 sm:grid-cols-2 lg:grid-cols-4">
      {PERIOD_STATES.map((each, place) => (
        <li
          key={each}
          aria-current={place === now ? 'step' : undefined}
          className={`rounded-md border px-3 py-2 ${place === now ? 'border-accent bg-accent-soft font-semibold' : 'border-line bg-surface'} ${place > now ? 'text-muted' : ''}`}
        >
          {place + 1}. {words.states[each]}
          {place === now ? <span className="font-normal"> ({words.current})</span> : null}
          {place < now ? <span className="text-muted"> ({words.done})</span> : null}
        </li>
      ))}
    </ol>
  )
}
