import { type LinksFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AppealForm } from '#app/components/determination/appeal-form.tsx'
import styles from '#app/components/determination/outcome.css?url'
import { OwnAppeals } from '#app/components/determination/own-appeals.tsx'
import { OwnOutcome } from '#app/components/determination/own-outcome.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { AppealStatement, fileTypeText, kilobytesText, MOST_APPEAL_FILES } from '#app/domain/determination/appeal.ts'
import { reasonFigures } from '#app/domain/selection/reason-figures.ts'
import { dayInWib, formatDate, formatDay, formatMoment } from '#app/domain/shared/calendar.ts'
import { AppealId } from '#app/domain/shared/id.ts'
import { appealWords } from '#app/text/appeal.ts'
import { fileAppeal, withdrawOwnAppeal } from '#app/use-cases/determination/file-appeal.server.ts'
import { readOwnOutcome } from '#app/use-cases/determination/read-own-outcome.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(appealWords, ({ title }) => title)
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]

export const loader = guardedLoader('appeal.file-own', async ({ actor, url, locale }) => {
  const own = await readOwnOutcome(actor)
  if (!own.ok) return answerRefusal(own.refusal)
  const { eligibility, announcement, filing, appeals, why, determination } = own.value
  const done = url.searchParams.get('done')
  return {
    filing,
    done: DONE.find((each) => each === done) ?? null,
    fileProblem: url.searchParams.get('file'),
    lastDay: announcement === null ? null : formatDay(dayInWib(new Date(announcement.closesAt.getTime() - 1)), locale),
    outcome: {
      eligibility,
      announcement:
        announcement === null
          ? null
          : {
              id: announcement.id,
              number: announcement.number,
              publishedOn: formatDate(announcement.publishedAt, locale),
              line:
                announcement.line === null
                  ? null
                  : {
                      competent: announcement.line.competent,
                      seat: announcement.line.seat,
                      reserveRank: announcement.line.reserveRank,
                    },
            },
      why: why === null ? null : why.kind === 'override' ? why : { kind: why.kind, figures: reasonFigures(why.outcome, locale) },
      determination: determination === null ? null : { ...determination, decreeDay: formatDay(determination.decreeDay, locale) },
    },
    appeals: appeals.map((appeal) => ({
      id: appeal.id,
      number: appeal.number,
      kind: appeal.kind,
      statement: appeal.statement,
      filedAt: formatMoment(appeal.filedAt, locale),
      byStaff: appeal.filedBy !== null,
      standing: appeal.state === 'decided' ? appeal.ruling.outcome : appeal.state,
      endedAt:
        appeal.state === 'submitted' ? null : formatMoment(appeal.state === 'withdrawn' ? appeal.withdrawnAt : appeal.decidedAt, locale),
      files: appeal.files.map(({ id, type, size }) => ({ id, type: fileTypeText(type), size: kilobytesText(size, locale) })),
      mayAttach: appeal.state === 'submitted' && appeal.files.length < MOST_APPEAL_FILES,
      reason: appeal.state === 'decided' ? appeal.ruling.reason : null,
      remedy: appeal.state === 'decided' && appeal.ruling.outcome === 'granted' ? appeal.ruling.remedy : null,
    })),
  }
})

const DONE = ['filed', 'withdrawn', 'attached'] as const

export const action = guardedAction('appeal.file-own', async ({ actor, request }) => {
  if (actor.kind !== 'candidate') return notFound()
  const form = await request.formData()
  if (form.get('intent') === 'withdraw') {
    const appealId = AppealId.safeParse(form.get('appealId'))
    const result = appealId.success ? await withdrawOwnAppeal(actor, appealId.data) : null
    if (result?.ok) throw redirect('/exam/appeal?done=withdrawn')
    return { problem: 'withdraw' as const }
  }
  // A browser sends line ends as two characters; they count as one.
  const typed = {
    kind: String(form.get('kind') ?? '').slice(0, 40),
    statement: String(form.get('statement') ?? '')
      .replaceAll('\r\n', '\n')
      .slice(0, 20_000),
  }
  const parsed = AppealStatement.safeParse(typed)
  if (!parsed.success) {
    const faulty = (name: string) => parsed.error.issues.some(({ path }) => path[0] === name)
    const statement = faulty('statement') ? (typed.statement.trim().length < 20 ? ('too-short' as const) : ('too-long' as const)) : null
    return { problem: 'faults' as const, typed, faults: { kind: faulty('kind'), statement } }
  }
  const result = await fileAppeal(actor, actor.candidateId, parsed.data)
  if (result.ok) throw redirect('/exam/appeal?done=filed')
  if (result.refusal.kind === 'not-found') return notFound()
  return { problem: 'refused' as const, refusal: result.refusal.kind, typed }
})

export default function OwnAppeal() {
  const words = useWords(appealWords)
  const { outcome, filing, appeals, done, fileProblem, lastDay } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <h1>{words.title}</h1>
      {answer === undefined ? (
        <Done done={done} fileProblem={fileProblem} />
      ) : (
        <div className="alert" role="alert">
          {answer.problem === 'faults' ? (
            <>
              {words.faults} <a href="#appeal-form">{words.toForm}</a>
            </>
          ) : answer.problem === 'withdraw' ? (
            words.withdrawRefused
          ) : (
            `${words.notSent} ${words.closed[answer.refusal]}`
          )}
        </div>
      )}
      <OwnOutcome outcome={outcome} />
      <p>
        <a href="/exam/result">{words.toResult}</a>
      </p>
      {outcome.announcement === null ? null : (
        <p>
          <a href={`/announcements/${outcome.announcement.id}`}>{words.announcement}</a>
        </p>
      )}
      <h2>{words.windowTitle}</h2>
      {filing === 'open' ? (
        <>
          {lastDay === null ? null : (
            <p>
              <strong>{words.windowOpen(lastDay)}</strong>
            </p>
          )}
          <p>{words.windowText}</p>
          <AppealForm
            typed={answer?.problem === 'faults' ? answer.typed : null}
            faults={answer?.problem === 'faults' ? answer.faults : null}
          />
        </>
      ) : (
        <>
          {filing === 'already-open' && lastDay !== null ? <p>{words.windowOpen(lastDay)}</p> : null}
          <p>{words.closed[filing]}</p>
        </>
      )}
      <OwnAppeals appeals={appeals} />
    </>
  )
}

function Done({ done, fileProblem }: { done: (typeof DONE)[number] | null; fileProblem: string | null }) {
  const words = useWords(appealWords)
  if (fileProblem !== null)
    return (
      <div className="alert" role="alert">
        {words.notAttached} {words.fileProblems[fileProblem]} <a href="#attach">{words.attach}</a>
      </div>
    )
  if (done === null) return null
  return (
    <p className="note" role="status">
      {{ filed: words.filed, withdrawn: words.withdrawnDone, attached: words.attached }[done]}
    </p>
  )
}
