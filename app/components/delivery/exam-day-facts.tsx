import { deliveryWords } from '#app/text/delivery.ts'
import { useWords } from '../ui/locale.tsx'

export type DayFacts = {
  name: string
  number: string
  exam: string
  venue: string
  opens: string
  latestStart: string
  limitMinutes: number
}

/** Who, what, where and when. */
export function ExamDayFacts({ facts }: { facts: DayFacts }) {
  const words = useWords(deliveryWords)
  const rows = [
    [words.name, facts.name],
    [words.number, facts.number],
    [words.exam, facts.exam],
    [words.venue, facts.venue],
    [words.opens, facts.opens],
    [words.latestStart, facts.latestStart],
    [words.limit, words.minutes(facts.limitMinutes)],
  ] as const
  return (
    <dl className="panel facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
