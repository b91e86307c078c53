import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'
import { APPEAL_KINDS, WalkInAppeal as schema } from '#app/domain/determination/appeal.ts'
import { appealRegisterWords } from '#app/text/appeal-register.ts'
import { commonWords } from '#app/text/common.ts'
import { determinationRefusals } from '#app/text/determination-refusals.ts'
import { wordedField } from '../period/worded-field.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, SelectField, TextAreaField, TextField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'

/** Staff write down what somebody says who came in person. */
export function WalkInForm({ lastResult }: { lastResult: SubmissionResult | undefined }) {
  const words = useWords(appealRegisterWords)
  const refusals = useWords(determinationRefusals)
  const common = useWords(commonWords)
  const [form, fields] = useForm({
    id: 'walk-in',
    lastResult: lastResult ?? null,
    defaultValue: { kind: 'marking' },
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldRevalidate: 'onInput',
  })
  const number = wordedField(fields.participantNumber, (code) => refusals[code] ?? words.problems.participantNumber)
  const kind = wordedField(fields.kind, () => words.problems.kind)
  const statement = wordedField(fields.statement, () => words.problems.statement)
  return (
    <Form method="post" {...getFormProps(form)} className="max-w-[560px]">
      <ErrorSummary
        title={common.errorSummary}
        form={{ errors: form.errors?.map((code) => refusals[code] ?? code), errorId: form.errorId }}
        fields={[number, kind, statement]}
      />
      <TextField field={number} label={words.participantNumber} hint={words.participantHint} />
      <SelectField field={kind} label={words.about} options={APPEAL_KINDS.map((each) => ({ value: each, label: words.kinds[each] }))} />
      <TextAreaField field={statement} label={words.statement} hint={words.statementHint} rows={6} />
      <Button>{words.file}</Button>
    </Form>
  )
}
