import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { LateSheet } from '#app/components/proctoring/late-sheet.tsx'
import { shownLate, toSecond } from '#app/components/proctoring/shown-late.ts'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, Notice, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { LateDecision } from '#app/domain/delivery/late-evidence.ts'
import { AttemptId, ExamSessionId } from '#app/domain/shared/id.ts'
import { lateAnswersWords } from '#app/text/late-answers.ts'
import { decideLateAnswers } from '#app/use-cases/proctoring/decide-late-answers.server.ts'
import { readLateAnswers } from '#app/use-cases/proctoring/read-late-answers.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(lateAnswersWords, ({ title }) => title)

export const loader = guardedLoader('exam-session.read', async ({ actor, params, url }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  const result = examSessionId.success ? await readLateAnswers(actor, examSessionId.data) : notFound()
  if (!result.ok) return answerRefusal(result.refusal)
  const { session, sheets } = result.value
  const shown = sheets.map(({ end, rows, ...sheet }) => ({
    ...sheet,
    end: toSecond(end.at),
    isEarly: end.isEarly,
    rows: rows.map(shownLate),
  }))
  const states = shown.flatMap(({ rows }) => rows.map(({ state }) => state))
  const count = (wanted: (typeof states)[number]) => states.filter((state) => state === wanted).length
  return {
    session: { id: session.id, label: session.label, examTitle: session.examTitle, venue: session.venueName },
    sheets: shown,
    counts: {
      accepted: count('accepted'),
      waiting: count('waiting') + count('unweighed'),
      rejected: count('rejected'),
      conflicts: count('conflict'),
    },
    isDecided: url.searchParams.get('outcome') === 'decided',
    problem: url.searchParams.get('problem'),
  }
})

export const action = guardedAction('room-act.decide', async ({ actor, params, request }) => {
  const form = await request.formData()
  const [examSessionId, attemptId] = [ExamSessionId.safeParse(params.examSessionId), AttemptId.safeParse(form.get('attemptId'))]
  if (!examSessionId.success || !attemptId.success) return notFound()
  const path = `/proctor/sessions/${examSessionId.data}/late`
  const decision = LateDecision.safeParse({ answer: form.get('answer'), reason: form.get('reason') })
  if (!decision.success) throw redirect(`${path}?problem=reason-missing`)
  const about = { examSessionId: examSessionId.data, attemptId: attemptId.data, seen: Number(form.get('seen')) }
  const result = await decideLateAnswers(actor, about, decision.data)
  if (!result.ok && result.refusal.kind === 'not-found') return answerRefusal(result.refusal)
  throw redirect(`${path}?${result.ok ? 'outcome=decided' : `problem=${result.refusal.kind}`}`)
})

export default function LateAnswers() {
  const words = useWords(lateAnswersWords)
  const { session, sheets, counts, isDecided, problem } = useLoaderData<typeof loader>()
  const problems: Readonly<Record<string, string>> = words.problems
  return (
    <>
      <PageHeader
        title={words.title}
        lead={`${session.label} · ${session.examTitle} · ${session.venue}`}
        back={{ to: `/proctor/sessions/${session.id}/record`, label: words.record }}
      />
      {problem !== null && problems[problem] !== undefined ? (
        <Notice tone="bad" isAnswer>
          {problems[problem]}
        </Notice>
      ) : isDecided ? (
        <Notice tone="good" isAnswer>
          {words.decided}
        </Notice>
      ) : null}
      <p className="mb-4 max-w-[68ch] text-muted">{words.lead}</p>
      {sheets.length === 0 ? (
        <EmptyState title={words.none}>{words.noneText}</EmptyState>
      ) : (
        <>
          <p className="mb-4 font-semibold">{words.figures(counts.accepted, counts.waiting, counts.rejected, counts.conflicts)}</p>
          {sheets.map((sheet) => (
            <LateSheet key={`${sheet.attemptId}-${sheet.waiting}`} sheet={sheet} />
          ))}
        </>
      )}
    </>
  )
}
