import { accommodationWords } from '#app/text/accommodation.ts'
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
  extraPercent: number
  extraMinutes: number
}

/** Who, what, where and when. */
export function ExamDayFacts({ facts }: { facts: DayFacts }) {
  const words = useWords(deliveryWords)
  const accommodation = useWords(accommodationWords)
  const { extraPercent, extraMinutes } = facts
  const rows: readonly (readonly [string, string])[] = [
    [words.name, facts.name],
    [words.number, facts.number],
    [words.exam, facts.exam],
    [words.venue, facts.venue],
    [words.opens, facts.opens],
    [words.latestStart, facts.latestStart],
    [words.limit, words.minutes(facts.limitMinutes)],
    ...(extraPercent + extraMinutes === 0 ? [] : [[accommodation.own, accommodation.ownTime(extraPercent, extraMinutes)] as const]),
  ]
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
