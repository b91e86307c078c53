import type { ServiceField } from '#app/domain/roster/service-field.ts'
import { commonWords } from '#app/text/common.ts'
import { scoringWords } from '#app/text/scoring.ts'
import { useWords } from '../ui/locale.tsx'
import { DataTable } from '../ui/table.tsx'
import { CompetenceBadge, PassBadge } from './verdict.tsx'

type FieldLine = {
  readonly field: ServiceField
  readonly score: string
  readonly threshold: string
  readonly weight: string
  readonly competent: boolean | null
}
type TotalLine = { readonly score: string; readonly threshold: string; readonly passed: boolean | null }

/** A result's figures against their thresholds, for staff; every figure comes as text. */
export function FieldScores({ fields, total }: { fields: readonly FieldLine[]; total: TotalLine }) {
  const words = useWords(scoringWords)
  const common = useWords(commonWords)
  const rows = [
    ...fields.map((line) => ({
      key: line.field,
      name: common.fields[line.field],
      weight: `${line.weight} %`,
      score: line.score,
      threshold: line.threshold,
      verdict: <CompetenceBadge competent={line.competent} />,
    })),
    {
      key: 'total',
      name: words.total,
      weight: '',
      score: total.score,
      threshold: total.threshold,
      verdict: <PassBadge passed={total.passed} />,
    },
  ]
  return (
    <DataTable
      caption={words.fieldScores}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { key: 'field', head: words.field, cell: ({ key, name }) => (key === 'total' ? <strong>{name}</strong> : name) },
        { key: 'weight', head: words.weight, numeric: true, cell: ({ weight }) => weight },
        { key: 'score', head: words.score, numeric: true, cell: ({ key, score }) => (key === 'total' ? <strong>{score}</strong> : score) },
        { key: 'threshold', head: words.threshold, numeric: true, cell: ({ threshold }) => threshold },
        { key: 'verdict', head: words.verdict, cell: ({ verdict }) => verdict },
      ]}
    />
  )
}
