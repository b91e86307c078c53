import type { ACCEPT_REASONS, LateDoubt, REJECT_REASONS } from '#app/domain/delivery/late-evidence.ts'
import type { Effect, RecoveryState } from '#app/domain/delivery/recovery-file.ts'
import { lateAnswersWords } from '#app/text/late-answers.ts'
import { recoveryWords } from '#app/text/recovery.ts'
import { useWords } from '../ui/locale.tsx'
import { Badge, Notice, Section, type Tone } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'
import { LateDecisionForms } from './late-decision.tsx'
import { MadeBetween } from './made-between.tsx'

const TONES: Record<RecoveryState, Tone> = { waiting: 'warn', accepted: 'good', rejected: 'neutral' }
const EFFECT_TONES: Record<Exclude<Effect, 'same'>, Tone> = {
  fills: 'good',
  replaces: 'warn',
  repeats: 'neutral',
  older: 'neutral',
  'after-the-end': 'bad',
  taken: 'bad',
}

/** Moments are written out, `10:45:02`. */
export type ShownDifference = {
  readonly number: number
  readonly effect: Exclude<Effect, 'same'>
  readonly savedAt: string | null
  readonly deviceClock: string | null
  readonly earliest: string | null
  readonly latest: string | null
  readonly doubt: LateDoubt | null
  readonly count: number
  readonly isOtherDevice: boolean
  readonly isAside: boolean
}

export type ShownRecovery = {
  readonly id: string
  readonly name: string
  readonly participantNumber: string
  readonly state: RecoveryState
  readonly exportedAt: string
  readonly uploadedAt: string
  readonly uploadedBy: string
  readonly decidedAt: string | null
  readonly decidedBy: string
  readonly reason: (typeof ACCEPT_REASONS)[number] | (typeof REJECT_REASONS)[number] | null
  readonly letIn: number | null
  readonly unfit: number
  readonly mayDecide: boolean
  /** The reader brought it in and waits for somebody else. */
  readonly isOwn: boolean
  readonly sheet: {
    readonly rows: readonly ShownDifference[]
    readonly same: number
    readonly letIn: number
    readonly lastContact: string | null
    readonly isOver: boolean
    readonly seen: string
  } | null
}

/** One recovery file: whose it is, what it would change, and what became of it. */
export function RecoverySheet({ file, decideAt }: { file: ShownRecovery; decideAt: string }) {
  const words = useWords(recoveryWords)
  const late = useWords(lateAnswersWords)
  const name = `${file.participantNumber} · ${file.name}`
  return (
    <Section title={name} aside={<Badge tone={TONES[file.state]}>{words.states[file.state]}</Badge>}>
      <ul className="mb-3 max-w-[68ch] text-muted">
        <li>{words.broughtIn(file.uploadedBy, file.uploadedAt)}</li>
        <li>{words.made(file.exportedAt)}</li>
        {file.decidedAt === null ? null : (
          <li>
            {words.states[file.state]} {words.decidedBy(file.decidedBy, file.decidedAt)}
            {file.reason === null ? '' : ` · ${late.reasons[file.reason]}`}
          </li>
        )}
        {file.letIn === null ? null : <li>{words.tookIn(file.letIn)}</li>}
        {file.unfit === 0 ? null : <li>{words.unfit(file.unfit)}</li>}
      </ul>
      {file.sheet === null ? null : <Difference name={name} sheet={file.sheet} />}
      {file.isOwn ? <p className="mt-3 font-semibold">{words.own}</p> : null}
      {file.mayDecide && file.sheet !== null ? (
        <LateDecisionForms title={words.decide} id={file.id} hidden={{ fileId: file.id, seen: file.sheet.seen }} action={decideAt} />
      ) : null}
    </Section>
  )
}

function Difference({ name, sheet }: { name: string; sheet: NonNullable<ShownRecovery['sheet']> }) {
  const words = useWords(recoveryWords)
  return (
    <>
      {sheet.lastContact === null ? (
        <Notice tone="warn">{words.noContact}</Notice>
      ) : (
        <p className="mb-2 text-muted">{words.contact(sheet.lastContact)}</p>
      )}
      <p className="mb-2">{sheet.isOver ? words.over : words.running}</p>
      {sheet.rows.length === 0 ? null : (
        <DataTable
          caption={name}
          rows={sheet.rows}
          rowKey={({ number }) => String(number)}
          columns={[
            { key: 'question', head: words.question, narrow: true, cell: ({ number }) => number },
            {
              key: 'server',
              head: words.server,
              cell: ({ savedAt, isAside }) => (
                <>
                  {savedAt === null ? words.noAnswer : words.savedAt(savedAt)}
                  {isAside ? <span className="block text-muted">{words.aside}</span> : null}
                </>
              ),
            },
            { key: 'device', head: words.device, cell: (row) => <OnDevice row={row} /> },
            {
              key: 'effect',
              head: words.effect,
              cell: ({ effect }) => <Badge tone={EFFECT_TONES[effect]}>{words.effects[effect]}</Badge>,
            },
          ]}
        />
      )}
      <p className="mt-2 font-semibold">{words.letIn(sheet.letIn)}</p>
      {sheet.same === 0 ? null : <p className="text-muted">{words.same(sheet.same)}</p>}
    </>
  )
}

function OnDevice({ row: { earliest, latest, deviceClock, doubt, count, isOtherDevice } }: { row: ShownDifference }) {
  const words = useWords(recoveryWords)
  const late = useWords(lateAnswersWords)
  return (
    <>
      <MadeBetween earliest={earliest} latest={latest} deviceClock={deviceClock} />
      {count < 2 ? null : <span className="block text-muted">{words.changes(count)}</span>}
      {isOtherDevice ? <span className="block text-muted">{words.otherDevice}</span> : null}
      {doubt === null ? null : <span className="block text-muted">{late.doubts[doubt]}</span>}
    </>
  )
}
