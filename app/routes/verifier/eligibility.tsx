import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, Figure, Notice, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { QueueTable } from '#app/components/verification/queue-table.tsx'
import { PeriodId } from '#app/domain/shared/id.ts'
import { verificationWords } from '#app/text/verification.ts'
import { verificationQueueWords } from '#app/text/verification-queue.ts'
import { browseQueue } from '#app/use-cases/verification/browse-cases.server.ts'
import { openCases } from '#app/use-cases/verification/open-cases.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(verificationWords, ({ title }) => title)

export const loader = guardedLoader('verification.read', async ({ actor, url }) => {
  const periodId = PeriodId.safeParse(url.searchParams.get('period'))
  const result = await browseQueue(actor, periodId.success ? periodId.data : null)
  if (!result.ok) return answerRefusal(result.refusal)
  const { periods, period, ...queue } = result.value
  const opened = url.searchParams.get('opened')
  return {
    ...queue,
    periods: periods.map(({ id, name }) => ({ id, name })),
    period: period && { id: period.id, name: period.name },
    opened: opened !== null && /^\d{1,6}$/.test(opened) ? Number(opened) : null,
  }
})

export const action = guardedAction('verification.open', async ({ actor, request }) => {
  const periodId = PeriodId.safeParse((await request.formData()).get('period'))
  if (!periodId.success) return notFound()
  const result = await openCases(actor, periodId.data)
  if (result.ok) throw redirect(`/verification?period=${periodId.data}&opened=${result.value.opened}`)
  return result.refusal.kind === 'not-found' ? answerRefusal(result.refusal) : { problem: result.refusal.kind }
})

export default function EligibilityQueue() {
  const { periods, period, lines, total, withoutCase, onDesk, mayOpen, seesResults, opened } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(verificationQueueWords)
  const { title, problems, days } = useWords(verificationWords)
  const busy = lines.filter(({ figures, withoutCase: waiting }) => figures.cases + waiting > 0)
  if (period === null) return <EmptyState title={words.none}>{words.noneText}</EmptyState>
  return (
    <>
      <PageHeader title={title} lead={words.lead} />
      {answer ? <Notice tone="warn" title={problems[answer.problem]} isAnswer /> : null}
      {opened !== null && !answer ? <Notice tone="good" title={words.opened(opened)} /> : null}
      <Form key={period.id} method="get" className="no-print mb-4 flex flex-wrap items-end gap-3">
        <label className="font-semibold">
          {words.period}
          <select
            name="period"
            defaultValue={period.id}
            className="mt-1 block min-h-10 rounded-md border border-line bg-surface px-3 py-1.5 font-normal text-ink"
          >
            {periods.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Button look="secondary">{words.show}</Button>
      </Form>
      <div className="mb-6 grid grid-cols-2 gap-4 lg:grid-cols-4">
        <Figure label={words.onDesk} value={String(onDesk)} />
        <Figure label={words.oldest} value={total.oldestDays === null ? '–' : days(total.oldestDays)} />
        <Figure label={words.eligible} value={String(total.eligible)} />
        <Figure label={words.ineligible} value={String(total.ineligible)} />
      </div>
      {withoutCase > 0 && mayOpen ? (
        <Notice tone="info" title={words.waiting(withoutCase)}>
          <Form method="post" className="mt-2">
            <input type="hidden" name="period" value={period.id} />
            <Button>{words.open}</Button>
          </Form>
        </Notice>
      ) : null}
      {busy.length === 0 ? (
        <EmptyState title={words.nobody}>{words.nobodyText}</EmptyState>
      ) : (
        <QueueTable rows={busy} periodId={period.id} seesResults={seesResults} />
      )}
      {busy.length > 0 && busy.length < lines.length ? (
        <p className="mt-3 text-[13px] text-muted">{words.without(lines.length - busy.length)}</p>
      ) : null}
      {seesResults ? <p className="mt-3 text-[13px] text-muted">{words.caseKinds}</p> : null}
    </>
  )
}
