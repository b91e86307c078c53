import type { ACCEPT_REASONS, LateDoubt, REJECT_REASONS } from '#app/domain/delivery/late-evidence.ts'
import { lateAnswersWords } from '#app/text/late-answers.ts'
import { useWords } from '../ui/locale.tsx'
import { Badge, Notice, Section, type Tone } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'
import { LateDecisionForms } from './late-decision.tsx'
import { MadeBetween } from './made-between.tsx'

const TONES: Record<ShownLate['state'], Tone> = {
  waiting: 'warn',
  accepted: 'good',
  rejected: 'neutral',
  conflict: 'bad',
  unweighed: 'neutral',
  void: 'neutral',
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
  /** How long the server heard nothing, `12:30`. */
  readonly gap: string | null
  readonly state: 'waiting' | 'accepted' | 'rejected' | 'conflict' | 'unweighed' | 'void'
  readonly why: LateDoubt | null
  readonly reason: (typeof ACCEPT_REASONS)[number] | (typeof REJECT_REASONS)[number] | null
  readonly decidedBy: string | null
}

export type ShownSheet = {
  readonly attemptId: string
  readonly name: string
  readonly participantNumber: string
  readonly end: string
  readonly isEarly: boolean
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
      <p className="mb-2 text-muted">{sheet.isEarly ? words.endedEarly(sheet.end) : words.deadline(sheet.end)}</p>
      {sheet.isVoid ? <Notice tone="warn">{words.voided}</Notice> : null}
      <DataTable
        caption={name}
        rows={sheet.rows}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'question',
            head: words.question,
            narrow: true,
            cell: ({ number, replaces }) => (
              <>
                {number}
                {replaces ? <span className="block text-muted">{words.replaces}</span> : null}
              </>
            ),
          },
          // What became of it is seen without scrolling on a phone.
          { key: 'standing', head: words.standing, cell: (row) => <Standing row={row} /> },
          { key: 'made', head: words.made, cell: (row) => <MadeBetween {...row} /> },
          {
            key: 'arrived',
            head: words.arrived,
            cell: ({ arrived, gap }) => (
              <>
                {arrived}
                {gap === null ? null : <span className="block text-muted">{words.gap(gap)}</span>}
              </>
            ),
          },
        ]}
      />
      {sheet.mayDecide ? (
        <LateDecisionForms
          title={words.decide(sheet.waiting)}
          id={sheet.attemptId}
          hidden={{ attemptId: sheet.attemptId, seen: sheet.waiting }}
        />
      ) : null}
    </Section>
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
