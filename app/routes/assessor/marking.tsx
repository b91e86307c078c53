import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { RubricForm } from '#app/components/grading/rubric-form.tsx'
import { Button } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Card, EmptyState, Figure, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { MarkForm } from '#app/domain/grading/mark-form.ts'
import { gradingWords } from '#app/text/grading.ts'
import { nextMarkingTask } from '#app/use-cases/grading/next-marking-task.server.ts'
import { readMarkingDesk } from '#app/use-cases/grading/read-marking-desk.server.ts'
import { submitMark } from '#app/use-cases/grading/submit-mark.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(gradingWords, ({ desk }) => desk.title)

export const loader = guardedLoader('marking.mark', async ({ actor }) => {
  const desk = await readMarkingDesk(actor)
  return desk.ok ? desk.value : answerRefusal(desk.refusal)
})

export const action = guardedAction('marking.mark', async ({ actor, request }) => {
  const form = await request.formData()
  if (form.get('intent') === 'take') {
    await nextMarkingTask(actor)
    throw redirect('/assessor')
  }
  const parsed = MarkForm.safeParse([...form])
  if (!parsed.success) return answerRefusal({ kind: 'bad-input' })
  const { taskId, ...given } = parsed.data
  const result = await submitMark(actor, taskId, given)
  if (!result.ok && result.refusal.kind === 'levels-incomplete')
    return { problem: 'levels-incomplete' as const, levels: given.levels, comment: given.comment, missing: [...result.refusal.criteria] }
  await nextMarkingTask(actor)
  if (!result.ok) return { problem: result.refusal.kind, levels: {}, comment: '', missing: [] }
  throw redirect('/assessor')
})

export default function Marking() {
  const words = useWords(gradingWords).desk
  const { left, marked, sheet } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} />
      {answer?.problem ? (
        <Notice
          tone="bad"
          isAnswer
          title={
            answer.problem === 'levels-incomplete' ? words.incomplete : answer.problem === 'already-marked' ? words.already : words.changed
          }
        />
      ) : null}
      <div className="mb-6 grid grid-cols-2 gap-3 sm:max-w-[420px]" role="status">
        <Figure label={words.left} value={words.figure(left)} />
        <Figure label={words.marked} value={words.figure(marked)} />
      </div>
      {sheet === null ? (
        <Desk isEmpty={left === 0} />
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <div>
            <Section title={words.question}>
              <p className="whitespace-pre-line">{sheet.question.stem}</p>
              {sheet.question.media ? (
                <img
                  src={`/media/${sheet.question.media.hash}`}
                  alt={sheet.question.media.alt}
                  className="mt-3 max-w-full rounded-md border border-line"
                />
              ) : null}
            </Section>
            <Section title={words.response}>
              <Card>
                <p className="max-w-[68ch] whitespace-pre-line break-words text-[17px] leading-7">{sheet.response}</p>
              </Card>
            </Section>
            <details className="mb-6">
              <summary className="min-h-10 cursor-pointer font-semibold">{words.modelAnswer}</summary>
              <p className="max-w-[68ch] whitespace-pre-line">{sheet.modelAnswer}</p>
            </details>
          </div>
          <Section title={words.rubric}>
            <RubricForm
              taskId={sheet.taskId}
              lockVersion={sheet.lockVersion}
              rubric={sheet.rubric}
              levels={answer?.levels ?? {}}
              comment={answer?.comment ?? ''}
              missing={answer?.missing ?? []}
            />
          </Section>
        </div>
      )}
    </>
  )
}

function Desk({ isEmpty }: { isEmpty: boolean }) {
  const words = useWords(gradingWords).desk
  if (isEmpty) return <EmptyState title={words.nothing}>{words.nothingText}</EmptyState>
  return (
    <>
      <h2>{words.waiting}</h2>
      <p className="mb-3 text-muted">{words.waitingText}</p>
      <Form method="post">
        <Button name="intent" value="take">
          {words.take}
        </Button>
      </Form>
    </>
  )
}
