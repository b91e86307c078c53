import { redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { PlenaryForm } from '#app/components/determination/plenary-form.tsx'
import { PlenaryStateBadge } from '#app/components/determination/plenary-state-badge.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { may } from '#app/domain/access/may.ts'
import { PlenaryForm as Schema } from '#app/domain/determination/plenary-form.ts'
import { formatDay, formatMoment } from '#app/domain/shared/calendar.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { plenaryWords } from '#app/text/plenary.ts'
import { preparePlenary } from '#app/use-cases/determination/prepare-plenary.server.ts'
import { listPeriodPlenaries } from '#app/use-cases/determination/read-plenary.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(plenaryWords, ({ listTitle }) => listTitle)

export const loader = guardedLoader('plenary.read', async ({ actor, params, locale }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  const result = periodId.success ? await listPeriodPlenaries(actor, periodId.data) : notFound()
  if (!result.ok) return answerRefusal(result.refusal)
  const { period, plenaries, runs } = result.value
  const isStage = period.state === 'plenary' || period.state === 'announcement'
  return {
    period: { id: period.id, name: period.name },
    plenaries: plenaries.map(({ id, sequence, heldOn, place, state, members }) => ({
      id,
      sequence,
      state,
      place,
      heldOn: formatDay(heldOn, locale),
      members: members.length,
    })),
    runs: runs.map(({ id, approvedAt, people }) => ({
      id,
      approvedAt: formatMoment(approvedAt, locale),
      people: plenaryWords[locale].count(people),
    })),
    mayPrepare: isStage && may(actor, 'plenary.prepare') && plenaries.every(({ state }) => state === 'closed'),
  }
})

export const action = guardedAction('plenary.prepare', async ({ actor, params, request }) => {
  const periodId = PeriodId.safeParse(params.periodId)
  if (!periodId.success) return notFound()
  const form = await parseForm(request, Schema)
  if (!form.ok) return form.answer
  const result = await preparePlenary(actor, periodId.data, form.value)
  if (result.ok) throw redirect(`/plenaries/${result.value.plenaryId}/members`)
  return result.refusal.kind === 'not-found' ? answerRefusal(result.refusal) : form.reject({ '': [result.refusal.kind] })
})

export default function Plenaries() {
  const { period, plenaries, runs, mayPrepare } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(plenaryWords)
  return (
    <>
      <PageHeader title={words.listTitle} lead={words.listLead} back={{ to: `/office/periods/${period.id}`, label: period.name }} />
      {plenaries.length === 0 ? (
        <EmptyState title={words.none}>{words.noneText}</EmptyState>
      ) : (
        <DataTable
          caption={words.caption}
          rows={plenaries}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'title',
              head: words.listTitle,
              cell: ({ id, sequence }) => (
                <Link to={`/plenaries/${id}`} className="text-accent underline">
                  {words.title(sequence)}
                </Link>
              ),
            },
            { key: 'heldOn', head: words.heldOn, cell: ({ heldOn }) => heldOn },
            { key: 'place', head: words.place, cell: ({ place }) => place },
            { key: 'members', head: words.members, numeric: true, cell: ({ members }) => members },
            { key: 'state', head: words.state, cell: ({ state }) => <PlenaryStateBadge state={state} /> },
          ]}
        />
      )}
      {mayPrepare ? (
        <div className="mt-8">
          <Section title={words.call}>
            {runs.length === 0 ? (
              <EmptyState title={words.noRun}>{words.noRunText}</EmptyState>
            ) : (
              <PlenaryForm runs={runs} lastResult={answer} />
            )}
          </Section>
        </div>
      ) : null}
    </>
  )
}
