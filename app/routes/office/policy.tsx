import { useLoaderData } from '@remix-run/react'
import { PolicyHistory, PolicyTable } from '#app/components/period/policy-view.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Notice, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { isPolicyOpen } from '#app/domain/period/period.ts'
import { policyChanges } from '#app/domain/period/policy-settings.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { periodWords } from '#app/text/period.ts'
import { readPeriod } from '#app/use-cases/period/read-period.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(periodWords, ({ policyTitle }) => policyTitle)

export const loader = guardedLoader('period.read', async ({ actor, params, locale, url }) => {
  const id = PeriodId.safeParse(params.periodId)
  if (!id.success) return notFound()
  const result = await readPeriod(actor, id.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { period, current, versions, mayChangePolicy } = result.value
  return {
    period: { id: period.id, name: period.name },
    version: current.version,
    policy: current.settings,
    justSaved: url.searchParams.get('saved') === String(current.version),
    isOpen: isPolicyOpen(period),
    mayChange: mayChangePolicy,
    versions: versions.map((version, index) => {
      const before = versions[index + 1]
      return {
        version: version.version,
        by: version.changedByName,
        at: formatMoment(version.changedAt, locale),
        reason: version.reason,
        changes: before ? policyChanges(before.settings, version.settings) : [],
      }
    }),
  }
})

export default function PolicyPage() {
  const { period, version, policy, justSaved, isOpen, mayChange, versions } = useLoaderData<typeof loader>()
  const words = useWords(periodWords)
  return (
    <>
      <PageHeader
        title={words.policyTitle}
        lead={`${period.name}. ${words.policyLead(version)}`}
        back={{ to: `/office/periods/${period.id}`, label: period.name }}
        actions={
          mayChange ? (
            <LinkButton to={`/office/periods/${period.id}/policy/edit`} look="primary">
              {words.edit}
            </LinkButton>
          ) : null
        }
      />
      {justSaved ? <Notice tone="good">{words.saved(version)}</Notice> : null}
      {isOpen ? null : <Notice tone="info">{words.policyClosed}</Notice>}
      <div className="mb-8">
        <PolicyTable policy={policy} />
      </div>
      <PolicyHistory versions={versions} />
    </>
  )
}
