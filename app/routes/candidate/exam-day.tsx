import { useLoaderData, useSearchParams } from '@remix-run/react'
import { ExamDayFacts } from '#app/components/delivery/exam-day-facts.tsx'
import { WaitingRoom } from '#app/components/delivery/waiting-room.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { formatMoment, formatTime } from '#app/domain/shared/calendar.ts'
import { deliveryWords } from '#app/text/delivery.ts'
import { paperSeatWords } from '#app/text/paper-seat.ts'
import { readExamDay } from '#app/use-cases/delivery/read-attempt.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(deliveryWords, ({ dayTitle }) => dayTitle)

export const loader = guardedLoader('attempt.take', async ({ actor, locale }) => {
  const result = await readExamDay(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  const day = result.value
  if (day.kind === 'not-planned') return { kind: day.kind }
  const { seat, at } = day
  const facts = {
    name: seat.cadreName,
    number: seat.participantNumber,
    exam: seat.examTitle,
    venue: `${seat.venueName}, ${seat.venueAddress}`,
    opens: formatMoment(seat.opensAt, locale),
    latestStart: formatMoment(seat.latestStart, locale),
    limitMinutes: seat.limitMinutes,
    extraPercent: seat.extraPercent,
    extraMinutes: seat.extraMinutes,
    means: seat.means,
  }
  if (day.kind === 'on-paper') return { kind: day.kind, facts, stage: day.status ?? ('before' as const) }
  if (day.kind === 'closed') return { kind: day.kind, facts, hasResult: day.attempt.voidedAt === null }
  if (day.kind !== 'before') return { kind: day.kind, facts }
  return {
    kind: day.kind,
    facts,
    door:
      seat.state === 'closed' || at >= seat.hardClose
        ? ('session-closed' as const)
        : at > seat.latestStart
          ? ('too-late' as const)
          : ('open' as const),
    latestStartTime: formatTime(seat.latestStart),
    isAdmitted: seat.admittedAt !== null,
    secondsUntilOpen: Math.max(0, Math.ceil((seat.opensAt.getTime() - at.getTime()) / 1000)),
  }
})

export default function ExamDay() {
  const words = useWords(deliveryWords)
  const paper = useWords(paperSeatWords)
  const day = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  if (day.kind === 'not-planned') {
    return (
      <>
        <h1>{words.notPlannedTitle}</h1>
        <p>{words.notPlanned}</p>
        <p>
          <a href="/practice">{words.practiceLink}</a>
        </p>
      </>
    )
  }
  return (
    <>
      <h1>{words.dayTitle}</h1>
      {search.get('problem') === 'other-browser' ? (
        <p className="alert" role="alert">
          {words.otherBrowser}
        </p>
      ) : null}
      {day.kind === 'running' ? (
        <section className="panel">
          <h2 className="first">{words.runningTitle}</h2>
          <p>{words.running}</p>
          <a className="button wide" href="/exam/attempt">
            {words.continue}
          </a>
        </section>
      ) : null}
      {day.kind === 'on-paper' ? (
        <section className="panel">
          <h2 className="first">{paper.title}</h2>
          <p>{paper[day.stage]}</p>
          {day.stage === 'closed' ? (
            <a className="button second" href="/exam/result">
              {words.toResult}
            </a>
          ) : null}
        </section>
      ) : null}
      {day.kind === 'closed' ? (
        <section className="panel">
          <h2 className="first">{words.closedTitle}</h2>
          <p className="row">
            <a className="button" href="/exam/receipt">
              {words.toReceipt}
            </a>
            {day.hasResult ? (
              <a className="button second" href="/exam/result">
                {words.toResult}
              </a>
            ) : null}
          </p>
        </section>
      ) : null}
      {day.kind === 'before' && day.door === 'session-closed' ? <Shut title={words.sessionClosedTitle} text={words.sessionClosed} /> : null}
      {day.kind === 'before' && day.door === 'too-late' ? (
        <Shut title={words.tooLateTitle} text={words.tooLate(day.latestStartTime)} />
      ) : null}
      {day.kind === 'before' && day.door === 'open' ? (
        <WaitingRoom
          facts={day.facts}
          isAdmitted={day.isAdmitted}
          secondsUntilOpen={day.secondsUntilOpen}
          problem={search.get('problem')}
        />
      ) : (
        <ExamDayFacts facts={day.facts} />
      )}
      {day.kind === 'closed' || day.kind === 'on-paper' ? null : (
        <section className="panel">
          <h2 className="first">{words.rulesTitle}</h2>
          <ul>
            {words.rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
          <p>
            <a href="/practice">{words.practiceLink}</a>
          </p>
        </section>
      )}
    </>
  )
}

function Shut({ title, text }: { title: string; text: string }) {
  return (
    <section className="alert">
      <h2 className="first">{title}</h2>
      <p>{text}</p>
    </section>
  )
}
