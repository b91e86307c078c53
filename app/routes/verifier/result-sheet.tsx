import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { SheetItems } from '#app/components/grading/sheet-items.tsx'
import { FieldScores } from '#app/components/scoring/field-scores.tsx'
import { StateBadge } from '#app/components/scoring/verdict.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Card, Fact, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { ReturnReason } from '#app/domain/grading/result-query.ts'
import { fractionOf } from '#app/domain/scoring/result-breakdown.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { ExamResultId } from '#app/domain/shared/id.ts'
import { formatFraction, fractionFromDecimal, pointsAsFraction } from '#app/domain/shared/points.ts'
import { gradingWords } from '#app/text/grading.ts'
import { scoringWords } from '#app/text/scoring.ts'
import { confirmResult } from '#app/use-cases/grading/confirm-result.server.ts'
import { readResultSheet } from '#app/use-cases/grading/read-result-sheet.server.ts'
import { returnResult } from '#app/use-cases/grading/return-result.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(gradingWords, ({ sheet }) => sheet.title)

export const loader = guardedLoader('result.read', async ({ actor, params, locale }) => {
  const resultId = ExamResultId.safeParse(params.resultId)
  const sheet = resultId.success ? await readResultSheet(actor, resultId.data) : notFound()
  if (!sheet.ok) return answerRefusal(sheet.refusal)
  const { result, person, weights, items, versions, check, confirmation, mayReturn } = sheet.value
  const separator = locale === 'id' ? ',' : '.'
  const decimal = (text: string) => formatFraction(fractionFromDecimal(text), text.split('.')[1]?.length ?? 0, separator)
  const points = (each: bigint) => formatFraction(pointsAsFraction(each), 2, separator)
  return {
    person,
    check: { matches: check.matches, positions: check.differences.map(({ position }) => position).join(', ') },
    confirmation,
    mayReturn,
    result: {
      id: result.id,
      version: result.version,
      current: result.current,
      state: result.state,
      policyVersion: result.policyVersion,
      unmarked: result.breakdown.unmarked,
      scoredAt: formatMoment(result.scoredAt, locale),
      confirmedAt: result.confirmed === null ? null : formatMoment(result.confirmed.at, locale),
    },
    fields: result.breakdown.fields.map(({ field, score, threshold, competent }) => ({
      field,
      competent,
      score: formatFraction(fractionOf(score), 2, separator),
      threshold: decimal(threshold),
      weight: decimal(weights[field]),
    })),
    total: {
      score: formatFraction(fractionOf(result.breakdown.total), 2, separator),
      threshold: decimal(result.breakdown.totalThreshold),
      passed: result.passed,
    },
    items: items.map(({ score, body, key, response, levels, difference }) => ({
      position: score.position,
      body,
      answerKey: key,
      response,
      levels,
      points: score.points === null ? null : points(score.points),
      maximum: points(score.maximum),
      full: score.points === score.maximum,
      recalculated: result.current && difference?.recalculated != null ? points(difference.recalculated) : null,
    })),
    versions: versions.map(({ id, version, state, current, scoredAt }) => ({
      id,
      version,
      state,
      current,
      scoredAt: formatMoment(scoredAt, locale),
    })),
  }
})

export const action = guardedAction('result.confirm', async ({ actor, request, params }) => {
  const resultId = ExamResultId.safeParse(params.resultId)
  if (!resultId.success) return notFound()
  const form = await request.formData()
  if (form.get('intent') === 'confirm') {
    const confirmed = await confirmResult(actor, resultId.data)
    if (!confirmed.ok && confirmed.refusal.kind === 'not-found') return notFound()
    return confirmed.ok ? null : { problem: confirmed.refusal.kind, reason: '' }
  }
  const typed = String(form.get('reason') ?? '')
  const reason = ReturnReason.safeParse(typed)
  if (!reason.success) return { problem: 'reason-required' as const, reason: typed }
  const returned = await returnResult(actor, resultId.data, reason.data)
  if (!returned.ok && returned.refusal.kind === 'not-found') return notFound()
  if (!returned.ok) return { problem: returned.refusal.kind, reason: typed }
  throw redirect('/verifier/results')
})

