import { redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { fileProblemText, type ShownFileProblem } from '#app/components/roster/file-problem.ts'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useLocale, useWords } from '#app/components/ui/locale.tsx'
import { Badge, EmptyState, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { TableFileForm } from '#app/components/ui/table-file-form.tsx'
import { figureText } from '#app/domain/analytics/figure-text.ts'
import { MAXIMUM_FILE_BYTES } from '#app/domain/roster/import-file.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { rosterWords } from '#app/text/roster.ts'
import { checkRosterFile } from '#app/use-cases/roster/check-roster-file.server.ts'
import { listRosterImports } from '#app/use-cases/roster/list-roster-imports.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'
import { readPostedForm } from '#app/web/upload.server.ts'

export const handle = pageTitled(rosterWords, ({ importTitle }) => importTitle)

export const loader = guardedLoader('roster.import', async ({ actor, locale }) => {
  const result = await listRosterImports(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  return {
    imports: result.value.map((each) => ({
      id: each.id,
      state: each.state,
      by: each.createdByName ?? '',
      at: formatMoment(each.createdAt, locale),
      rows: each.summary.rows,
      added: each.summary.added,
      changed: each.summary.changed,
      faults: each.summary.faults,
    })),
  }
})

/** The rest of the posted form, beside the file. */
const FORM_BYTES = 20_000

export const action = guardedAction('roster.import', async ({ actor, request }): Promise<{ problem: ShownFileProblem }> => {
  const form = await readPostedForm(request, MAXIMUM_FILE_BYTES + FORM_BYTES)
  if (form === null) {
    return { problem: { kind: 'too-large' } }
  }
  const file = form.files.get('file')?.[0]
  if (file === undefined) return { problem: { kind: 'no-file' } }
  if (file.bytes.length > MAXIMUM_FILE_BYTES) return { problem: { kind: 'too-large' } }
  const result = await checkRosterFile(actor, file.bytes)
  if (!result.ok) return { problem: result.refusal }
  throw redirect(`/office/roster/import/${result.value.id}`)
})

export default function RosterImportPage() {
  const { imports } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(rosterWords)
  const locale = useLocale()
  const error = answer ? fileProblemText(answer.problem, locale) : null
  return (
    <>
      <PageHeader
        title={words.importTitle}
        lead={words.importLead}
        back={{ to: '/office/roster', label: words.backToRoster }}
        actions={
          <>
            <LinkButton to="/office/roster/template" reload>
              {words.template}
            </LinkButton>
            <LinkButton to="/office/roster/template?format=csv" reload>
              {words.templateCsv}
            </LinkButton>
          </>
        }
      />
      <Section>
        <TableFileForm label={words.file} hint={words.fileHint} action={words.check} error={error} />
      </Section>
      <Section title={words.recent}>
        {imports.length === 0 ? (
          <EmptyState title={words.noImports} />
        ) : (
          <DataTable
            caption={words.recent}
            rows={imports}
            rowKey={(each) => each.id}
            columns={[
              { key: 'at', head: words.at, cell: (each) => <Link to={`/office/roster/import/${each.id}`}>{each.at}</Link> },
              { key: 'by', head: words.by, cell: (each) => each.by },
              {
                key: 'state',
                head: words.state,
                // A file with faults can never be confirmed.
                cell: ({ state, faults }) =>
                  state === 'checked' && faults > 0 ? (
                    <Badge tone="warn">{words.needsCorrection}</Badge>
                  ) : (
                    <Badge tone={state === 'confirmed' ? 'good' : state === 'checked' ? 'info' : 'neutral'}>{words.states[state]}</Badge>
                  ),
              },
              { key: 'rows', head: words.rows, numeric: true, cell: ({ rows }) => figureText(rows, 0, locale) },
              { key: 'added', head: words.figures.added, numeric: true, cell: ({ added }) => figureText(added, 0, locale) },
              { key: 'changed', head: words.figures.changed, numeric: true, cell: ({ changed }) => figureText(changed, 0, locale) },
              { key: 'faults', head: words.figures.faults, numeric: true, cell: ({ faults }) => figureText(faults, 0, locale) },
            ]}
          />
        )}
      </Section>
    </>
  )
}
