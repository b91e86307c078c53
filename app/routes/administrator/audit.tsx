import { useActionData, useLoaderData } from '@remix-run/react'
import { AuditFilters } from '#app/components/audit/audit-filters.tsx'
import { AuditTable } from '#app/components/audit/audit-table.tsx'
import { ChainVerdictNotice, VerifyChainButton } from '#app/components/audit/chain-verdict.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { figureText } from '#app/domain/analytics/figure-text.ts'
import { AuditQuery } from '#app/domain/audit/audit-query.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { administratorWords } from '#app/text/administrator.ts'
import { listAudit } from '#app/use-cases/audit/list-audit.server.ts'
import { verifyChain } from '#app/use-cases/audit/verify-chain.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(administratorWords, ({ audit }) => audit.title)

export const loader = guardedLoader('audit.read', async ({ actor, url, locale }) => {
  const [kind, subject, actorText, before] = ['kind', 'subject', 'actor', 'before'].map((name) => url.searchParams.get(name))
  const filter = AuditQuery.parse({ kind: kind ?? '', subject: subject ?? '', actor: actorText ?? '', before: before ?? null })
  const result = await listAudit(actor, filter)
  if (!result.ok) return answerRefusal(result.refusal)
  return {
    entries: result.value.entries.map((entry) => ({ ...entry, seq: entry.seq.toString(), at: formatMoment(entry.at, locale) })),
    older: result.value.older?.toString() ?? null,
    filter: { kind: filter.kind, subject: filter.subject, actor: filter.actor },
    isNewest: filter.before === null,
  }
})

export const action = guardedAction('audit.read', async ({ actor, locale }) => {
  const result = await verifyChain(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  const { entries, faults } = result.value
  return {
    isWhole: faults.length === 0,
    entries: figureText(entries, 0, locale),
    faultCount: figureText(faults.length, 0, locale),
    faults: faults.slice(0, 50).map(({ seq, fault }) => ({ seq: seq.toString(), fault })),
  }
})

export default function AuditTrail() {
  const words = useWords(administratorWords).audit
  const { entries, older, filter, isNewest } = useLoaderData<typeof loader>()
  const verdict = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} actions={<VerifyChainButton />} />
      {verdict ? <ChainVerdictNotice verdict={verdict} /> : null}
      <AuditFilters filter={filter} />
      {entries.length === 0 ? (
        <EmptyState title={words.none}>{words.noneText}</EmptyState>
      ) : (
        <AuditTable entries={entries} older={older} filter={filter} isNewest={isNewest} />
      )}
    </>
  )
}
