import { Form, Link, useLoaderData } from '@remix-run/react'
import { RunBadge } from '#app/components/selection/run-badge.tsx'
import { SelectionProblemNotice } from '#app/components/selection/selection-problem.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { useLocale, useWords } from '#app/components/ui/locale.tsx'
import { Card, Figure, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { PlainText } from '#app/components/ui/plain-control.tsx'
import { DataTable } from '#app/components/ui/table.tsx'
import { fractionOf } from '#app/domain/scoring/result-breakdown.ts'
import { countText, scoreText } from '#app/domain/selection/reason-figures.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { SelectionRunId } from '#app/domain/shared/id.ts'
import { periodWords } from '#app/text/period.ts'
import { selectionWords } from '#app/text/selection.ts'
import { selectionReasonWords } from '#app/text/selection-reasons.ts'
import { readRun } from '#app/use-cases/selection/read-selection.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(selectionWords, ({ title }) => title)

export const loader = guardedLoader('selection.read', async ({ actor, params, url, locale }) => {
  const runId = SelectionRunId.safeParse(params.runId)
  if (!runId.success) return notFound()
  const result = await readRun(actor, runId.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { run, period, names, rules, villages, urbanVillages, steps, mayPropose, mayDecide } = result.value
  const nameOf = (id: string | null) => (id === null ? '' : (names.get(id) ?? ''))
  const places = new Map(urbanVillages.map((each) => [each.code, each]))
  return {
    problem: url.searchParams.get('problem'),
    period: { id: period.id, name: period.name },
    run: {
      id: run.id,
      number: run.number,
      state: run.state,
      summary: run.summary,
      lotNumber: run.lotNumber,
      inputsHash: run.inputsHash,
      resultHash: run.resultHash,
      sealedHash: run.sealedHash,
      rejectionReason: run.rejectionReason,
      made: { by: nameOf(run.createdBy), at: formatMoment(run.createdAt, locale) },
      approved: run.approvedAt === null ? null : { by: nameOf(run.approvedBy), at: formatMoment(run.approvedAt, locale) },
    },
    rules,
    passed: steps.length,
    villages: villages.map((each) => ({
      code: each.code,
      name: places.get(each.code)?.name ?? each.code,
      district: places.get(each.code)?.districtName ?? '',
      candidates: each.candidates,
      ranked: each.ranked,
      quota: each.quota,
      basis: each.basis,
      selected: each.selected,
      reserve: each.reserve,
      last: each.lastSelectedScore === null ? null : scoreText(fractionOf(each.lastSelectedScore), locale),
      proven: each.proof !== null,
    })),
    mayPropose,
    mayDecide,
  }
})

export default function SelectionRunPage() {
  const { problem, period, run, rules, villages, passed, mayPropose, mayDecide } = useLoaderData<typeof loader>()
  const words = useWords(selectionWords)
  const { rungs } = useWords(selectionReasonWords)
  const { codes } = useWords(periodWords)
  const locale = useLocale()
  const count = (value: number) => countText(value, locale)
  const percent = (text: string) => (locale === 'id' ? text.replace('.', ',') : text)
  const { lot } = run.summary
  const at = `/office/selection/runs/${run.id}`
  return (
    <>
      <PageHeader
        title={words.run(run.number)}
        lead={`${period.name}. ${words.runLead}`}
        back={{ to: `/office/selection/${period.id}`, label: words.title }}
        actions={
          <>
            <LinkButton to={`${at}/list.pdf?paper=F4`} reload>
              {words.exportRecap('F4')}
            </LinkButton>
            <LinkButton to={`${at}/list.pdf?paper=A4`} reload>
              {words.exportRecap('A4')}
            </LinkButton>
            <LinkButton to={`${at}/list.xlsx`} reload>
              {words.exportXlsx}
            </LinkButton>
          </>
        }
      />
      <SelectionProblemNotice code={problem} />
      <p className="mb-4">
        <RunBadge state={run.state} /> {words.madeBy(run.made.by, run.made.at)}
        {run.approved ? `. ${words.approvedBy(run.approved.by, run.approved.at)}` : ''}
      </p>
      {run.rejectionReason === null ? null : <Notice tone="warn">{words.rejectedBecause(run.rejectionReason)}</Notice>}
      <div className="mb-6 grid grid-cols-2 gap-3 lg:grid-cols-5">
        <Figure label={words.figures.candidates} value={count(run.summary.candidates)} />
        <Figure label={words.figures.ranked} value={count(run.summary.ranked)} />
        <Figure label={words.figures.seats} value={count(run.summary.seats)} />
        <Figure label={words.figures.selected} value={count(run.summary.selected)} />
        <Figure label={words.figures.reserve} value={count(run.summary.reserve)} />
      </div>
      {lot.ties === 0 ? null : (
        <Section title={words.lotTitle}>
          <Card>
            {lot.drawn ? <p>{words.lotDrawn(run.lotNumber ?? '', lot.ties)}</p> : <p>{words.lotNeeded(lot.ties, lot.people)}</p>}
            {lot.plenarySilent > 0 && !lot.drawn ? <p className="mt-1 text-muted">{words.lotSilent(lot.plenarySilent)}</p> : null}
            <p className="mt-2 text-[13px] break-all text-muted">
              {words.sealedHash}: {run.sealedHash}
            </p>
            {run.state === 'draft' && !lot.drawn && mayPropose ? (
              <Form method="post" action={`${at}/propose`} className="mt-3 max-w-[560px]">
                <p className="mb-3 text-muted">{words.lotHow}</p>
                <PlainText name="lotNumber" label={words.lotNumber} hint={words.lotHint} inputMode="numeric" />
                <Button name="act" value="draw">
                  {words.lotSave}
                </Button>
              </Form>
            ) : null}
          </Card>
        </Section>
      )}
      {run.state === 'draft' && mayPropose ? (
        <Form method="post" action={`${at}/propose`} className="mb-6 flex flex-wrap items-center gap-3">
          <Button name="act" value="propose">
            {words.propose}
          </Button>
          <span className="text-muted">{words.proposeHint}</span>
        </Form>
      ) : null}
      {run.state === 'proposed' && !mayDecide ? <Notice tone="info">{words.waiting}</Notice> : null}
      {run.state === 'proposed' && mayDecide ? (
        <Section>
          <Card>
            <Form method="post" action={`${at}/decide`} className="mb-4 flex flex-wrap items-center gap-3">
              <Button name="act" value="approve">
                {words.approve}
              </Button>
              <span className="text-muted">{words.approveHint}</span>
            </Form>
            <Form method="post" action={`${at}/decide`} className="max-w-[560px]">
              <PlainText name="reason" label={words.rejectReason} />
              <Button name="act" value="reject" look="danger">
                {words.reject}
              </Button>
            </Form>
          </Card>
        </Section>
      ) : null}
      <Section title={words.villages}>
        <DataTable
          caption={words.villages}
          rows={villages}
          rowKey={({ code }) => code}
          columns={[
            { key: 'name', head: words.village, cell: ({ code, name }) => <Link to={`${at}/${code}`}>{name}</Link> },
            { key: 'district', head: words.district, cell: ({ district }) => district },
            { key: 'candidates', head: words.figures.candidates, numeric: true, cell: ({ candidates }) => count(candidates) },
            { key: 'ranked', head: words.figures.ranked, numeric: true, cell: ({ ranked }) => count(ranked) },
            {
              key: 'quota',
              head: words.figures.seats,
              numeric: true,
              cell: ({ quota, basis }) => `${count(quota)} (${words.bases[basis]})`,
            },
            { key: 'selected', head: words.figures.selected, numeric: true, cell: ({ selected }) => count(selected) },
            { key: 'reserve', head: words.figures.reserve, numeric: true, cell: ({ reserve }) => count(reserve) },
            {
              key: 'last',
              head: words.lastScore,
              numeric: true,
              cell: ({ last, proven }) => `${last ?? '–'}${proven ? ` · ${words.proven}` : ''}`,
            },
          ]}
        />
        {passed === 0 ? null : (
          <p className="mt-2 text-muted">
            {words.steps}: {count(passed)}
          </p>
        )}
      </Section>
      <Section title={words.rules}>
        <ul className="list-disc pl-5">
          <li>{words.thresholds(percent(rules.fieldThreshold), percent(rules.totalThreshold))}</li>
          <li>
            {words.weights(
              percent(rules.selectionWeights.exam),
              percent(rules.selectionWeights.practice),
              percent(rules.selectionWeights.serviceRecord),
            )}
          </li>
          <li>{words.missingIs(words.missingRules[rules.missingComponent])}</li>
          <li>{words.ladder(rules.tieBreakers.map((rung) => rungs[rung]).join(', '))}</li>
          <li>
            {words.quotaLead(codes[rules.quota.method], rules.quota.cityTotal === null ? '–' : count(rules.quota.cityTotal))}{' '}
            {words.floors[rules.quota.floor.rule]}
            {rules.quota.floor.rule === 'none' ? '' : `: ${rules.quota.floor.seats}`}.
          </li>
          <li>{words.reserveRule(percent(rules.reservePercent), count(rules.reserveMinimum))}</li>
          {rules.seatRules.map(({ group, rule, seats }) => (
            <li key={group}>{words.groupRule(group, words.seatRules[rule], seats)}</li>
          ))}
        </ul>
      </Section>
      <Section title={words.frozen}>
        <dl className="text-[13px] break-all text-muted">
          <dt>{words.inputsHash}</dt>
          <dd className="mb-1 font-mono">{run.inputsHash}</dd>
          <dt>{words.resultHash}</dt>
          <dd className="mb-1 font-mono">{run.resultHash}</dd>
        </dl>
        <p className="text-[13px] break-all text-muted">{words.replayHint(run.id)}</p>
      </Section>
    </>
  )
}
