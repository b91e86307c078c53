import type { Eligibility } from '#app/domain/delivery/eligibility.ts'
import type { OverrideCode } from '#app/domain/determination/plenary.ts'
import type { Seat } from '#app/domain/determination/seat.ts'
import type { ReasonFigures } from '#app/domain/selection/reason-figures.ts'
import { appealWords } from '#app/text/appeal.ts'
import { overrideWords } from '#app/text/override-codes.ts'
import { selectionReasonWords } from '#app/text/selection-reasons.ts'
import { useWords } from '../ui/locale.tsx'

type Standing = { readonly competent: boolean; readonly seat: Seat; readonly reserveRank: number | null }

export type ShownOutcome = {
  readonly eligibility: Eligibility
  readonly announcement: {
    readonly id: string
    readonly number: string
    readonly publishedOn: string
    readonly line: Standing | null
  } | null
  readonly why:
    | { readonly kind: 'proposal'; readonly figures: ReasonFigures }
    | { readonly kind: 'override'; readonly code: OverrideCode }
    | null
  readonly determination: (Standing & { readonly decreeNumber: string; readonly decreeDay: string }) | null
}

/** What was decided about the candidate: three outcomes that stay apart, the final one before the provisional one. */
export function OwnOutcome({ outcome: { eligibility, announcement, why, determination } }: { outcome: ShownOutcome }) {
  const words = useWords(appealWords)
  const overrides = useWords(overrideWords)
  const { reason } = useWords(selectionReasonWords)
  const standing = determination ?? announcement?.line ?? null
  const seat = standing === null ? null : seatWord(words, standing)
  const missing = announcement === null ? words.notAnnounced : words.notListed
  const facts = [
    [words.eligibilityLabel, words.eligibility[eligibility]],
    [words.examLabel, standing === null ? missing : standing.competent ? words.passed : words.failed],
    [words.selectionLabel, seat === null ? missing : determination === null ? words.provisional(seat) : seat],
  ] as const
  return (
    <>
      {standing === null || seat === null ? null : (
        <section className="panel outcome-standing">
          <h2>{determination === null ? words.announcedTitle : words.determinedTitle}</h2>
          <p className="outcome-word">{seat}</p>
          <p>{standing.competent ? words.meanings[standing.seat] : words.belowThreshold}</p>
          {why === null ? null : (
            <>
              <h3>{words.why}</h3>
              <p>{why.kind === 'override' ? words.overridden(overrides[why.code]) : reason(why.figures)}</p>
            </>
          )}
          <p className="muted">
            {determination !== null
              ? words.determined(determination.decreeNumber, determination.decreeDay)
              : announcement === null
                ? null
                : words.announced(announcement.number, announcement.publishedOn)}
          </p>
        </section>
      )}
      <h2>{words.outcomes}</h2>
      <p>{words.outcomesText}</p>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function seatWord(words: (typeof appealWords)['id'], { seat, reserveRank }: Standing): string {
  return seat === 'reserve' && reserveRank !== null ? words.reserveOf(reserveRank) : words.seats[seat]
}
