import { useActionData, useLoaderData } from '@remix-run/react'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, Notice, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { CaseFilters } from '#app/components/verification/case-filters.tsx'
import { CaseTable } from '#app/components/verification/case-table.tsx'
import { RegionCode } from '#app/domain/access/role.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { BatchForm, CaseQuery } from '#app/domain/verification/case-query.ts'
import type { CaseAct } from '#app/domain/verification/eligibility-case.ts'
import { wholeDays } from '#app/domain/verification/queue.ts'
import { verificationWords } from '#app/text/verification.ts'
import { verificationListWords } from '#app/text/verification-list.ts'
import { browseCases } from '#app/use-cases/verification/browse-cases.server.ts'
import { takeCaseSteps } from '#app/use-cases/verification/take-case-step.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(verificationWords, ({ title }) => title)

export const loader = guardedLoader('verification.read', async ({ actor, params, url }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  const regionCode = RegionCode.safeParse(params.regionCode)
  if (!periodId.success || !regionCode.success) return notFound()
  const query = CaseQuery.parse(Object.fromEntries(url.searchParams))
  const result = await browseCases(actor, { periodId: periodId.data, regionCode: regionCode.data }, query)
  if (!result.ok) return answerRefusal(result.refusal)
  const { period, village, figures, rows, at } = result.value
  return {
    query,
    period: { id: period.id, name: period.name },
    village: { code: village.code, name: village.name, districtName: village.districtName },
    hasCases: figures.cases > 0,
    rows: rows.map((row) => ({
      id: row.id,
      version: row.version,
      name: row.cadreName,
      participantNumber: row.participantNumber,
      state: row.state,
      decision: row.decision,
      findings: row.findings,
      clean: row.clean,
      documents: row.documents,
      waitingDays: row.state === 'verified' ? null : wholeDays(row.stateSince, at),
      tied: row.tied,
      open: row.open,
    })),
  }
})

export const action = guardedAction('verification.read', async ({ actor, params, request }) => {
  const regionCode = RegionCode.safeParse(params.regionCode)
  if (!regionCode.success) return notFound()
  const form = await request.formData()
  const batch = BatchForm.safeParse({ act: form.get('act'), statement: form.get('statement'), chosen: form.getAll('chosen') })
  if (!batch.success) return { problem: form.has('chosen') ? ('bad-input' as const) : ('nothing-chosen' as const), outcome: null }
  const { act, statement, chosen } = batch.data
  if (act === 'propose' && !statement) return { problem: 'statement-required' as const, outcome: null }
  const step: CaseAct =
    act === 'propose'
      ? { kind: act, statement, note: '' }
      : act === 'acknowledge'
        ? { kind: act, note: '' }
        : { kind: act, decision: { kind: 'eligible' }, note: '', basis: '' }
  const result = await takeCaseSteps(actor, regionCode.data, chosen, step)
  return result.ok ? { problem: null, outcome: result.value } : answerRefusal(result.refusal)
})

export default function EligibilityRegion() {
  const { query, period, village, rows, hasCases } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(verificationListWords)
  const { problems } = useWords(verificationWords)
  const why = (reason: string) => Object.entries(problems).find(([kind]) => kind === reason)?.[1] ?? reason
  return (
    <>
      <PageHeader
        title={words.title(village.name)}
        lead={words.lead(village.districtName, period.name)}
        back={{ to: `/verification?period=${period.id}`, label: words.back }}
        actions={
          hasCases ? (
            <LinkButton to={`/verification/${period.id}/${village.code}/minutes`} reload>
              {words.minutes}
            </LinkButton>
          ) : null
        }
      />
      {answer?.problem ? <Notice tone="bad" title={problems[answer.problem]} isAnswer /> : null}
      {answer?.outcome ? (
        <Notice tone={Object.keys(answer.outcome.left).length > 0 ? 'warn' : 'good'} title={words.taken(answer.outcome.taken)} isAnswer>
          {Object.entries(answer.outcome.left).map(([reason, count]) => (
            <p key={reason}>{words.left(count, why(reason))}</p>
          ))}
        </Notice>
      ) : null}
      <CaseFilters query={query} />
      {rows.length === 0 ? (
        <EmptyState title={words.none}>{words.noneText}</EmptyState>
      ) : (
        <>
          <p className="mb-2 text-muted">{words.count(rows.length)}</p>
          <CaseTable rows={rows} />
        </>
      )}
    </>
  )
}
