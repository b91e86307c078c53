import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PolicyForm } from '#app/components/period/policy-form.tsx'
import { SettingChanges } from '#app/components/period/setting-changes.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Notice, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { policyFormTexts, PolicyForm as schema } from '#app/domain/period/policy-form.ts'
import { policyChanges } from '#app/domain/period/policy-settings.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { periodWords } from '#app/text/period.ts'
import { changePolicy } from '#app/use-cases/period/change-policy.server.ts'
import { readPeriod } from '#app/use-cases/period/read-period.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(periodWords, ({ editTitle }) => editTitle)

export const loader = guardedLoader('policy.change', async ({ actor, params, locale }) => {
  const id = PeriodId.safeParse(params.periodId)
  if (!id.success) return notFound()
  const result = await readPeriod(actor, id.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { period, current, versions } = result.value
  const before = versions[1]
  return {
    period: { id: period.id, name: period.name },
    version: current.version,
    initial: policyFormTexts(current.settings),
    /** What the newest version changed, for whoever began with the one before. */
    newest: {
      by: current.changedByName,
      at: formatMoment(current.changedAt, locale),
      changes: before ? policyChanges(before.settings, current.settings) : [],
    },
  }
})

export const action = guardedAction('policy.change', async ({ actor, params, request }) => {
  const id = PeriodId.safeParse(params.periodId)
  if (!id.success) return notFound()
  const form = await parseForm(request, schema)
  if (!form.ok) return form.answer
  const result = await changePolicy(actor, id.data, form.value)
  if (result.ok) throw redirect(`/office/periods/${id.data}/policy?saved=${result.value.version}`)
  switch (result.refusal.kind) {
    case 'newer-version':
    case 'policy-closed':
    case 'nothing-changed':
      return form.reject({ '': [result.refusal.kind] })
    default:
      return answerRefusal(result.refusal)
  }
})

export default function EditPolicy() {
  const { period, version, initial, newest } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const words = useWords(periodWords)
  const wasFaster = lastResult?.error?.['']?.includes('newer-version') ?? false
  const back = `/office/periods/${period.id}/policy`
  return (
    <>
      <PageHeader
        title={words.editTitle}
        lead={`${period.name}. ${words.editLead(version)}`}
        back={{ to: back, label: words.backToPolicy }}
      />
      {wasFaster ? (
        <Notice tone="warn" title={words.newerTitle(version)}>
          <p>{words.newerText(newest.by ?? words.system, newest.at)}</p>
          <SettingChanges changes={newest.changes} />
        </Notice>
      ) : null}
      <PolicyForm lastResult={lastResult} initial={initial} version={version} cancelTo={back} />
    </>
  )
}
