import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { type Cadre, maskedNationalId } from '#app/domain/roster/cadre.ts'
import type { RowChange } from '#app/domain/roster/import-comparison.ts'
import type { ImportFault, ImportWarning } from '#app/domain/roster/import-row.ts'
import type { ImportSummary } from '#app/domain/roster/roster-import.ts'
import { IMPORT_VIEWS, type ImportView } from '#app/domain/roster/roster-query.ts'
import { rosterWords } from '#app/text/roster.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { EmptyState, Figure } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'

export function ImportFigures({ summary }: { summary: ImportSummary }) {
  const words = useWords(rosterWords)
  const number = useNumber()
  return (
    <div className="mb-6 grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
      <Figure label={words.figures.rows} value={number(summary.rows)} />
      <Figure label={words.figures.added} value={number(summary.added)} />
      <Figure label={words.figures.changed} value={number(summary.changed)} />
      <Figure label={words.figures.unchanged} value={number(summary.unchanged)} />
      <Figure label={words.figures.missing} value={number(summary.missing)} note={words.missingNote} />
      <Figure label={words.figures.faults} value={number(summary.faults)} />
    </div>
  )
}

/** The parts of a result, each with its count, as links. */
export function ImportViews({ view, summary }: { view: ImportView; summary: ImportSummary }) {
  const words = useWords(rosterWords)
  const number = useNumber()
  const counts: Record<ImportView, number> = {
    faults: summary.faults,
    warnings: summary.warnings,
    new: summary.added,
    changed: summary.changed,
    missing: summary.missing,
  }
  return (
    <nav aria-label={words.viewsLabel} className="no-print mb-3 flex flex-wrap gap-2">
      {IMPORT_VIEWS.map((key) => (
        <Link
          key={key}
          to={`?view=${key}`}
          aria-current={key === view ? 'page' : undefined}
          className={`rounded-md border px-3 py-1.5 no-underline ${key === view ? 'border-accent bg-accent-soft font-semibold text-ink' : 'border-line bg-surface text-ink'}`}
        >
          {words.views[key]} ({number(counts[key])})
        </Link>
      ))}
    </nav>
  )
}

type PlacedProblem = Pick<ImportFault, 'row' | 'column' | 'cell' | 'text'> & { readonly reason: string }

/** Cells with their problem: where, what stands there, and what to do. */
function ProblemTable({ caption, problems }: { caption: string; problems: readonly PlacedProblem[] }) {
  const words = useWords(rosterWords)
  return (
    <DataTable
      caption={caption}
      rows={problems}
      rowKey={(problem) => `${problem.row}-${problem.column}`}
      columns={[
        { key: 'row', head: words.row, numeric: true, cell: (problem) => problem.row },
        { key: 'cell', head: words.cell, cell: (problem) => <strong>{problem.cell}</strong> },
        { key: 'column', head: words.column, cell: (problem) => problem.column },
        {
          key: 'text',
          head: words.content,
          cell: (problem) =>
            problem.text === '' ? (
              <span className="text-muted">{words.emptyCell}</span>
            ) : (
              <code className={problem.column === 'nik' ? 'whitespace-nowrap' : 'break-all'}>{problem.text}</code>
            ),
        },
        { key: 'reason', head: words.reason, cell: (problem) => problem.reason },
      ]}
    />
  )
}

type ImportDetailsProps = {
  view: ImportView
  faults: readonly ImportFault[]
  warnings: readonly ImportWarning[]
  changes: readonly (RowChange & { readonly name: string })[]
  missing: readonly Cadre[]
}

/** One page of the chosen part of a result. */
export function ImportDetails({ view, faults, warnings, changes, missing }: ImportDetailsProps): ReactNode {
  const words = useWords(rosterWords)
  const caption = words.views[view]
  if (faults.length + warnings.length + changes.length + missing.length === 0) return <EmptyState title={words.noneHere} />
  switch (view) {
    case 'faults':
      return (
        <ProblemTable
          caption={caption}
          problems={faults.map((fault) => ({
            ...fault,
            reason: [words.faults[fault.code], fault.otherRow === null ? '' : words.otherRow(fault.otherRow)].join(' ').trim(),
          }))}
        />
      )
    case 'warnings':
      return <ProblemTable caption={caption} problems={warnings.map((warning) => ({ ...warning, reason: words.warnings[warning.code] }))} />
    case 'new':
    case 'changed':
      return (
        <DataTable
          caption={caption}
          rows={changes}
          rowKey={(change) => String(change.row)}
          columns={[
            { key: 'row', head: words.row, numeric: true, cell: (change) => change.row },
            { key: 'name', head: words.name, cell: (change) => change.name },
            ...(view === 'changed'
              ? [
                  {
                    key: 'fields',
                    head: words.changedFields,
                    cell: (change: RowChange) =>
                      change.fields.length === 0 ? words.reactivated : change.fields.map((field) => words.fields[field]).join(', '),
                  },
                ]
              : []),
          ]}
        />
      )
    case 'missing':
      return (
        <DataTable
          caption={caption}
          rows={missing}
          rowKey={(cadre) => cadre.id}
          columns={[
            { key: 'name', head: words.name, cell: (cadre) => <Link to={`/office/roster/${cadre.id}`}>{cadre.name}</Link> },
            {
              key: 'nik',
              head: words.nationalId,
              cell: (cadre) => <span className="whitespace-nowrap">{maskedNationalId(cadre.nationalIdLast4)}</span>,
            },
            { key: 'posyandu', head: words.posyandu, cell: (cadre) => cadre.posyandu },
          ]}
        />
      )
  }
}

function useNumber() {
  const locale = useLocale()
  return (value: number) => value.toLocaleString(locale === 'id' ? 'id-ID' : 'en-GB')
}
