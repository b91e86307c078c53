import { Form, Link, useLoaderData } from '@remix-run/react'
import { StandingBadge } from '#app/components/selection/run-badge.tsx'
import { SelectionProblemNotice } from '#app/components/selection/selection-problem.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { useLocale, useWords } from '#app/components/ui/locale.tsx'
import { Card, Figure, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { PlainSelect, PlainText } from '#app/components/ui/plain-control.tsx'
import { DataTable } from '#app/components/ui/table.tsx'
import { RegionCode } from '#app/domain/access/role.ts'
import { fractionOf } from '#app/domain/scoring/result-breakdown.ts'
import { countText, reasonFigures, scoreText } from '#app/domain/selection/reason-figures.ts'
import { WITHDRAWAL_REASONS } from '#app/domain/selection/withdrawal.ts'
import { SelectionRunId } from '#app/domain/shared/id.ts'
import { selectionWords } from '#app/text/selection.ts'
import { selectionReasonWords } from '#app/text/selection-reasons.ts'
import { readRunVillage } from '#app/use-cases/selection/read-selection.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(selectionWords, ({ list }) => list)

export const loader = guardedLoader('selection.read', async ({ actor, params, url, locale }) => {
  const [runId, code] = [SelectionRunId.safeParse(params.runId), RegionCode.safeParse(params.code)]
  if (!runId.success || !code.success) return notFound()
  const result = await readRunVillage(actor, runId.data, code.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { run, village, urbanVillage, people, steps, mayWithdraw } = result.value
  const words = selectionWords[locale]
  const nameOf = new Map(people.map(({ outcome, name }) => [outcome.candidateId, name]))
  return {
    problem: url.searchParams.get('problem'),
    leaving: url.searchParams.get('withdraw'),
    run: { id: run.id, number: run.number },
    code: village.code,
    name: urbanVillage?.name ?? village.code,
    district: urbanVillage?.districtName ?? '',
    figures: { candidates: village.candidates, ranked: village.ranked, quota: village.quota },
    last: village.lastSelectedScore === null ? null : scoreText(fractionOf(village.lastSelectedScore), locale),
    people: people.map(({ outcome, standing, name, posyandu }) => ({
      id: outcome.candidateId,
      rank: outcome.rank,
      participantNumber: outcome.participantNumber,
      name,
      posyandu,
      score: outcome.score === null ? null : scoreText(fractionOf(outcome.score), locale),
      standing,
      reservePlace: outcome.explanation.reservePlace,
      why: selectionReasonWords[locale].reason(reasonFigures(outcome, locale)),
    })),
    steps: steps.map(({ sequence, withdrawn, promoted, reason, note }) => ({
      sequence,
      text:
        promoted === null
          ? words.stepNobody(nameOf.get(withdrawn) ?? '')
          : words.step(nameOf.get(withdrawn) ?? '', nameOf.get(promoted) ?? ''),
      reason: words.withdrawals[reason],
      note,
    })),
    mayWithdraw,
  }
})

export default function SelectionVillagePage() {
  const { problem, leaving, run, code, name, district, figures, last, people, steps, mayWithdraw } = useLoaderData<typeof loader>()
  const words = useWords(selectionWords)
  const locale = useLocale()
  const count = (value: number) => countText(value, locale)
  const page = `/office/selection/runs/${run.id}/${code}`
  const seated = (standing: (typeof people)[number]['standing']) => people.filter((each) => each.standing === standing).length
  const person = mayWithdraw
    ? people.find(({ id, standing }) => id === leaving && (standing === 'selected' || standing === 'reserve'))
    : undefined
  return (
    <>
      <PageHeader
        title={`${words.village} ${name}`}
        lead={`${words.district} ${district}. ${words.list}.`}
        back={{ to: `/office/selection/runs/${run.id}`, label: words.run(run.number) }}
        actions={
          <>
            <LinkButton to={`/office/selection/runs/${run.id}/list.pdf?paper=F4&village=${code}`} reload>
              {words.exportPdf('F4')}
            </LinkButton>
            <LinkButton to={`/office/selection/runs/${run.id}/list.pdf?paper=A4&village=${code}`} reload>
              {words.exportPdf('A4')}
            </LinkButton>
          </>
        }
      />
      <SelectionProblemNotice code={problem} />
      {person ? (
        <Section title={words.withdrawTitle(person.name)}>
          <Card>
            <p className="mb-3 text-muted">{words.withdrawHint}</p>
            <Form method="post" action={`${page}/withdraw`} className="max-w-[560px]">
              <input type="hidden" name="candidateId" value={person.id} />
              <PlainSelect name="reason" label={words.withdrawReason} initial="own-request">
                {WITHDRAWAL_REASONS.map((reason) => (
                  <option key={reason} value={reason}>
                    {words.withdrawals[reason]}
                  </option>
                ))}
              </PlainSelect>
              <PlainText name="note" label={words.withdrawNote} />
              <div className="flex flex-wrap gap-3">
                <Button look="danger">{words.withdrawAction}</Button>
                <LinkButton to={page}>{words.cancel}</LinkButton>
              </div>
            </Form>
          </Card>
        </Section>
      ) : null}
      <div className="mb-6 grid grid-cols-2 gap-3 lg:grid-cols-5">
        <Figure label={words.figures.candidates} value={count(figures.candidates)} />
        <Figure label={words.figures.seats} value={count(figures.quota)} />
        <Figure label={words.figures.selected} value={count(seated('selected'))} />
        <Figure label={words.figures.reserve} value={count(seated('reserve'))} />
        <Figure label={words.lastScore} value={last ?? '–'} />
      </div>
      {steps.length === 0 ? null : (
        <Section title={words.steps}>
          <ol className="list-decimal pl-5">
            {steps.map(({ sequence, text, reason, note }) => (
              <li key={sequence}>
                {text} ({reason}; {note})
              </li>
            ))}
          </ol>
        </Section>
      )}
      <Section title={words.list}>
        <DataTable
          caption={words.list}
          rows={people}
          rowKey={({ id }) => id}
          columns={[
            { key: 'rank', head: words.rank, numeric: true, cell: ({ rank }) => rank ?? '–' },
            {
              key: 'name',
              head: words.name,
              cell: ({ name: shown, posyandu, participantNumber }) => (
                <>
                  {shown}
                  <span className="block text-[13px] text-muted">
                    {participantNumber} · {posyandu}
                  </span>
                </>
              ),
            },
            { key: 'score', head: words.score, numeric: true, cell: ({ score }) => score ?? '–' },
            {
              key: 'standing',
              head: words.outcome,
              cell: ({ standing, reservePlace }) => <StandingBadge standing={standing} place={reservePlace} />,
            },
            {
              key: 'why',
              head: words.why,
              cell: ({ id, why, standing }) => (
                <div className="min-w-[240px]">
                  {why}
                  {mayWithdraw && (standing === 'selected' || standing === 'reserve') ? (
                    <Link to={`${page}?withdraw=${id}`} className="no-print block text-[13px] text-accent underline">
                      {words.withdraw}
                    </Link>
                  ) : null}
                </div>
              ),
            },
          ]}
        />
      </Section>
    </>
  )
}