export default function ResultSheet() {
  const words = useWords(gradingWords).sheet
  const scoring = useWords(scoringWords)
  const { result, person, fields, total, items, versions, check, confirmation, mayReturn } = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()?.problem
  const newest = versions.find(({ current }) => current)
  return (
    <>
      <PageHeader
        title={`${words.title}: ${person.cadreName}`}
        back={{ to: '/verifier/results', label: words.back }}
        actions={<StateBadge state={result.state} />}
      />
      {problem && problem !== 'reason-required' ? <Notice tone="bad" isAnswer title={words.cannot[problem]} /> : null}
      {result.current ? (
        <Notice tone={check.matches ? 'good' : 'bad'} title={check.matches ? words.matches : words.differs}>
          {check.positions === '' ? null : <p>{words.differsAt(check.positions)}</p>}
        </Notice>
      ) : (
        <Notice tone="warn" title={words.oldVersion}>
          {newest ? <Link to={`/verifier/results/${newest.id}`}>{words.current}</Link> : null}
        </Notice>
      )}
      <dl className="mb-6 grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        <Fact label={words.candidate}>
          {person.cadreName} · {person.participantNumber} · {person.urbanVillage.name}
        </Fact>
        <Fact label={words.exam}>
          {person.examTitle} ({words.form(person.formOrdinal)}) · {person.session}
        </Fact>
        <Fact label={words.policy}>{words.policyVersion(result.policyVersion)}</Fact>
        <Fact label={words.calculated}>
          {words.version(result.version)}, {result.scoredAt}
        </Fact>
      </dl>
      <Section title={scoring.fieldScores}>
        {result.unmarked > 0 ? <p className="mb-2 text-muted">{scoring.unmarked(result.unmarked)}</p> : null}
        <FieldScores fields={fields} total={total} />
      </Section>
      <Section title={words.confirm}>
        {result.confirmedAt !== null ? <p>{words.confirmedBy(person.confirmedBy ?? '', result.confirmedAt)}</p> : null}
        {confirmation === 'open' ? (
          <ConfirmForm />
        ) : result.confirmedAt === null && confirmation !== 'not-allowed' ? (
          <p className="text-muted">{words.cannot[confirmation]}</p>
        ) : null}
        {mayReturn ? <ReturnForm /> : null}
      </Section>
      <Section title={words.items}>
        <SheetItems items={items} />
      </Section>
      <Section title={words.versions}>
        <ul>
          {versions.map((version) => (
            <li key={version.id} className="mb-1">
              <Link to={`/verifier/results/${version.id}`}>{words.version(version.version)}</Link> · {version.scoredAt} ·{' '}
              <StateBadge state={version.state} />
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

function ConfirmForm() {
  const words = useWords(gradingWords).sheet
  return (
    <Card>
      <p className="mb-3 max-w-[68ch]">{words.confirmText}</p>
      <Form method="post">
        <Button name="intent" value="confirm">
          {words.confirm}
        </Button>
      </Form>
    </Card>
  )
}

function ReturnForm() {
  const words = useWords(gradingWords).sheet
  const answer = useActionData<typeof action>()
  const isMissing = answer?.problem === 'reason-required'
  return (
    <details className="mt-4" open={isMissing}>
      <summary className="min-h-10 cursor-pointer font-semibold">{words.return}</summary>
      <Form method="post" className="mt-2 max-w-[68ch]">
        <p className="mb-3">{words.returnText}</p>
        <label htmlFor="reason" className="font-semibold">
          {words.reason}
        </label>
        <p id="reason-hint" className="text-[13px] text-muted">
          {words.reasonHint}
        </p>
        <textarea
          id="reason"
          name="reason"
          rows={2}
          maxLength={500}
          defaultValue={answer?.reason}
          aria-invalid={isMissing || undefined}
          aria-describedby={isMissing ? 'reason-hint reason-error' : 'reason-hint'}
          className="mt-1 block w-full rounded-md border border-line bg-surface px-3 py-2 aria-invalid:border-bad"
        />
        {isMissing ? (
          <p id="reason-error" className="mt-1 text-bad">
            {words.reasonRequired}
          </p>
        ) : null}
        <div className="mt-3">
          <Button name="intent" value="return" look="danger">
            {words.return}
          </Button>
        </div>
      </Form>
    </details>
  )
}
