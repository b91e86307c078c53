import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useLocale, useWords } from '#app/components/ui/locale.tsx'
import { Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { TableFileForm } from '#app/components/ui/table-file-form.tsx'
import { type FigureFault, MAXIMUM_FIGURE_BYTES } from '#app/domain/selection/figures-file.ts'
import { countText } from '#app/domain/selection/reason-figures.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { selectionWords } from '#app/text/selection.ts'
import { importFigures } from '#app/use-cases/selection/import-figures.server.ts'
import { readSelection } from '#app/use-cases/selection/read-selection.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'
import { readPostedForm } from '#app/web/upload.server.ts'

export const handle = pageTitled(selectionWords, ({ figuresTitle }) => figuresTitle)

/** The rest of the posted form, beside the file. */
const FORM_BYTES = 20_000
const FAULTS_SHOWN = 200

type FileProblem = keyof (typeof selectionWords)['id']['fileProblems']
type Answer = { problem: FileProblem | null; faults: readonly FigureFault[]; faultCount: number }

export const loader = guardedLoader('selection.import', async ({ actor, params, url, locale }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  if (!periodId.success) return notFound()
  const result = await readSelection(actor, periodId.data, null)
  if (!result.ok) return answerRefusal(result.refusal)
  const stored = url.searchParams.get('stored')
  return {
    period: { id: result.value.period.id, name: result.value.period.name },
    stored: stored !== null && /^\d{1,6}$/.test(stored) ? Number(stored) : null,
    imports: result.value.imports.map(({ id, kind, rowCount, importedAt, by }) => ({
      id,
      kind,
      rows: rowCount,
      at: formatMoment(importedAt, locale),
      by,
    })),
  }
})

export const action = guardedAction('selection.import', async ({ actor, params, request }): Promise<Answer> => {
  const periodId = PeriodId.safeParse(params.periodId)
  if (!periodId.success) return notFound()
  const form = await readPostedForm(request, MAXIMUM_FIGURE_BYTES + FORM_BYTES)
  if (form === null) {
    return { problem: 'too-large', faults: [], faultCount: 0 }
  }
  const [file] = form.files.get('file') ?? []
  if (!file) return { problem: 'no-file', faults: [], faultCount: 0 }
  const result = await importFigures(actor, periodId.data, file.bytes)
  if (result.ok) throw redirect(`/office/selection/${periodId.data}/figures?stored=${result.value.rows}`)
  const { refusal } = result
  if (refusal.kind === 'faults') return { problem: null, faults: refusal.faults.slice(0, FAULTS_SHOWN), faultCount: refusal.faults.length }
  if (refusal.kind === 'forbidden' || refusal.kind === 'not-found') return answerRefusal(refusal)
  return { problem: refusal.kind, faults: [], faultCount: 0 }
})

export default function SelectionFigures() {
  const { period, stored, imports } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(selectionWords)
  const locale = useLocale()
  const error = answer?.problem ? words.fileProblems[answer.problem] : null
  const form = `/office/selection/${period.id}/figures/form`
  return (
    <>
      <PageHeader
        title={words.figuresTitle}
        lead={words.figuresLead}
        back={{ to: `/office/selection/${period.id}`, label: `${words.title}, ${period.name}` }}
        actions={
          <>
            <LinkButton to={`${form}?kind=villages`} reload>
              {words.templateVillages}
            </LinkButton>
            <LinkButton to={`${form}?kind=candidates`} reload>
              {words.templateCandidates}
            </LinkButton>
          </>
        }
      />
      {stored === null || answer ? null : <Notice tone="good">{words.stored(countText(stored, locale))}</Notice>}
      {answer && answer.faultCount > 0 ? <Notice tone="bad">{words.hasFaults(answer.faultCount)}</Notice> : null}
      <Section>
        <TableFileForm label={words.figuresFile} hint={words.figuresHint} action={words.figuresCheck} error={error} />
      </Section>
      {answer && answer.faults.length > 0 ? (
        <Section title={words.faultsCaption}>
          <DataTable
            caption={words.faultsCaption}
            rows={answer.faults}
            rowKey={({ row, column }) => `${row} ${column}`}
            columns={[
              { key: 'cell', head: words.cell, cell: ({ cell }) => cell },
              { key: 'column', head: words.column, cell: ({ column }) => column },
              { key: 'text', head: words.content, cell: ({ text }) => text },
              { key: 'problem', head: words.problem, cell: ({ code }) => words.faults[code] },
            ]}
          />
        </Section>
      ) : null}
      {imports.length === 0 ? null : (
        <Section title={words.imports}>
          <DataTable
            caption={words.imports}
            rows={imports}
            rowKey={({ id }) => id}
            columns={[
              { key: 'at', head: words.at, cell: ({ at }) => at },
              { key: 'kind', head: words.fileKind, cell: ({ kind }) => words.kinds[kind] },
              { key: 'rows', head: words.rows, numeric: true, cell: ({ rows }) => countText(rows, locale) },
              { key: 'by', head: words.by, cell: ({ by }) => by },
            ]}
          />
        </Section>
      )}
    </>
  )
}
