import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'
import { periodProblem, PeriodForm as schema } from '#app/domain/period/period-form.ts'
import { commonWords } from '#app/text/common.ts'
import { periodWords } from '#app/text/period.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { ErrorSummary, TextField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'
import { wordedField } from './worded-field.ts'

export function PeriodForm({ lastResult }: { lastResult: SubmissionResult | undefined }) {
  const words = useWords(periodWords)
  const common = useWords(commonWords)
  const [form, fields] = useForm({
    id: 'period',
    lastResult: lastResult ?? null,
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldRevalidate: 'onInput',
  })
  const word = (code: string) => words.periodProblems[periodProblem(code)]
  const [code, name, startsOn] = [wordedField(fields.code, word), wordedField(fields.name, word), wordedField(fields.startsOn, word)]
  return (
    <Form method="post" {...getFormProps(form)} className="max-w-[520px]">
      <ErrorSummary title={common.errorSummary} form={{ errors: undefined, errorId: form.errorId }} fields={[code, name, startsOn]} />
      <TextField field={code} label={words.code} hint={words.codeHint} />
      <TextField field={name} label={words.name} />
      <TextField field={startsOn} label={words.startsOn} hint={words.startsOnHint} type="date" />
      <div className="flex flex-wrap gap-2">
        <Button>{words.createAction}</Button>
        <LinkButton to="/office/periods">{common.cancel}</LinkButton>
      </div>
    </Form>
  )
}
