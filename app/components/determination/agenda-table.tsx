import { Form } from '@remix-run/react'
import { OVERRIDE_CODES, type OverrideCode } from '#app/domain/determination/plenary.ts'
import { SEATS, type Seat } from '#app/domain/determination/seat.ts'
import type { ReasonCode } from '#app/domain/selection/selection-outcome.ts'
import { determinationRefusals } from '#app/text/determination-refusals.ts'
import { plenaryWords, seatWords } from '#app/text/plenary.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { Badge, type Tone } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'

export type AgendaPerson = {
  readonly candidateId: string
  readonly participantNumber: string
  readonly name: string
  readonly village: string
  readonly competent: boolean
  readonly proposed: Seat
  readonly order: number
  readonly ranked: boolean
  readonly reason: ReasonCode | null
  readonly seat: Seat | null
  readonly override: { readonly code: OverrideCode; readonly basis: string } | null
}
/** What was typed for a person whose decision was refused, with why. */
export type DecisionFault = {
  readonly candidateId: string
  readonly problem: string
  readonly seat: string
  readonly code: string
  readonly basis: string
}

const TONES: Record<Seat, Tone> = { selected: 'good', reserve: 'info', 'not-selected': 'neutral' }

/** The agenda, person by person, each with a form to depart from the proposal. */
export function AgendaTable({
  rows,
  mayDecide,
  fault,
}: {
  rows: readonly AgendaPerson[]
  mayDecide: boolean
  fault: DecisionFault | null
}) {
  const words = useWords(plenaryWords)
  const seats = useWords(seatWords)
  return (
    <DataTable
      caption={words.agenda}
      rows={rows}
      rowKey={({ candidateId }) => candidateId}
      columns={[
        { key: 'order', head: words.order, numeric: true, cell: ({ order, ranked }) => (ranked ? order : '–') },
        {
          key: 'person',
          head: words.person,
          cell: ({ name, participantNumber, village }) => (
            <>
              {name}
              <span className="block text-[13px] text-muted">
                {participantNumber} · {village}
              </span>
            </>
          ),
        },
        {
          key: 'result',
          head: words.result,
          cell: (row) => (row.competent ? words.competent : ((row.reason && words.withoutResult[row.reason]) ?? words.notCompetent)),
        },
        { key: 'proposed', head: words.proposed, cell: ({ proposed }) => seats[proposed] },
        {
          key: 'decision',
          head: words.decision,
          cell: (row) => (
            <>
              {row.seat === null ? <Badge>{words.undecided}</Badge> : <Badge tone={TONES[row.seat]}>{seats[row.seat]}</Badge>}
              {row.override ? (
                <span className="mt-1 block text-[13px]">
                  {words.codes[row.override.code]}: {row.override.basis}
                </span>
              ) : null}
              {mayDecide ? <DecisionForm row={row} fault={fault?.candidateId === row.candidateId ? fault : null} /> : null}
            </>
          ),
        },
      ]}
    />
  )
}

function DecisionForm({ row, fault }: { row: AgendaPerson; fault: DecisionFault | null }) {
  const words = useWords(plenaryWords)
  const seats = useWords(seatWords)
  const refusals = useWords(determinationRefusals)
  const choices = row.competent ? SEATS : (['not-selected'] as const)
  const id = `decide-${row.candidateId}`
  const control = 'mt-1 block w-full rounded-md border border-line bg-surface px-2 py-2 aria-invalid:border-bad'
  return (
    <details open={fault !== null} className="mt-1">
      <summary className="min-h-10 cursor-pointer py-2 text-accent underline">
        {row.seat === null ? words.decide : words.change}
        <span className="sr-only"> {row.name}</span>
      </summary>
      <Form method="post" className="grid max-w-[380px] gap-2" preventScrollReset>
        <input type="hidden" name="candidateId" value={row.candidateId} />
        {fault ? (
          <p role="alert" className="text-bad">
            {refusals[fault.problem] ?? fault.problem}
          </p>
        ) : null}
        <label>
          {words.decision}
          <select name="seat" defaultValue={fault?.seat ?? row.seat ?? row.proposed} className={control}>
            {choices.map((seat) => (
              <option key={seat} value={seat}>
                {seats[seat]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.reasonCode}
          <select name="code" defaultValue={fault?.code ?? row.override?.code ?? ''} className={control}>
            <option value="">{words.noReason}</option>
            {OVERRIDE_CODES.map((code) => (
              <option key={code} value={code}>
                {words.codes[code]}
              </option>
            ))}
          </select>
        </label>
        <label htmlFor={id}>{words.basis}</label>
        <p id={`${id}-hint`} className="text-[13px] text-muted">
          {words.basisHint}
        </p>
        <textarea
          id={id}
          name="basis"
          rows={2}
          maxLength={500}
          aria-describedby={`${id}-hint`}
          aria-invalid={fault ? true : undefined}
          defaultValue={fault?.basis ?? row.override?.basis}
          className={control}
        />
        <div>
          <Button name="act" value="decide">
            {words.decide}
          </Button>
        </div>
      </Form>
    </details>
  )
}
