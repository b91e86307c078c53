import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { fieldState } from '#app/components/question-bank/plain-field.ts'
import { Button } from '#app/components/ui/button.tsx'
import { FileField } from '#app/components/ui/form.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Card, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { BankId } from '#app/domain/shared/id.ts'
import { questionBankWords } from '#app/text/question-bank.ts'
import { faultMessage } from '#app/text/question-faults.ts'
import { questionTermWords } from '#app/text/question-terms.ts'
import { checkQuestionFile } from '#app/use-cases/question-bank/check-bank-files.server.ts'
import { findBankForEditing } from '#app/use-cases/question-bank/find-question-history.server.ts'
import { importBank } from '#app/use-cases/question-bank/import-bank.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'
import { packFiles, readPostedForm, textOf, unpackFiles } from '#app/web/upload.server.ts'

export const handle = pageTitled(questionBankWords, ({ importQuestions }) => importQuestions)

export const loader = guardedLoader('bank.author', async ({ actor, params }) => {
  const bankId = BankId.safeParse(params.bankId)
  if (!bankId.success) return notFound()
  const result = await findBankForEditing(actor, bankId.data)
  if (!result.ok) return answerRefusal(result.refusal)
  return { bank: { id: result.value.bank.id, title: result.value.bank.title } }
})

export const action = guardedAction('bank.author', async ({ actor, params, request, locale }) => {
  const words = questionBankWords[locale]
  const bankId = BankId.safeParse(params.bankId)
  if (!bankId.success) return notFound()
  const form = await readPostedForm(request, 8_000_000)
  if (form === null) return { kind: 'problem' as const, problem: words.uploadTooLarge }
  const confirming = form.values.intent?.[0] === 'import'
  const [file, ...pictures] = confirming
    ? (unpackFiles(form.values.checked?.[0] ?? '') ?? [])
    : [...(form.files.get('file') ?? []).slice(0, 1), ...(form.files.get('pictures') ?? [])]
  if (file === undefined || (!confirming && !form.files.has('file'))) return { kind: 'problem' as const, problem: words.fileNeeded }
  if (file.bytes.length > 2_000_000 || pictures.reduce((total, { bytes }) => total + bytes.length, 0) > 2_000_000)
    return { kind: 'problem' as const, problem: words.uploadTooLarge }

  const checked = await checkQuestionFile(actor, bankId.data, {
    file: { name: file.name, text: textOf(file) },
    pictures: new Map(pictures.map(({ name, bytes }) => [name, bytes])),
  })
  if (!checked.ok) {
    if (checked.refusal.kind !== 'faults') return answerRefusal(checked.refusal)
    return {
      kind: 'faults' as const,
      faults: checked.refusal.faults.map((fault) => ({
        line: fault.line,
        key: fault.key ?? '',
        part: fault.path.join('.'),
        message: faultMessage(fault, locale),
      })),
    }
  }
  const { heading, questions, counts } = checked.value
  if (!confirming) return { kind: 'sound' as const, name: file.name, counts, checked: packFiles([file, ...pictures]) }
  const result = await importBank(actor, heading, questions, checked.value.pictures)
  if (!result.ok) return answerRefusal(result.refusal)
  const { added, changed, unchanged } = result.value
  throw redirect(`/author/banks/${bankId.data}?done=imported&added=${added}&changed=${changed}&unchanged=${unchanged}`)
})

export default function BankImport() {
  const { bank } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(questionBankWords)
  const terms = useWords(questionTermWords)
  const state = { values: {}, problems: answer?.kind === 'problem' ? { file: [answer.problem] } : {} }
  return (
    <>
      <PageHeader title={words.importQuestions} lead={words.importLead} back={{ to: `/author/banks/${bank.id}`, label: bank.title }} />
      {answer?.kind === 'sound' ? (
        <div className="mb-6">
          <Card>
            <h2>{words.checkedSound}</h2>
            <p>{`${answer.name}: ${words.willDo(answer.counts.added, answer.counts.changed, answer.counts.unchanged)}`}</p>
            {answer.counts.replacedDrafts > 0 ? <Notice tone="warn">{words.willReplace(answer.counts.replacedDrafts)}</Notice> : null}
            <Form method="post" encType="multipart/form-data" className="mt-3">
              <input type="hidden" name="checked" value={answer.checked} />
              <Button name="intent" value="import">
                {words.doImport}
              </Button>
            </Form>
          </Card>
        </div>
      ) : null}
      {answer?.kind === 'faults' ? (
        <Section>
          <Notice tone="bad" isAnswer>
            {words.checkedFaults(answer.faults.length)}
          </Notice>
          <DataTable
            caption={words.problem}
            rows={answer.faults.map((fault, index) => ({ ...fault, id: String(index) }))}
            rowKey={({ id }) => id}
            columns={[
              { key: 'line', head: words.line, numeric: true, cell: ({ line }) => line },
              { key: 'key', head: terms.key, cell: ({ key }) => key },
              { key: 'part', head: terms.part, cell: ({ part }) => <code>{part}</code> },
              { key: 'problem', head: words.problem, cell: ({ message }) => message },
            ]}
          />
        </Section>
      ) : null}
      <Form method="post" encType="multipart/form-data" className="max-w-[560px]">
        <FileField field={fieldState(state, 'file')} label={words.file} hint={words.fileHint} accept=".yaml,.yml" />
        <div className="mb-4">
          <label htmlFor="pictures" className="font-semibold">
            {words.pictures}
          </label>
          <p id="pictures-hint" className="text-[13px] text-muted">
            {words.picturesHint}
          </p>
          <input
            id="pictures"
            name="pictures"
            type="file"
            multiple
            accept="image/svg+xml,image/png,image/jpeg"
            aria-describedby="pictures-hint"
            className="mt-1 block w-full rounded-md border border-line px-3 py-2"
          />
        </div>
        <Button name="intent" value="check">
          {words.check}
        </Button>
      </Form>
    </>
  )
}
