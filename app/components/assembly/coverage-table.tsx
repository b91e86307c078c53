import type { CellAvailability } from '#app/domain/assembly/blueprint.ts'
import type { Shortage } from '#app/domain/assembly/draw-forms.ts'
import { assemblyWords } from '#app/text/assembly.ts'
import { commonWords } from '#app/text/common.ts'
import { questionTermWords } from '#app/text/question-terms.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { Badge } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'

type Competency = { readonly code: string; readonly name: string }

/** Each row of the blueprint with what it needs and what the bank holds. */
export function CoverageTable({
  rows,
  competencies,
  shortages,
}: {
  rows: readonly CellAvailability[]
  competencies: readonly Competency[]
  shortages: readonly Shortage[]
}) {
  const words = useWords(assemblyWords)
  const common = useWords(commonWords)
  const bank = useWords(questionTermWords)
  const locale = useLocale()
  const short = new Set(shortages.flatMap(({ cells }) => cells))
  const numbered = rows.map((row, place) => ({ ...row, place }))
  const nameOf = (code: string | null) => (code === null ? words.any : (competencies.find((each) => each.code === code)?.name ?? code))
  return (
    <DataTable
      caption={words.coverageCaption}
      rows={numbered}
      rowKey={({ place }) => String(place)}
      columns={[
        { key: 'place', head: '#', cell: ({ place }) => place + 1 },
        { key: 'field', head: words.field, cell: ({ cell }) => common.fields[cell.field] },
        { key: 'competency', head: words.competency, cell: ({ cell }) => nameOf(cell.competency) },
        {
          key: 'difficulty',
          head: words.difficulty,
          cell: ({ cell }) => (cell.difficulty === null ? words.any : bank.difficulties[cell.difficulty]),
        },
        {
          key: 'kind',
          head: words.kind,
          cell: ({ cell }) => (cell.kind === null ? words.any : cell.kind === 'automatic' ? words.automatic : bank.kinds[cell.kind]),
        },
        {
          key: 'points',
          head: words.points,
          numeric: true,
          cell: ({ cell }) => (locale === 'id' ? cell.pointsEach.replace('.', ',') : cell.pointsEach),
        },
        { key: 'needed', head: words.count, numeric: true, cell: ({ needed }) => needed },
        { key: 'fitting', head: words.fitting, numeric: true, cell: ({ fitting }) => fitting },
        {
          key: 'state',
          head: words.status,
          cell: ({ needed, fitting, place }) => {
            if (fitting < needed) return <Badge tone="bad">{words.lacking(needed - fitting)}</Badge>
            return short.has(place) ? <Badge tone="warn">{words.sharedLack}</Badge> : <Badge tone="good">{words.enough}</Badge>
          },
        },
      ]}
    />
  )
}
