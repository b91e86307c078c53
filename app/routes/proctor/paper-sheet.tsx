import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { fromName, shapeOf, typedName } from '#app/components/proctoring/paper-fields.tsx'
import { KeyInForm, SettleForm } from '#app/components/proctoring/paper-forms.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Notice, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { AttemptId, ExamSessionId } from '#app/domain/shared/id.ts'
import { paperModeWords } from '#app/text/paper-mode.ts'
import { keyInSheet } from '#app/use-cases/proctoring/key-in-sheet.server.ts'
import { readSheet } from '#app/use-cases/proctoring/read-papers.server.ts'
import { settleSheet } from '#app/use-cases/proctoring/settle-sheet.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(paperModeWords, ({ sheetTitle }) => sheetTitle)

export const loader = guardedLoader('paper-entry.record', async ({ actor, params, url }) => {
  const result = await readSheet(actor, placeOf(params))
  if (!result.ok) return answerRefusal(result.refusal)
  const { session, seat, task } = result.value
  return {
    session: { id: session.id, label: session.label },
    name: seat.name,
    number: seat.participantNumber,
    problem: url.searchParams.get('problem'),
    task:
      task.kind === 'nothing'
        ? task
        : task.kind === 'key-in'
          ? { ...task, questions: task.questions.map(({ number, position, body }) => ({ number, position, shape: shapeOf(body) })) }
          : {
              ...task,
              differences: task.differences.map(({ number, position, body, first, second }) => ({
                number,
                position,
                shape: shapeOf(body),
                first,
                second,
              })),
            },
  }
})

export const action = guardedAction('paper-entry.record', async ({ actor, params, request }) => {
  const place = placeOf(params)
  const form = await request.formData()
  const said = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const path = `/proctor/sessions/${place.examSessionId}/paper`
  const result =
    said('act') === 'settle'
      ? await settleSheet(actor, place, (position) => ({ from: said(fromName(position)), typed: said(typedName(position)) }))
      : await keyInSheet(actor, place, (position) => said(typedName(position)))
  if (result.ok) throw redirect(`${path}?outcome=${'next' in result.value ? result.value.next : 'ready'}`)
  const { refusal } = result
  if (refusal.kind === 'not-found') return answerRefusal(refusal)
  if (refusal.kind !== 'faults') throw redirect(`${path}/${place.attemptId}?problem=${refusal.kind}`)
  const sent = Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
  return { faults: Object.fromEntries([...refusal.faults].map(([position, fault]) => [String(position), fault])), sent }
})

function placeOf(params: Readonly<Record<string, string | undefined>>) {
  const [examSessionId, attemptId] = [ExamSessionId.safeParse(params.examSessionId), AttemptId.safeParse(params.attemptId)]
  return examSessionId.success && attemptId.success ? { examSessionId: examSessionId.data, attemptId: attemptId.data } : notFound()
}

export default function PaperSheetPage() {
  const words = useWords(paperModeWords)
  const { session, name, number, task, problem } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() ?? null
  const said = problem === null ? undefined : words.problems[problem]
  return (
    <>
      <PageHeader
        title={
          task.kind === 'key-in'
            ? `${words.sheetTitle}: ${words.entry(task.entry)}`
            : task.kind === 'settle'
              ? words.settleTitle
              : words.title
        }
        lead={`${number} · ${name} · ${session.label}`}
        back={{ to: `/proctor/sessions/${session.id}/paper`, label: words.sheetsOf }}
      />
      {said === undefined ? null : (
        <Notice tone="bad" isAnswer>
          {said}
        </Notice>
      )}
      {task.kind === 'nothing' ? (
        <Notice tone={task.why === 'ready' ? 'good' : 'info'}>{words.nothing[task.why]}</Notice>
      ) : (
        <>
          <p className="mb-4 max-w-[68ch] text-muted">{task.kind === 'key-in' ? words.keyLead : words.settleLead}</p>
          {task.kind === 'key-in' ? (
            <KeyInForm questions={task.questions} refused={refused} />
          ) : (
            <SettleForm differences={task.differences} refused={refused} />
          )}
        </>
      )}
    </>
  )
}
