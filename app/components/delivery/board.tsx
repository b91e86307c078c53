import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { type BoardStanding, type BoardStandingKind, STANDING_KINDS } from '#app/domain/delivery/board.ts'
import type { SignalSum } from '#app/domain/delivery/page-signal.ts'
import type { PaperStage } from '#app/domain/delivery/paper-mode.ts'
import { roomBoardWords } from '#app/text/room-board.ts'
import { useWords } from '../ui/locale.tsx'
import { Badge, type Tone } from '../ui/page.tsx'
import { SignalLine } from './signal-notes.tsx'

const TONES: Record<BoardStandingKind, Tone> = {
  absent: 'neutral',
  ready: 'info',
  writing: 'good',
  disconnected: 'bad',
  paused: 'warn',
  finished: 'neutral',
  void: 'bad',
}

/** How many stand how. */
export function BoardCounts({ counts }: { counts: Readonly<Record<BoardStandingKind, number>> }) {
  const words = useWords(roomBoardWords)
  return (
    <ul className="mb-4 grid grid-cols-2 gap-3 sm:grid-cols-4 lg:grid-cols-7" aria-label={words.counts}>
      {STANDING_KINDS.map((kind) => (
        <li key={kind} className="rounded-md border border-line bg-surface p-3">
          <p className="text-[13px] text-muted">{words.standings[kind]}</p>
          <p className="text-[26px] leading-8 font-semibold">{counts[kind]}</p>
        </li>
      ))}
    </ul>
  )
}

export type Tile = {
  readonly candidateId: string
  readonly participantNumber: string
  readonly cadreName: string
  readonly urbanVillageName: string
  readonly standing: BoardStanding
  readonly paper: PaperStage | null
  readonly signals: readonly SignalSum[]
}

/** One tile a candidate. */
export function BoardTiles({ tiles, isClosed, wayTo }: { tiles: readonly Tile[]; isClosed: boolean; wayTo: (tile: Tile) => ReactNode }) {
  return (
    <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
      {tiles.map((tile) => (
        <li
          key={tile.candidateId}
          className={`rounded-md border bg-surface p-3 ${tile.standing.kind === 'disconnected' ? 'border-bad' : 'border-line'}`}
        >
          <div className="flex items-start justify-between gap-2">
            <div className="min-w-0">
              <p className="font-semibold">{tile.cadreName}</p>
              <p className="text-[13px] text-muted">
                {tile.participantNumber} · {tile.urbanVillageName}
              </p>
            </div>
            <StandingBadge kind={tile.standing.kind} />
          </div>
          {tile.paper === null ? <StandingText standing={tile.standing} /> : null}
          <SignalLine sums={tile.signals} />
          {isClosed ? null : <AdmissionButton tile={tile} />}
          {wayTo(tile)}
        </li>
      ))}
    </ul>
  )
}

export function StandingBadge({ kind }: { kind: BoardStandingKind }) {
  const words = useWords(roomBoardWords)
  return <Badge tone={TONES[kind]}>{words.standings[kind]}</Badge>
}

export function StandingText({ standing }: { standing: BoardStanding }) {
  const words = useWords(roomBoardWords)
  switch (standing.kind) {
    case 'absent':
    case 'ready':
    case 'void':
      return null
    case 'finished':
      return <p className="mt-2">{words.progress(standing.answered, standing.questions)}</p>
    case 'writing':
    case 'disconnected':
    case 'paused':
      return (
        <div className="mt-2">
          <Bar answered={standing.answered} questions={standing.questions} />
          <p>
            {words.progress(standing.answered, standing.questions)} · {words.left(clock(standing.secondsLeft))}
          </p>
          {standing.kind === 'disconnected' ? <p className="text-bad">{words.silent(clock(standing.silentSeconds))}</p> : null}
        </div>
      )
  }
}

function Bar({ answered, questions }: { answered: number; questions: number }) {
  return (
    <svg viewBox="0 0 100 4" preserveAspectRatio="none" className="mb-1 block h-1.5 w-full" aria-hidden="true">
      <rect width="100" height="4" className="fill-line" />
      <rect width={questions === 0 ? 0 : Math.min(100, (100 * answered) / questions)} height="4" className="fill-accent" />
    </svg>
  )
}

function AdmissionButton({ tile }: { tile: Tile }) {
  const words = useWords(roomBoardWords)
  if (tile.standing.kind !== 'absent' && tile.standing.kind !== 'ready') return null
  const isAbsent = tile.standing.kind === 'absent'
  return (
    <Form method="post" className="mt-2" preventScrollReset>
      <input type="hidden" name="candidateId" value={tile.candidateId} />
      <button
        type="submit"
        name="act"
        value={isAbsent ? 'admit' : 'unadmit'}
        aria-label={isAbsent ? words.admitLabel(tile.cadreName) : words.unadmitLabel(tile.cadreName)}
        className="min-h-10 w-full cursor-pointer rounded-md border border-line bg-surface px-3 font-semibold text-ink hover:border-accent"
      >
        {isAbsent ? words.admit : words.unadmit}
      </button>
    </Form>
  )
}

/** `mm:dd`, minutes and seconds; hours stay in the minutes. */
function clock(seconds: number): string {
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`
}
