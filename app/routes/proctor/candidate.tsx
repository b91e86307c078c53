import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { StandingBadge, StandingText } from '#app/components/delivery/board.tsx'
import { formatRemaining } from '#app/components/delivery/exam-clock.ts'
import { PaperMark } from '#app/components/delivery/paper-mark.tsx'
import { SignalNotes } from '#app/components/delivery/signal-notes.tsx'
import { ActForms } from '#app/components/proctoring/act-forms.tsx'
import { ActList } from '#app/components/proctoring/act-list.tsx'
import { refusedForm } from '#app/components/proctoring/refused-form.ts'
import { shownAct } from '#app/components/proctoring/shown-act.ts'
import { useWords } from '#app/components/ui/locale.tsx'
import { Fact, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { ActForm, actsFor, needsSecondPerson } from '#app/domain/proctoring/room-act.ts'
import { formatTime } from '#app/domain/shared/calendar.ts'
import { CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { pageSignalWords } from '#app/text/page-signal.ts'
import { proctoringWords } from '#app/text/proctoring.ts'
import { actOnAttempt } from '#app/use-cases/proctoring/act-on-attempt.server.ts'
import { readCandidateInRoom } from '#app/use-cases/proctoring/read-room.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(proctoringWords, ({ candidateTitle }) => candidateTitle)

export const loader = guardedLoader('exam-session.proctor', async ({ actor, params, url, locale }) => {
  const { examSessionId, candidateId } = placeOf(params)
  const result = await readCandidateInRoom(actor, examSessionId, candidateId)
  if (!result.ok) return answerRefusal(result.refusal)
  const { session, row, standing, attempt, acts, signals } = result.value
  return {
    session: { id: session.id, label: session.label, state: session.state },
    name: row.cadreName,
    number: row.participantNumber,
    urbanVillage: row.urbanVillageName,
    standing,
    paper: row.paper,
    times:
      attempt === null
        ? null
        : {
            started: formatTime(attempt.startedAt),
            deadline: formatTime(attempt.deadline),
            grantedMinutes: Math.round((attempt.grantedSeconds * 1000 + attempt.pausedMilliseconds) / 60_000),
          },
    acts: session.state === 'closed' ? [] : actsFor(attempt),
    isVoid: attempt?.voidedAt != null,
    history: acts.map((act) => shownAct({ ...act, mayDecide: false }, locale)),
    signals: signals.map(({ kind, seconds, notedAt }) => ({
      kind,
      time: formatTime(notedAt),
      lasted: seconds === 0 ? null : formatRemaining(seconds),
    })),
    outcome: url.searchParams.get('outcome'),
  }
})

export const action = guardedAction('exam-session.proctor', async ({ actor, params, request }) => {
  const place = placeOf(params)
  const form = await parseForm(request, ActForm)
  if (!form.ok) return form.answer
  const result = await actOnAttempt(actor, place, form.value)
  if (result.ok) throw redirect(`/proctor/sessions/${place.examSessionId}/candidates/${place.candidateId}?outcome=${result.value.state}`)
  return result.refusal.kind === 'not-found' ? answerRefusal(result.refusal) : form.reject({ '': [result.refusal.kind] })
})

function placeOf(params: Readonly<Record<string, string | undefined>>) {
  const [examSessionId, candidateId] = [ExamSessionId.safeParse(params.examSessionId), CandidateId.safeParse(params.candidateId)]
  return examSessionId.success && candidateId.success ? { examSessionId: examSessionId.data, candidateId: candidateId.data } : notFound()
}

export default function CandidateInRoom() {
  const { session, name, number, urbanVillage, standing, paper, times, acts, isVoid, history, signals, outcome } =
    useLoaderData<typeof loader>()
  const refused = refusedForm(useActionData<typeof action>())
  const words = useWords(proctoringWords)
  const pageSignals = useWords(pageSignalWords)
  const refusal = refused?.faults['']?.[0]
  return (
    <>
      <PageHeader
        title={name}
        lead={`${number} · ${urbanVillage} · ${session.label}`}
        back={{ to: `/proctor/sessions/${session.id}`, label: words.room }}
        actions={<StandingBadge kind={standing.kind} />}
      />
      {refusal !== undefined ? (
        <Notice tone="bad" isAnswer>
          {words.refusals[refusal] ?? refusal}
        </Notice>
      ) : outcome === 'done' ? (
        <Notice tone="good" isAnswer>
          {words.done}
        </Notice>
      ) : outcome === 'waiting' ? (
        <Notice tone="warn" isAnswer>
          {words.waits}
        </Notice>
      ) : null}
      <div className="mb-6 max-w-[68ch]">
        {paper === null ? <StandingText standing={standing} /> : <PaperMark stage={paper} to={`/proctor/sessions/${session.id}/paper`} />}
        {times === null ? null : (
          <dl className="mt-3 grid gap-3 sm:grid-cols-3">
            <Fact label={words.started}>{times.started}</Fact>
            <Fact label={words.deadline}>{times.deadline}</Fact>
            <Fact label={words.granted}>{words.grantedText(times.grantedMinutes)}</Fact>
          </dl>
        )}
      </div>
      <Section title={words.actTitle}>
        {isVoid ? (
          <p className="text-muted">{words.voidText}</p>
        ) : acts.length === 0 ? (
          <p className="text-muted">{session.state === 'closed' ? words.refusals['session-closed'] : words.noActs}</p>
        ) : (
          <ActForms
            key={history.length}
            acts={acts}
            refused={refused === null || refusal !== undefined ? null : refused}
            isSecond={(act) => needsSecondPerson(act, 'one')}
          />
        )}
      </Section>
      <Section title={pageSignals.title}>
        <SignalNotes signals={signals} />
      </Section>
      <Section title={words.history}>
        <ActList acts={history} decideAt={null} />
      </Section>
    </>
  )
}
