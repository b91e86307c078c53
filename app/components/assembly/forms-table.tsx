import { assemblyWords } from '#app/text/assembly.ts'
import { useWords } from '../ui/locale.tsx'
import { Badge } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'

export type FormRow = {
  readonly ordinal: number
  readonly contentHash: string
  readonly questions: number
  readonly balance: string
  readonly essays: number
  readonly points: string
  readonly sharedWithFirst: number
  readonly replays: boolean
}

/** The frozen forms side by side: how alike they are, and whether the draw repeats. */
export function FormsTable({ rows }: { rows: readonly FormRow[] }) {
  const words = useWords(assemblyWords)
  return (
    <DataTable
      caption={words.formsCaption}
      rows={rows}
      rowKey={({ ordinal }) => String(ordinal)}
      columns={[
        { key: 'ordinal', head: words.formsTitle, cell: ({ ordinal }) => <span className="whitespace-nowrap">{words.form(ordinal)}</span> },
        { key: 'questions', head: words.questions, numeric: true, cell: ({ questions }) => questions },
        { key: 'balance', head: words.balance, numeric: true, cell: ({ balance }) => balance },
        { key: 'essays', head: words.essays, numeric: true, cell: ({ essays }) => essays },
        { key: 'points', head: words.totalPoints, numeric: true, cell: ({ points }) => points },
        {
          key: 'shared',
          head: words.shared,
          numeric: true,
          cell: ({ ordinal, sharedWithFirst }) => (ordinal === 1 ? '–' : sharedWithFirst),
        },
        {
          key: 'replays',
          head: words.replay,
          cell: ({ replays }) => (replays ? <Badge tone="good">{words.replays}</Badge> : <Badge tone="bad">{words.replayFails}</Badge>),
        },
        {
          key: 'hash',
          head: words.hash,
          cell: ({ contentHash }) => <code className="block min-w-64 text-[13px] break-all">{contentHash}</code>,
        },
      ]}
    />
  )
}
