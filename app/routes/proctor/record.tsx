import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { ActList } from '#app/components/proctoring/act-list.tsx'
import { IncidentForm } from '#app/components/proctoring/incident-form.tsx'
import { MassForm } from '#app/components/proctoring/mass-form.tsx'
import { refusedForm } from '#app/components/proctoring/refused-form.ts'
import { shownAct } from '#app/components/proctoring/shown-act.ts'
import { Button } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { IncidentNote } from '#app/domain/proctoring/incident.ts'
import { ActForm, massOrderOf } from '#app/domain/proctoring/room-act.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { ExamSessionId } from '#app/domain/shared/id.ts'
import { lateAnswersWords } from '#app/text/late-answers.ts'
import { paperModeWords } from '#app/text/paper-mode.ts'
import { proctoringWords } from '#app/text/proctoring.ts'
import { recoveryWords } from '#app/text/recovery.ts'
import { askForAct } from '#app/use-cases/proctoring/ask-for-act.server.ts'
import { noteIncident } from '#app/use-cases/proctoring/note-incident.server.ts'
import { readRoomRecord } from '#app/use-cases/proctoring/read-room.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(proctoringWords, ({ recordTitle }) => recordTitle)

export const loader = guardedLoader('exam-session.read', async ({ actor, params, url, locale }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  const result = examSessionId.success ? await readRoomRecord(actor, examSessionId.data) : notFound()
  if (!result.ok) return answerRefusal(result.refusal)
  const { session, acts, incidents, ...rights } = result.value
  return {
    ...rights,
    session: { id: session.id, label: session.label, examTitle: session.examTitle, venue: session.venueName },
    isProctor: mayEnter(actor, 'exam-session.proctor'),
    mayKeyIn: mayEnter(actor, 'paper-entry.record'),
    acts: acts.map((act) => shownAct(act, locale)),
    incidents: incidents.map((each) => ({ ...each, at: formatMoment(each.at, locale) })),
    outcome: url.searchParams.get('outcome'),
    problem: url.searchParams.get('problem'),
  }
})

export const action = guardedAction('room-act.ask', async ({ actor, params, request }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  if (!examSessionId.success) return notFound()
  const isIncident = (await request.clone().formData()).get('intent') === 'incident'
  return isIncident ? note(actor, examSessionId.data, request) : ask(actor, examSessionId.data, request)
})

async function note(actor: Actor, examSessionId: ExamSessionId, request: Request) {
  const form = await parseForm(request, IncidentNote)
  if (!form.ok) return form.answer
  const result = await noteIncident(actor, { examSessionId, candidateId: null }, form.value)
  if (!result.ok) return answerRefusal(result.refusal)
  throw redirect(`/proctor/sessions/${examSessionId}/record?outcome=noted`)
}

async function ask(actor: Actor, examSessionId: ExamSessionId, request: Request) {
  const scope = (await request.clone().formData()).get('scope') === 'exam' ? 'exam' : 'room'
  const form = await parseForm(request, ActForm)
  if (!form.ok) return form.answer
  const order = massOrderOf(form.value.order)
  if (order === null) return answerRefusal({ kind: 'bad-input' })
  const result = await askForAct(actor, { examSessionId, scope }, { ...form.value, order })
  if (result.ok) throw redirect(`/proctor/sessions/${examSessionId}/record?outcome=waiting`)
  return result.refusal.kind === 'not-found' ? answerRefusal(result.refusal) : form.reject({ '': [result.refusal.kind] })
}

export default function Record() {
  const loaded = useLoaderData<typeof loader>()
  const refused = refusedForm(useActionData<typeof action>())
  const words = useWords(proctoringWords)
  const late = useWords(lateAnswersWords)
  const recovery = useWords(recoveryWords)
  const paper = useWords(paperModeWords)
  const { session, acts, incidents, outcome } = loaded
  const path = `/proctor/sessions/${session.id}`
  const problem = refused?.faults['']?.[0] ?? loaded.problem
  const outcomes: Record<string, string> = { waiting: words.waits, done: words.done, rejected: words.turnedAway, noted: words.noted }
  return (
    <>
      <PageHeader
        title={words.recordTitle}
        lead={`${session.label} · ${session.examTitle} · ${session.venue}`}
        back={{ to: loaded.isProctor ? path : '/proctor', label: words.room }}
        actions={
          <Form method="post" action={`${path}/minutes`} reloadDocument>
            <Button look="secondary">{words.minutesPaper}</Button>
          </Form>
        }
      />
      {problem ? (
        <Notice tone="bad" isAnswer>
          {words.refusals[problem] ?? problem}
        </Notice>
      ) : outcome !== null && refused === null && outcomes[outcome] ? (
        <Notice tone="good" isAnswer>
          {outcomes[outcome]}
        </Notice>
      ) : null}
      <p className="mb-4 max-w-[68ch] text-muted">{words.recordLead}</p>
      <p className="mb-4">
        <Link to={`${path}/late`}>{late.link}</Link> · <Link to={`${path}/recovery`}>{recovery.link}</Link>
        {loaded.mayKeyIn ? (
          <>
            {' · '}
            <Link to={`${path}/paper`}>{paper.link}</Link>
          </>
        ) : null}
      </p>
      <Section title={words.history}>
        <ActList acts={acts} decideAt={`${path}/record/decide`} />
      </Section>
      {loaded.mayAsk ? (
        <Section title={words.massTitle}>
          <MassForm
            key={acts.length}
            refused={refused?.typed.intent === 'ask' ? refused : null}
            mayAskEverywhere={loaded.mayAskEverywhere}
          />
        </Section>
      ) : null}
      <Section title={words.incidentTitle}>
        {incidents.length === 0 ? <p className="mb-3 text-muted">{words.noIncidents}</p> : null}
        <ul className="mb-4 max-w-[68ch]">
          {incidents.map((incident) => (
            <li key={incident.id} className="mb-2 border-b border-line pb-2">
              <p className="text-[13px] text-muted">
                {incident.at} · {incident.by} · {words.incidents[incident.kind]}
              </p>
              <p className="whitespace-pre-wrap">{incident.note}</p>
            </li>
          ))}
        </ul>
        {loaded.mayNote ? <IncidentForm key={incidents.length} refused={refused?.typed.intent === 'incident' ? refused : null} /> : null}
      </Section>
    </>
  )
}
