import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { PaperSeats } from '#app/components/proctoring/paper-seats.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, Notice, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { formatTime } from '#app/domain/shared/calendar.ts'
import { AttemptId, CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { paperModeWords } from '#app/text/paper-mode.ts'
import { startOnPaper } from '#app/use-cases/delivery/start-attempt.server.ts'
import { collectSheet } from '#app/use-cases/proctoring/collect-sheet.server.ts'
import { readPapers } from '#app/use-cases/proctoring/read-papers.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(paperModeWords, ({ title }) => title)

export const loader = guardedLoader('paper-entry.record', async ({ actor, params, url }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  const result = examSessionId.success ? await readPapers(actor, examSessionId.data) : notFound()
  if (!result.ok) return answerRefusal(result.refusal)
  const { session, seats, mayLead } = result.value
  return {
    session: { id: session.id, label: session.label, examTitle: session.examTitle, venue: session.venueName },
    mayLead: mayLead && session.state !== 'closed',
    seats: seats.map((seat) => ({
      candidateId: seat.candidateId,
      attemptId: seat.attemptId,
      participantNumber: seat.participantNumber,
      name: seat.name,
      urbanVillage: seat.urbanVillage,
      stage: seat.stage,
      deadline: seat.deadline === null ? null : formatTime(seat.deadline),
      ended: seat.endedAt === null ? null : formatTime(seat.endedAt),
      startedByName: seat.startedByName,
      enteredByNames: seat.enteredByNames,
      differences: seat.differences,
      settledByName: seat.settledByName,
    })),
    outcome: url.searchParams.get('outcome'),
    problem: url.searchParams.get('problem'),
  }
})

export const action = guardedAction('paper-entry.record', async ({ actor, params, request }) => {
  const form = await request.formData()
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  if (!examSessionId.success) return notFound()
  const path = `/proctor/sessions/${examSessionId.data}/paper`
  if (form.get('act') === 'collect') {
    const attemptId = AttemptId.safeParse(form.get('attemptId'))
    if (!attemptId.success) return notFound()
    const result = await collectSheet(actor, { examSessionId: examSessionId.data, attemptId: attemptId.data })
    return result.ok ? redirect(`${path}?outcome=collected`) : answerRefusal(result.refusal)
  }
  const candidateId = CandidateId.safeParse(form.get('candidateId'))
  if (form.get('act') !== 'start' || !candidateId.success) return notFound()
  const result = await startOnPaper(actor, { examSessionId: examSessionId.data, candidateId: candidateId.data })
  if (result.ok) return redirect(`${path}?outcome=started`)
  return result.refusal.kind === 'not-found' ? answerRefusal(result.refusal) : redirect(`${path}?problem=${result.refusal.kind}`)
})

export default function Papers() {
  const words = useWords(paperModeWords)
  const { session, seats, mayLead, outcome, problem } = useLoaderData<typeof loader>()
  const refused = problem === null ? undefined : words.problems[problem]
  const done = outcome === null ? undefined : words.outcomes[outcome]
  return (
    <>
      <PageHeader
        title={words.title}
        lead={`${session.label} · ${session.examTitle} · ${session.venue}`}
        back={{ to: `/proctor/sessions/${session.id}/record`, label: words.room }}
      />
      {refused !== undefined ? (
        <Notice tone="bad" isAnswer>
          {refused}
        </Notice>
      ) : done !== undefined ? (
        <Notice tone="good" isAnswer>
          {done}
        </Notice>
      ) : null}
      <p className="mb-4 max-w-[68ch] text-muted">{words.lead}</p>
      {seats.length === 0 ? (
        <EmptyState title={words.none}>{words.noneText}</EmptyState>
      ) : (
        <PaperSeats seats={seats} path={`/proctor/sessions/${session.id}/paper`} mayLead={mayLead} />
      )}
    </>
  )
}
