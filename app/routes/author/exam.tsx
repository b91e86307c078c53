import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { BlueprintForm } from '#app/components/assembly/blueprint-form.tsx'
import { CoverageTable } from '#app/components/assembly/coverage-table.tsx'
import { FormsTable } from '#app/components/assembly/forms-table.tsx'
import { ShortageNotice } from '#app/components/assembly/shortage-notice.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Badge, Figure, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { availability, questionTotal } from '#app/domain/assembly/blueprint.ts'
import { ExamDesign } from '#app/domain/assembly/exam-design.ts'
import { formBalance, sharedQuestions } from '#app/domain/assembly/form-balance.ts'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { ExamId } from '#app/domain/shared/id.ts'
import { formatFraction, pointsAsFraction } from '#app/domain/shared/points.ts'
import { assemblyWords } from '#app/text/assembly.ts'
import { changeExam } from '#app/use-cases/assembly/design-exam.server.ts'
import { readExam } from '#app/use-cases/assembly/read-exam.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(assemblyWords, ({ exams }) => exams)

export const loader = guardedLoader('exam.read', async ({ actor, params, url, locale }) => {
  const examId = ExamId.safeParse(params.examId)
  if (!examId.success) return notFound()
  const result = await readExam(actor, examId.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { exam, period, policyQuestionCount, bank, questions, competencies, creator, publisher, mayPublish, mayDesign, shortages, forms } =
    result.value
  const first = forms[0]?.content
  return {
    exam: {
      id: exam.id,
      status: exam.status,
      title: exam.title,
      limitMinutes: exam.limitMinutes,
      formCount: exam.formCount,
      exposureCap: exam.blueprint.exposureCap,
      cells: exam.blueprint.cells,
    },
    publication:
      exam.status === 'published' ? { at: formatMoment(exam.publishedAt, locale), by: publisher, algorithm: exam.algorithm } : null,
    periodName: period.name,
    bank: bank && { title: bank.title, version: bank.version, questions: bank.questions },
    creator,
    total: questionTotal(exam.blueprint),
    policyQuestionCount,
    coverage: availability(exam.blueprint.cells, questions),
    competencies,
    shortages,
    mayPublish,
    mayDesign,
    isSaved: url.searchParams.get('done') === 'saved',
    problem: url.searchParams.get('problem'),
    forms: forms.map(({ ordinal, content, contentHash, replays }) => {
      const { questions: count, essays, byDifficulty, points } = formBalance(content)
      return {
        ordinal,
        contentHash,
        replays,
        questions: count,
        essays,
        balance: `${byDifficulty.easy} / ${byDifficulty.medium} / ${byDifficulty.hard}`,
        points: formatFraction(pointsAsFraction(points), points % 252_000n === 0n ? 0 : 2, locale === 'id' ? ',' : '.'),
        sharedWithFirst: first === undefined ? 0 : sharedQuestions(first, content),
      }
    }),
  }
})

export const action = guardedAction('exam.design', async ({ actor, params, request }) => {
  const examId = ExamId.safeParse(params.examId)
  if (!examId.success) return notFound()
  const form = await parseForm(request, ExamDesign)
  if (!form.ok) return form.answer
  const result = await changeExam(actor, examId.data, form.value)
  if (!result.ok) return answerRefusal(result.refusal)
  throw redirect(`/author/exams/${examId.data}?done=saved`)
})

export default function ExamPage() {
  const {
    exam,
    publication,
    periodName,
    bank,
    creator,
    total,
    policyQuestionCount,
    coverage,
    competencies,
    shortages,
    mayPublish,
    mayDesign,
    isSaved,
    problem,
    forms,
  } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(assemblyWords)
  return (
    <>
      <PageHeader
        title={exam.title}
        lead={`${periodName} · ${bank === null ? '' : words.bankVersion(bank.title, bank.version, bank.questions)}`}
        back={{ to: '/author/exams', label: words.exams }}
        actions={<Badge tone={exam.status === 'published' ? 'good' : 'neutral'}>{words.statuses[exam.status]}</Badge>}
      />
      {isSaved ? <Notice tone="good">{words.saved}</Notice> : null}
      {problem === 'creator-may-not-publish' ? (
        <Notice tone="bad" isAnswer>
          {words.creatorMayNot}
        </Notice>
      ) : null}
      {problem === 'already-published' ? <Notice tone="info">{words.alreadyPublished}</Notice> : null}
      {total === policyQuestionCount ? null : <Notice tone="warn">{words.totalDiffers(total, policyQuestionCount)}</Notice>}
      {shortages.length > 0 ? <ShortageNotice shortages={shortages} /> : null}
      <div className="mb-8 grid gap-4 sm:grid-cols-3">
        <Figure label={words.questions} value={String(total)} />
        <Figure label={words.limit} value={String(exam.limitMinutes)} />
        <Figure label={words.forms} value={String(exam.formCount)} />
      </div>
      {publication === null ? null : (
        <Section title={words.formsTitle}>
          <p className="mb-2 text-muted">{words.replayText}</p>
          <FormsTable rows={forms} />
          <p className="mt-2 text-muted">
            {words.publishedBy} {publication.by ?? words.system}, {publication.at} · {words.algorithm}: {publication.algorithm}
          </p>
        </Section>
      )}
      {mayDesign ? (
        <Section title={words.blueprint}>
          <BlueprintForm key={JSON.stringify(exam)} design={exam} competencies={competencies} lastResult={answer} />
        </Section>
      ) : null}
      <Section title={words.coverage}>
        <CoverageTable rows={coverage} competencies={competencies} shortages={shortages} />
      </Section>
      {exam.status === 'draft' ? (
        <Section title={words.publish}>
          {shortages.length === 0 ? <p>{words.feasible(exam.formCount)}</p> : null}
          <p className="mb-3 text-muted">
            {mayPublish ? words.publishText : words.publishOther} {words.createdBy} {creator ?? words.system}.
          </p>
          {mayPublish ? (
            <Form method="post" action={`/author/exams/${exam.id}/publish`}>
              <Button disabled={shortages.length > 0}>{words.publish}</Button>
            </Form>
          ) : null}
        </Section>
      ) : null}
    </>
  )
}
