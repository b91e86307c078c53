import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { RefusalNotice } from '#app/components/delivery/refusal-notice.tsx'
import { SeatedTable, SeatingForm } from '#app/components/delivery/seating.tsx'
import { SessionStateBadge } from '#app/components/delivery/session-state-badge.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Figure, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { RegionCode } from '#app/domain/access/role.ts'
import { formatDate, formatTime } from '#app/domain/shared/calendar.ts'
import { CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { proctoringWords } from '#app/text/proctoring.ts'
import { roomBoardWords } from '#app/text/room-board.ts'
import { seatingWords } from '#app/text/seating.ts'
import { sessionPlanWords } from '#app/text/session-plan.ts'
import { readSession, seatUrbanVillage, unseat } from '#app/use-cases/delivery/plan-exam-session.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(sessionPlanWords, ({ session }) => session.title)

export const loader = guardedLoader('exam-session.read', async ({ actor, params, url, locale }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  if (!examSessionId.success) return notFound()
  const result = await readSession(actor, examSessionId.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { session, candidates, urbanVillages, mayPlan, mayMakeCards } = result.value
  const isOpen = session.state !== 'closed'
  return {
    session: {
      id: session.id,
      label: session.label,
      state: session.state,
      examTitle: session.examTitle,
      venue: `${session.venueName}, ${session.venueAddress}`,
      day: formatDate(session.opensAt, locale),
      time: `${formatTime(session.opensAt)}–${formatTime(session.hardClose)}`,
      latestStart: `${formatTime(session.latestStart)} WIB`,
      limitMinutes: session.limitMinutes,
      capacity: session.capacity,
      assigned: session.assigned,
      admitted: session.admitted,
      withCard: session.withCard,
      needsSafeBrowser: session.configKey !== null,
    },
    candidates: candidates.map((each) => ({
      candidateId: each.candidateId,
      participantNumber: each.participantNumber,
      cadreName: each.cadreName,
      urbanVillageName: each.urbanVillageName,
      hasCard: each.cardMadeAt !== null,
      begun: each.begun,
    })),
    waiting: urbanVillages
      .filter(({ waiting }) => waiting > 0)
      .map(({ code, name, districtName, waiting }) => ({ code, name: `${districtName}: ${name}`, waiting })),
    mayPlan: mayPlan && isOpen,
    mayMakeCards: mayMakeCards && isOpen,
    seated: wholeNumber(url.searchParams.get('seated')),
    stillWaiting: wholeNumber(url.searchParams.get('waiting')),
    problem: url.searchParams.get('problem'),
  }
})

export const action = guardedAction('exam-session.plan', async ({ actor, params, request }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  if (!examSessionId.success) return notFound()
  const form = await request.formData()
  const page = `/office/sessions/${examSessionId.data}`
  if (form.get('act') === 'seat') {
    const region = RegionCode.safeParse(form.get('region'))
    if (!region.success) return notFound()
    const result = await seatUrbanVillage(actor, examSessionId.data, region.data)
    if (result.ok) throw redirect(`${page}?seated=${result.value.seated}&waiting=${result.value.waiting}`)
    return result.refusal.kind === 'not-found' ? answerRefusal(result.refusal) : { problem: result.refusal.kind }
  }
  const candidateId = CandidateId.safeParse(form.get('candidateId'))
  if (!candidateId.success) return notFound()
  const result = await unseat(actor, examSessionId.data, candidateId.data)
  if (result.ok) throw redirect(page)
  return result.refusal.kind === 'not-found' ? answerRefusal(result.refusal) : { problem: result.refusal.kind }
})

export default function Session() {
  const { session, candidates, waiting, mayPlan, mayMakeCards, seated, stillWaiting, problem } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { session: words } = useWords(sessionPlanWords)
  const seating = useWords(seatingWords)
  const { cards } = seating
  const board = useWords(roomBoardWords)
  const proctoring = useWords(proctoringWords)
  const path = `/office/sessions/${session.id}`
  const refusal = answer?.problem ?? problem
  return (
    <>
      <PageHeader
        title={session.label}
        lead={`${session.examTitle} · ${session.venue}`}
        back={{ to: '/office/sessions', label: words.title }}
        actions={
          <>
            <span className="self-center">
              <SessionStateBadge state={session.state} />
            </span>
            <LinkButton to={`/proctor/sessions/${session.id}/record`}>{proctoring.toRecord}</LinkButton>
          </>
        }
      />
      {refusal ? <RefusalNotice kind={refusal} /> : null}
      {seated !== null && !refusal ? <Notice tone="good">{seating.done(seated, stillWaiting ?? 0)}</Notice> : null}
      <div className="mb-8 grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <Figure label={session.day} value={session.time} note={`${words.latestStart}: ${session.latestStart}`} />
        <Figure
          label={words.seats}
          value={words.seatsOf(session.assigned, session.capacity)}
          note={`${words.limit}: ${words.minutes(session.limitMinutes)}`}
        />
        <Figure label={words.cards} value={words.seatsOf(session.withCard, session.assigned)} />
        <Figure label={words.admitted} value={words.seatsOf(session.admitted, session.assigned)} />
      </div>
      {session.needsSafeBrowser ? <p className="mb-4">{words.safeBrowser}</p> : null}
      {mayPlan ? (
        <Section title={seating.title}>
          <p className="mb-3 text-muted">{seating.text}</p>
          <SeatingForm urbanVillages={waiting} />
        </Section>
      ) : null}
      {mayMakeCards && session.assigned > 0 ? (
        <Section title={cards.title}>
          <p className="mb-3 text-muted">{cards.text}</p>
          <Form method="post" action={`${path}/cards`} reloadDocument className="flex flex-wrap gap-2">
            {session.withCard < session.assigned ? (
              <Button name="choice" value="missing">
                {cards.missing(session.assigned - session.withCard)}
              </Button>
            ) : null}
            {session.withCard > 0 ? (
              <Button look="danger" name="choice" value="all">
                {cards.all}
              </Button>
            ) : null}
          </Form>
        </Section>
      ) : null}
      <Section title={seating.list}>
        <SeatedTable rows={candidates} path={path} mayPlan={mayPlan} mayMakeCards={mayMakeCards} />
        {candidates.length > 0 ? (
          <Form method="post" action={`/proctor/sessions/${session.id}/attendance`} reloadDocument className="mt-3">
            <Button look="secondary">{board.attendance}</Button>
          </Form>
        ) : null}
      </Section>
    </>
  )
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null
}
