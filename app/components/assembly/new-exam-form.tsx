import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'
import { NewExam } from '#app/domain/assembly/exam-design.ts'
import { assemblyWords } from '#app/text/assembly.ts'
import { commonWords } from '#app/text/common.ts'
import { wordedField } from '../period/worded-field.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { ErrorSummary, SelectField, TextField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'

type Choices = {
  readonly periods: readonly { readonly id: string; readonly name: string }[]
  readonly bankVersions: readonly { readonly id: string; readonly title: string; readonly version: number; readonly questions: number }[]
}

export function NewExamForm({ choices, lastResult }: { choices: Choices; lastResult: SubmissionResult | undefined }) {
  const words = useWords(assemblyWords)
  const common = useWords(commonWords)
  const [form, fields] = useForm({
    id: 'exam',
    lastResult: lastResult ?? null,
    defaultValue: { formCount: '4', periodId: choices.periods[0]?.id ?? '', bankVersionId: choices.bankVersions[0]?.id ?? '' },
    onValidate: ({ formData }) => parseWithZod(formData, { schema: NewExam }),
    shouldRevalidate: 'onInput',
  })
  const word = (code: string) => words.problems[code] ?? common.problems.required
  const [title, period, bank, forms] = [
    wordedField(fields.title, word, words.title),
    wordedField(fields.periodId, word, words.period),
    wordedField(fields.bankVersionId, word, words.bank),
    wordedField(fields.formCount, word, words.forms),
  ]
  return (
    <Form method="post" {...getFormProps(form)} className="max-w-[560px]">
      <ErrorSummary
        title={common.errorSummary}
        form={{ errors: form.errors?.map(() => words.emptyBank), errorId: form.errorId }}
        fields={[title, period, bank, forms]}
      />
      <TextField field={title} label={words.title} />
      <SelectField field={period} label={words.period} options={choices.periods.map(({ id, name }) => ({ value: id, label: name }))} />
      <SelectField
        field={bank}
        label={words.bank}
        options={choices.bankVersions.map((each) => ({
          value: each.id,
          label: words.bankVersion(each.title, each.version, each.questions),
        }))}
      />
      <TextField field={forms} label={words.forms} hint={words.formsHint} inputMode="numeric" />
      <div className="flex flex-wrap gap-2">
        <Button>{words.createAction}</Button>
        <LinkButton to="/author/exams">{common.cancel}</LinkButton>
      </div>
    </Form>
  )
}
