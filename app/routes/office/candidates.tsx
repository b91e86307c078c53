import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { RefusalNotice } from '#app/components/delivery/refusal-notice.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { useLocale, useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, Figure, Notice, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { RegionCode } from '#app/domain/access/role.ts'
import { figureText } from '#app/domain/analytics/figure-text.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { candidateRegistrationWords } from '#app/text/candidate-registration.ts'
import { sessionPlanWords } from '#app/text/session-plan.ts'
import { sessionRefusalWords } from '#app/text/session-refusals.ts'
import { browseCandidates, registerCandidates } from '#app/use-cases/delivery/register-candidates.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(candidateRegistrationWords, ({ title }) => title)

export const loader = guardedLoader('exam-session.plan', async ({ actor, url }) => {
  const asked = url.searchParams.get('period')
  const periodId = PeriodId.safeParse(asked)
  const result = await browseCandidates(actor, periodId.success ? periodId.data : null)
  if (!result.ok) return answerRefusal(result.refusal)
  const { period, periods, urbanVillages, isOpen } = result.value
  const registered = url.searchParams.get('registered')
  return {
    periods: periods.map(({ id, name }) => ({ id, name })),
    period: period && { id: period.id, name: period.name },
    urbanVillages,
    isOpen,
    registered: registered !== null && /^\d{1,6}$/.test(registered) ? Number(registered) : null,
    totals: urbanVillages.reduce(
      (sum, each) => ({
        cadres: sum.cadres + each.cadres,
        registered: sum.registered + each.registered,
        eligible: sum.eligible + each.eligible,
        seated: sum.seated + each.seated,
      }),
      { cadres: 0, registered: 0, eligible: 0, seated: 0 },
    ),
  }
})

export const action = guardedAction('exam-session.plan', async ({ actor, request }) => {
  const form = await request.formData()
  const periodId = PeriodId.safeParse(form.get('period'))
  if (!periodId.success) return notFound()
  const codes = form.getAll(form.get('act') === 'all' ? 'known' : 'region').flatMap((code) => RegionCode.safeParse(code).data ?? [])
  if (codes.length === 0) return { problem: 'choose-something' }
  const result = await registerCandidates(actor, periodId.data, codes)
  if (result.ok) throw redirect(`/office/candidates?period=${periodId.data}&registered=${result.value.registered}`)
  return result.refusal.kind === 'not-found' ? answerRefusal(result.refusal) : { problem: result.refusal.kind }
})

export default function Candidates() {
  const { periods, period, urbanVillages, isOpen, registered, totals } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const plan = useWords(sessionPlanWords)
  const refusals = useWords(sessionRefusalWords)
  const locale = useLocale()
  const figure = (count: number) => figureText(count, 0, locale)
  const words = useWords(candidateRegistrationWords)
  const head = <PageHeader title={words.title} lead={words.lead} back={{ to: '/office/sessions', label: plan.session.title }} />
  if (period === null) {
    return (
      <>
        {head}
        <EmptyState title={words.noPeriod} />
      </>
    )
  }
  return (
    <>
      {head}
      {answer ? <RefusalNotice kind={answer.problem} /> : null}
      {registered !== null && !answer ? <Notice tone="good">{words.done(registered)}</Notice> : null}
      {isOpen ? null : <Notice tone="info">{refusals['registration-over']}</Notice>}
      <Form key={period.id} method="get" className="no-print mb-4 flex flex-wrap items-end gap-3">
        <div>
          <label htmlFor="period" className="font-semibold">
            {plan.period}
          </label>
          <select
            id="period"
            name="period"
            defaultValue={period.id}
            className="mt-1 block min-h-10 rounded-md border border-line bg-surface px-3 py-1.5 text-ink"
          >
            {periods.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <Button look="secondary">{plan.show}</Button>
      </Form>
      <div className="mb-6 grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Figure label={words.cadres} value={figure(totals.cadres)} />
        <Figure label={words.registered} value={figure(totals.registered)} />
        <Figure label={words.eligible} value={String(totals.eligible)} />
        <Figure label={words.seated} value={figure(totals.seated)} />
      </div>
      <Form method="post">
        <input type="hidden" name="period" value={period.id} />
        {urbanVillages.map(({ code }) => (
          <input key={code} type="hidden" name="known" value={code} />
        ))}
        <DataTable
          caption={words.caption}
          rows={urbanVillages}
          rowKey={({ code }) => code}
          columns={[
            {
              key: 'choose',
              head: words.choose,
              cell: ({ code, name, cadres, registered: done }) =>
                isOpen && done < cadres ? (
                  <input type="checkbox" name="region" value={code} aria-label={words.chooseLabel(name)} className="size-[24px]" />
                ) : null,
            },
            { key: 'district', head: words.district, cell: ({ districtName }) => districtName },
            { key: 'village', head: words.urbanVillage, cell: ({ name }) => name },
            { key: 'cadres', head: words.cadres, numeric: true, cell: ({ cadres }) => cadres },
            { key: 'registered', head: words.registered, numeric: true, cell: ({ registered: done }) => done },
            { key: 'eligible', head: words.eligible, numeric: true, cell: ({ eligible }) => eligible },
            { key: 'seated', head: words.seated, numeric: true, cell: ({ seated }) => seated },
          ]}
        />
        {isOpen ? (
          <div className="mt-4 flex flex-wrap gap-2">
            <Button name="act" value="chosen">
              {words.register}
            </Button>
            <Button look="secondary" name="act" value="all">
              {words.registerAll}
            </Button>
          </div>
        ) : null}
      </Form>
    </>
  )
}
