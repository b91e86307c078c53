import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { BoardCounts, BoardTiles, type Tile } from '#app/components/delivery/board.tsx'
import { RefusalNotice } from '#app/components/delivery/refusal-notice.tsx'
import { SessionStateBadge } from '#app/components/delivery/session-state-badge.tsx'
import { usePolling } from '#app/components/delivery/use-polling.ts'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { boardCounts } from '#app/domain/delivery/board.ts'
import { formatDate, formatTime } from '#app/domain/shared/calendar.ts'
import { CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { examSessionWords } from '#app/text/exam-session.ts'
import { proctoringWords } from '#app/text/proctoring.ts'
import { admitCandidate, unadmitCandidate } from '#app/use-cases/delivery/admit-candidate.server.ts'
import { closeExamSession } from '#app/use-cases/delivery/close-exam-session.server.ts'
import { rotateToken } from '#app/use-cases/delivery/rotate-token.server.ts'
import { readSessionBoard } from '#app/use-cases/delivery/session-board.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(examSessionWords, ({ proctor }) => proctor.title)

export const loader = guardedLoader('exam-session.proctor', async ({ actor, params, locale }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  if (!examSessionId.success) return notFound()
  const result = await readSessionBoard(actor, examSessionId.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { session, at, rows } = result.value
  const seconds = at.toISOString().slice(17, 19)
  return {
    session: {
      id: session.id,
      label: session.label,
      state: session.state,
      examTitle: session.examTitle,
      venue: session.venueName,
      day: formatDate(session.opensAt, locale),
      opens: formatTime(session.opensAt),
      latest: formatTime(session.latestStart),
      closes: formatTime(session.hardClose),
      token: session.accessToken,
    },
    updated: `${formatTime(at)}:${seconds}`,
    counts: boardCounts(rows.map(({ standing }) => standing)),
    tiles: rows.map(({ candidateId, participantNumber, cadreName, urbanVillageName, standing }) => ({
      candidateId,
      participantNumber,
      cadreName,
      urbanVillageName,
      standing,
    })),
  }
})

export const action = guardedAction('exam-session.proctor', async ({ actor, params, request }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  if (!examSessionId.success) return notFound()
  const result = await act(actor, examSessionId.data, await request.formData())
  if (result.ok) throw redirect(`/proctor/sessions/${examSessionId.data}`)
  return result.refusal.kind === 'not-found' ? answerRefusal(result.refusal) : { problem: result.refusal.kind }
})

function act(actor: Actor, examSessionId: ExamSessionId, form: FormData) {
  switch (form.get('act')) {
    case 'rotate':
      return rotateToken(actor, examSessionId)
    case 'close':
      return closeExamSession(actor, examSessionId)
    case 'admit':
      return admitCandidate(actor, examSessionId, candidateOf(form))
    case 'unadmit':
      return unadmitCandidate(actor, examSessionId, candidateOf(form))
    default:
      return notFound()
  }
}

function candidateOf(form: FormData): CandidateId {
  const candidateId = CandidateId.safeParse(form.get('candidateId'))
  return candidateId.success ? candidateId.data : notFound()
}

export default function Room() {
  const loaded = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const path = `/proctor/sessions/${loaded.session.id}`
  const { data, isStale } = usePolling<typeof loader>(path)
  // What was loaded last counts: an act loads the page itself, the polling only the board.
  const { session, tiles, counts, updated } = data !== null && data.updated > loaded.updated ? data : loaded
  const { proctor: words } = useWords(examSessionWords)
  const proctoring = useWords(proctoringWords)
  const isClosed = session.state === 'closed'
  return (
    <>
      <PageHeader
        title={session.label}
        lead={`${session.examTitle} · ${session.venue} · ${session.day}`}
        back={{ to: '/proctor', label: words.title }}
        actions={
          <>
            <span className="self-center">
              <SessionStateBadge state={session.state} />
            </span>
            <LinkButton to={`${path}/record`}>{proctoring.toRecord}</LinkButton>
            <Form method="post" action={`${path}/attendance`} reloadDocument>
              <Button look="secondary">{words.attendance}</Button>
            </Form>
          </>
        }
      />
      {answer ? <RefusalNotice kind={answer.problem} /> : null}
      {isStale ? <Notice tone="bad">{words.stale}</Notice> : null}
      <p className="mb-4 text-muted">{words.window(session.opens, session.latest, session.closes)}</p>
      {isClosed ? null : (
        <div className="mb-8 grid gap-4 lg:grid-cols-2">
          <section className="rounded-md border border-line bg-surface p-4" aria-labelledby="token-title">
            <h2 id="token-title">{words.token}</h2>
            <p className="my-3 font-mono text-[48px] leading-none font-bold tracking-[0.15em] break-all">{session.token}</p>
            <p className="mb-3 text-muted">{words.tokenText}</p>
            <Form method="post" preventScrollReset>
              <Button look="secondary" name="act" value="rotate">
                {words.rotate}
              </Button>
            </Form>
            <p className="mt-2 text-[13px] text-muted">{words.rotateText}</p>
          </section>
          {session.state === 'open' ? (
            <section className="rounded-md border border-line bg-surface p-4" aria-labelledby="close-title">
              <h2 id="close-title">{words.close}</h2>
              <p className="my-3 text-muted">{words.closeText}</p>
              <Form method="post">
                <Button look="danger" name="act" value="close">
                  {words.close}
                </Button>
              </Form>
            </section>
          ) : null}
        </div>
      )}
      <Section title={words.people} aside={<LinkButton to={path}>{words.refresh}</LinkButton>}>
        <p className="mb-3 text-muted">{words.updated(updated)}</p>
        <BoardCounts counts={counts} />
        {tiles.length === 0 ? (
          <EmptyState title={words.nobody} />
        ) : (
          <BoardTiles tiles={tiles} isClosed={isClosed} wayTo={(tile) => <WayToActs path={path} tile={tile} />} />
        )}
      </Section>
    </>
  )
}

/** Where what can be done about an exam stands; nothing can before it has begun. */
function WayToActs({ path, tile }: { path: string; tile: Tile }) {
  const words = useWords(proctoringWords)
  if (tile.standing.kind === 'absent' || tile.standing.kind === 'ready') return null
  return (
    <p className="mt-2">
      <Link to={`${path}/candidates/${tile.candidateId}`} aria-label={words.manageLabel(tile.cadreName)} className="font-semibold">
        {words.manage}
      </Link>
    </p>
  )
}
