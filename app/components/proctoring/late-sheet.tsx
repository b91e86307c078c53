import { Form } from '@remix-run/react'
import { ACCEPT_REASONS, type LateDoubt, REJECT_REASONS } from '#app/domain/delivery/late-evidence.ts'
import { lateAnswersWords } from '#app/text/late-answers.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { Badge, Notice, Section, type Tone } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'
import { Select } from './record-fields.tsx'

const TONES: Record<ShownLate['state'], Tone> = {
  waiting: 'warn',
  accepted: 'good',
  rejected: 'neutral',
  conflict: 'bad',
  unweighed: 'neutral',
}

/** Moments are written out, `10:45:02`. */
export type ShownLate = {
  readonly key: string
  readonly number: number
  readonly replaces: boolean
  readonly earliest: string | null
  readonly latest: string | null
  readonly deviceClock: string | null
  readonly arrived: string
  readonly gapMinutes: number | null
  readonly state: 'waiting' | 'accepted' | 'rejected' | 'conflict' | 'unweighed'
  readonly why: LateDoubt | null
  readonly reason: (typeof ACCEPT_REASONS)[number] | (typeof REJECT_REASONS)[number] | null
  readonly decidedBy: string | null
}

export type ShownSheet = {
  readonly attemptId: string
  readonly name: string
  readonly participantNumber: string
  readonly deadline: string
  readonly isVoid: boolean
  readonly waiting: number
  readonly mayDecide: boolean
  readonly rows: readonly ShownLate[]
}

/** One candidate's late answers with what is known of their moments, and the decision about those that wait. */
export function LateSheet({ sheet }: { sheet: ShownSheet }) {
  const words = useWords(lateAnswersWords)
  const name = `${sheet.participantNumber} · ${sheet.name}`
  return (
    <Section title={name}>
      <p className="mb-2 text-muted">{words.deadline(sheet.deadline)}</p>
      {sheet.isVoid ? <Notice tone="warn">{words.voided}</Notice> : null}
      <DataTable
        caption={name}
        rows={sheet.rows}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'question',
            head: words.question,
            cell: ({ number, replaces }) => (
              <>
                {number}
                {replaces ? <span className="block text-muted">{words.replaces}</span> : null}
              </>
            ),
          },
          { key: 'made', head: words.made, cell: (row) => <Made row={row} /> },
          {
            key: 'arrived',
            head: words.arrived,
            cell: ({ arrived, gapMinutes }) => (
              <>
                {arrived}
                {gapMinutes === null ? null : <span className="block text-muted">{words.gap(gapMinutes)}</span>}
              </>
            ),
          },
          { key: 'standing', head: words.standing, cell: (row) => <Standing row={row} /> },
        ]}
      />
      {sheet.mayDecide ? <Decision sheet={sheet} /> : null}
    </Section>
  )
}

function Made({ row: { earliest, latest, deviceClock } }: { row: ShownLate }) {
  const words = useWords(lateAnswersWords)
  return (
    <>
      {earliest !== null && latest !== null
        ? words.between(earliest, latest)
        : earliest !== null
          ? words.notBefore(earliest)
          : latest !== null
            ? words.notAfter(latest)
            : words.unknown}
      {deviceClock === null ? null : <span className="block text-muted">{words.deviceClock(deviceClock)}</span>}
    </>
  )
}

function Standing({ row: { state, why, reason, decidedBy } }: { row: ShownLate }) {
  const words = useWords(lateAnswersWords)
  const isDecided = state === 'accepted' || state === 'rejected'
  return (
    <>
      <Badge tone={TONES[state]}>{words.states[state]}</Badge>
      {isDecided ? <span className="block text-muted">{decidedBy === null ? words.byEvidence : words.by(decidedBy)}</span> : null}
      {reason === null ? null : <span className="block text-muted">{words.reasons[reason]}</span>}
      {why === null ? null : <span className="block text-muted">{words.doubts[why]}</span>}
      {state === 'conflict' ? <span className="block text-muted">{words.conflictText}</span> : null}
    </>
  )
}

function Decision({ sheet: { attemptId, waiting } }: { sheet: ShownSheet }) {
  const words = useWords(lateAnswersWords)
  const choices = [
    { answer: 'accepted', label: words.acceptReason, action: words.accept, reasons: ACCEPT_REASONS, look: 'primary' },
    { answer: 'rejected', label: words.rejectReason, action: words.reject, reasons: REJECT_REASONS, look: 'secondary' },
  ] as const
  return (
    <div className="mt-3 max-w-[68ch]">
      <h3 className="mb-2 font-semibold">{words.decide(waiting)}</h3>
      <div className="grid gap-4 sm:grid-cols-2">
        {choices.map(({ answer, label, action, reasons, look }) => (
          <Form key={answer} method="post" preventScrollReset>
            <input type="hidden" name="attemptId" value={attemptId} />
            <input type="hidden" name="seen" value={waiting} />
            <Select id={`${answer}-${attemptId}`} name="reason" label={label} initial="" required>
              <option value="">{words.chooseReason}</option>
              {reasons.map((reason) => (
                <option key={reason} value={reason}>
                  {words.reasons[reason]}
                </option>
              ))}
            </Select>
            <Button look={look} name="answer" value={answer}>
              {action}
            </Button>
          </Form>
        ))}
      </div>
    </div>
  )
}
