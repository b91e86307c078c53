import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { PeriodWay } from '#app/components/period/period-way.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Badge, Card, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { isPolicyOpen, nextState, PeriodState } from '#app/domain/period/period.ts'
import { formatDay } from '#app/domain/shared/calendar.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { periodWords } from '#app/text/period.ts'
import { advancePeriod } from '#app/use-cases/period/advance-period.server.ts'
import { readPeriod } from '#app/use-cases/period/read-period.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(periodWords, ({ title }) => title)

/** What a period has beyond its policy, each for whoever may enter it. */
const PAGES = [
  { path: 'plenaries', key: 'plenaries', permission: 'plenary.read' },
  { path: 'appeals', key: 'appeals', permission: 'appeal.read' },
  { path: 'determination', key: 'determination', permission: 'determination.read' },
] as const

export const loader = guardedLoader('period.read', async ({ actor, params, locale }) => {
  const id = PeriodId.safeParse(params.periodId)
  if (!id.success) return notFound()
  const result = await readPeriod(actor, id.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { period, current, mayManage } = result.value
  const next = nextState(period.state)
  return {
    period: { ...period, startsOn: formatDay(period.startsOn, locale) },
    policyVersion: current.version,
    next: mayManage ? next : null,
    links: PAGES.filter(({ permission }) => mayEnter(actor, permission)).map(({ path, key }) => ({ path, key })),
    closesPolicy: next !== null && isPolicyOpen(period) && !isPolicyOpen({ ...period, state: next }),
  }
})

export const action = guardedAction('period.manage', async ({ actor, params, request }) => {
  const id = PeriodId.safeParse(params.periodId)
  const to = PeriodState.safeParse((await request.formData()).get('to'))
  if (!id.success) return notFound()
  if (!to.success) return answerRefusal({ kind: 'bad-input' })
  const result = await advancePeriod(actor, id.data, to.data)
  if (result.ok) return { advanced: true }
  return result.refusal.kind === 'not-the-next-state' ? { advanced: false } : answerRefusal(result.refusal)
})

export default function Period() {
  const { period, policyVersion, next, links, closesPolicy } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(periodWords)
  return (
    <>
      <PageHeader
        title={period.name}
        lead={`${period.code} · ${words.startsOn} ${period.startsOn}`}
        back={{ to: '/office/periods', label: words.backToPeriods }}
        actions={period.isDemo ? <Badge tone="warn">{words.demo}</Badge> : null}
      />
      {answer?.advanced === true ? <Notice tone="good">{words.advanced}</Notice> : null}
      {answer?.advanced === false ? (
        <Notice tone="bad" isAnswer>
          {words.advanceFailed}
        </Notice>
      ) : null}
      <Section title={words.way}>
        <PeriodWay state={period.state} />
        {next === null ? null : (
          <Form method="post" className="mt-4 flex flex-wrap items-center gap-3">
            <input type="hidden" name="to" value={next} />
            <Button>{words.advance(words.states[next])}</Button>
            <span className="text-muted">
              {words.advanceNote} {closesPolicy ? words.advanceClosesPolicy : ''}
            </span>
          </Form>
        )}
      </Section>
      {links.length === 0 ? null : (
        <Section title={words.outcome}>
          <div className="flex flex-wrap gap-2">
            {links.map(({ path, key }) => (
              <LinkButton key={path} to={`/office/periods/${period.id}/${path}`}>
                {words.outcomePages[key]}
              </LinkButton>
            ))}
          </div>
        </Section>
      )}
      <Section title={words.policy}>
        <Card>
          <p className="mb-3">{words.policyLead(policyVersion)}</p>
          <LinkButton to={`/office/periods/${period.id}/policy`}>{words.showPolicy}</LinkButton>
        </Card>
      </Section>
    </>
  )
}
