import { Form } from '@remix-run/react'
import type { PaperStage } from '#app/domain/delivery/paper-mode.ts'
import { paperModeWords } from '#app/text/paper-mode.ts'
import { PaperStageBadge } from '../delivery/paper-mark.tsx'
import { Button, LinkButton } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'

export type ShownPaperSeat = {
  readonly candidateId: string
  readonly attemptId: string | null
  readonly participantNumber: string
  readonly name: string
  readonly urbanVillage: string
  readonly stage: PaperStage
  /** `10:45`. */
  readonly deadline: string | null
  readonly ended: string | null
  readonly startedByName: string | null
  readonly enteredByNames: readonly string[]
  readonly differences: number
  readonly settledByName: string | null
}
type SeatProps = { readonly seat: ShownPaperSeat; readonly path: string; readonly mayLead: boolean }

/** Everybody who sits on paper, each with what comes next. */
export function PaperSeats({ seats, path, mayLead }: { seats: readonly ShownPaperSeat[]; path: string; mayLead: boolean }) {
  return (
    <ul className="grid gap-3 lg:grid-cols-2">
      {seats.map((seat) => (
        <li key={seat.candidateId} className="rounded-md border border-line bg-surface p-4">
          <div className="flex flex-wrap items-start justify-between gap-2">
            <div className="min-w-0">
              <h2 className="text-[17px] font-semibold">{seat.name}</h2>
              <p className="text-[13px] text-muted">
                {seat.participantNumber} · {seat.urbanVillage}
              </p>
            </div>
            <PaperStageBadge stage={seat.stage} />
          </div>
          <Done seat={seat} />
          <Next seat={seat} path={path} mayLead={mayLead} />
        </li>
      ))}
    </ul>
  )
}

/** What was done about a sheet, and by whom. */
function Done({ seat }: { seat: ShownPaperSeat }) {
  const words = useWords(paperModeWords)
  const lines = [
    seat.startedByName === null ? null : words.startedBy(seat.startedByName),
    seat.ended !== null ? words.ended(seat.ended) : seat.deadline !== null ? words.until(seat.deadline) : null,
    seat.enteredByNames.length === 0 ? null : words.enteredBy(seat.enteredByNames.join(', ')),
    seat.stage !== 'ready'
      ? null
      : seat.settledByName === null
        ? words.noDifferences
        : words.settledBy(seat.differences, seat.settledByName),
  ].filter((line) => line !== null)
  return lines.map((line) => (
    <p key={line} className="mt-1">
      {line}
    </p>
  ))
}

function Next({ seat: { stage, candidateId, attemptId }, path, mayLead }: SeatProps) {
  const words = useWords(paperModeWords)
  if (stage === 'planned')
    return mayLead ? (
      <Form method="post" className="mt-3">
        <input type="hidden" name="candidateId" value={candidateId} />
        <Button name="act" value="start">
          {words.start}
        </Button>
      </Form>
    ) : null
  if (attemptId === null || stage === 'void') return null
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {stage === 'writing' && mayLead ? (
        <Form method="post">
          <input type="hidden" name="attemptId" value={attemptId} />
          <Button name="act" value="collect">
            {words.collect}
          </Button>
        </Form>
      ) : null}
      {stage === 'writing' ? null : (
        <LinkButton to={`${path}/${attemptId}`} look={stage === 'ready' ? 'secondary' : 'primary'}>
          {stage === 'ready' ? words.open : words.keyIn}
        </LinkButton>
      )}
      <Form method="post" action={`${path}/${attemptId}/print`} reloadDocument className="flex flex-wrap gap-2">
        <Button look="secondary" name="paper" value="question-booklet">
          {words.booklet}
        </Button>
        <Button look="secondary" name="paper" value="answer-sheet">
          {words.sheet}
        </Button>
      </Form>
    </div>
  )
}
