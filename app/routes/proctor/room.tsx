import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { BoardCounts, BoardTiles, type Tile } from '#app/components/delivery/board.tsx'
import { FreshnessLine } from '#app/components/delivery/freshness-line.tsx'
import { PaperMark } from '#app/components/delivery/paper-mark.tsx'
import { RefusalNotice } from '#app/components/delivery/refusal-notice.tsx'
import { type RoomView, roomView } from '#app/components/delivery/room-view.ts'
import { SessionStateBadge } from '#app/components/delivery/session-state-badge.tsx'
import { useLive } from '#app/components/delivery/use-live.ts'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { proctoringWords } from '#app/text/proctoring.ts'
import { roomBoardWords } from '#app/text/room-board.ts'
import { admitCandidate, unadmitCandidate } from '#app/use-cases/delivery/admit-candidate.server.ts'
import { closeExamSession } from '#app/use-cases/delivery/close-exam-session.server.ts'
import { rotateToken } from '#app/use-cases/delivery/rotate-token.server.ts'
import { readSessionBoard } from '#app/use-cases/delivery/session-board.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(roomBoardWords, ({ title }) => title)

export const loader = guardedLoader('exam-session.proctor', async ({ actor, params, locale }) => {
  const examSessionId = ExamSessionId.safeParse(params.examSessionId)
  if (!examSessionId.success) return notFound()
  const result = await readSessionBoard(actor, examSessionId.data)
  if (!result.ok) return answerRefusal(result.refusal)
  return roomView(result.value, locale)
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
  const { shown, freshness } = useLive<RoomView>(`${path}/live`, loaded)
  const { session, tiles, counts, at } = shown
  const words = useWords(roomBoardWords)
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
            <Form method="post" action={`${path}/list`} reloadDocument className="flex flex-wrap gap-2">
              <Button look="secondary" name="list" value="attendance-list">
                {words.attendance}
              </Button>
              <Button look="secondary" name="list" value="seat-list">
                {words.seats}
              </Button>
            </Form>
          </>
        }
      />
      {answer ? <RefusalNotice kind={answer.problem} /> : null}
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
            <Form method="post" action={`${path}/token-sheet`} reloadDocument className="mt-3">
              <Button look="secondary">{words.tokenSheet}</Button>
            </Form>
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
        <FreshnessLine at={at} freshness={freshness} />
        <BoardCounts counts={counts} />
        {tiles.length === 0 ? (
          <EmptyState title={words.nobody} />
        ) : (
          <BoardTiles
            tiles={tiles}
            isClosed={isClosed}
            wayTo={(tile) => (
              <>
                {tile.paper === null ? null : <PaperMark stage={tile.paper} to={`${path}/paper`} />}
                <WayToActs path={path} tile={tile} />
              </>
            )}
          />
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
