import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { ImportDetails, ImportFigures, ImportViews } from '#app/components/roster/import-result.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Notice, PageHeader, Pagination } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { ImportQuery } from '#app/domain/roster/roster-query.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { RosterImportId } from '#app/domain/shared/id.ts'
import { commonWords } from '#app/text/common.ts'
import { rosterWords } from '#app/text/roster.ts'
import { cancelRosterImport } from '#app/use-cases/roster/cancel-roster-import.server.ts'
import { confirmRosterImport } from '#app/use-cases/roster/confirm-roster-import.server.ts'
import { readRosterImport } from '#app/use-cases/roster/read-roster-import.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(rosterWords, ({ checkTitle }) => checkTitle)

export const loader = guardedLoader('roster.import', async ({ actor, params, url, locale }) => {
  const id = RosterImportId.safeParse(params.importId)
  if (!id.success) return notFound()
  const query = ImportQuery.parse(Object.fromEntries(url.searchParams))
  const result = await readRosterImport(actor, id.data, query)
  if (!result.ok) return answerRefusal(result.refusal)
  const { found, state, content } = result.value
  return {
    state,
    summary: found.summary,
    view: content?.view ?? 'faults',
    page: query.page,
    content,
    expiresAt: formatMoment(found.expiresAt, locale),
    confirmedAt: found.confirmedAt === null ? '' : formatMoment(found.confirmedAt, locale),
  }
})

export const action = guardedAction('roster.import', async ({ actor, params, request }) => {
  const id = RosterImportId.safeParse(params.importId)
  if (!id.success) return notFound()
  const isCancel = (await request.formData()).get('act') === 'cancel'
  const result = isCancel ? await cancelRosterImport(actor, id.data) : await confirmRosterImport(actor, id.data)
  if (result.ok) throw redirect(isCancel ? '/office/roster/import' : `/office/roster/import/${id.data}`)
  switch (result.refusal.kind) {
    case 'roster-changed':
      return { problem: 'roster-changed' as const }
    case 'has-faults':
    case 'no-longer-open':
      return { problem: null }
    default:
      return answerRefusal(result.refusal)
  }
})

export default function RosterImportResult() {
  const { state, summary, view, page, content, expiresAt, confirmedAt } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(rosterWords)
  const common = useWords(commonWords)
  const stored = summary.added + summary.changed
  return (
    <>
      <PageHeader title={words.checkTitle} back={{ to: '/office/roster/import', label: words.backToImport }} />
      {answer?.problem === 'roster-changed' ? (
        <Notice tone="bad" isAnswer>
          {words.rosterChanged}
        </Notice>
      ) : null}
      {state === 'confirmed' ? (
        <Notice tone="good" title={words.confirmed(confirmedAt)}>
          {words.confirmedHint}
        </Notice>
      ) : null}
      {state === 'cancelled' ? <Notice tone="info">{words.cancelled}</Notice> : null}
      {state === 'expired' ? <Notice tone="warn">{words.expired}</Notice> : null}
      {state === 'checked' && summary.faults > 0 ? (
        <Notice tone="bad" title={words.hasFaults(summary.faults, summary.faultyRows)}>
          {words.hasFaultsHint}
        </Notice>
      ) : null}
      {state === 'checked' && summary.faults === 0 ? (
        <Notice tone="good" title={words.ready}>
          {words.readyHint}
        </Notice>
      ) : null}
      <ImportFigures summary={summary} />
      {state === 'checked' ? (
        <Form method="post" className="mb-6 flex flex-wrap items-center gap-3">
          {summary.faults === 0 ? (
            <Button name="act" value="confirm">
              {stored === 0 ? words.confirmNothing : words.confirm(stored)}
            </Button>
          ) : null}
          <Button name="act" value="cancel" look="secondary">
            {words.cancel}
          </Button>
          <span className="text-muted">{words.expiresAt(expiresAt)}</span>
        </Form>
      ) : null}
      {content === null ? null : (
        <>
          {content.ignoredColumns.length > 0 ? (
            <Notice tone="info">{words.ignoredColumns(content.ignoredColumns.join(', '))}</Notice>
          ) : null}
          <ImportViews view={view} summary={summary} />
          <ImportDetails
            view={view}
            faults={content.faults}
            warnings={content.warnings}
            changes={content.changes}
            missing={content.missing}
          />
          <Pagination page={page} pages={content.pages} hrefFor={(to) => `?view=${view}&page=${to}`} words={common} />
        </>
      )}
    </>
  )
}
