import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'
import { type Remedy, RulingForm as schema } from '#app/domain/determination/appeal.ts'
import { appealRegisterWords } from '#app/text/appeal-register.ts'
import { commonWords } from '#app/text/common.ts'
import { determinationRefusals } from '#app/text/determination-refusals.ts'
import { wordedField } from '../period/worded-field.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, SelectField, TextAreaField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'

/** Granting names its remedy, so one choice says both. */
export function RulingForm({ remedies, lastResult }: { remedies: readonly Remedy[]; lastResult: SubmissionResult | undefined }) {
  const words = useWords(appealRegisterWords)
  const refusals = useWords(determinationRefusals)
  const common = useWords(commonWords)
  const [form, fields] = useForm({
    id: 'ruling',
    lastResult: lastResult ?? null,
    defaultValue: { ruling: '' },
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldRevalidate: 'onInput',
  })
  const ruling = wordedField(fields.ruling, () => words.problems.outcome)
  const reason = wordedField(fields.reason, () => words.problems.reason)
  return (
    <Form method="post" {...getFormProps(form)} className="max-w-[620px]">
      <ErrorSummary
        title={common.errorSummary}
        form={{ errors: form.errors?.map((code) => refusals[code] ?? code), errorId: form.errorId }}
        fields={[ruling, reason]}
      />
      <SelectField
        field={ruling}
        label={words.outcome}
        options={[
          { value: '', label: '' },
          ...remedies.map((remedy) => ({ value: remedy, label: `${words.grant}: ${words.remedies[remedy]}` })),
          { value: 'rejected', label: words.reject },
        ]}
      />
      <TextAreaField field={reason} label={words.reason} hint={words.reasonHint} rows={5} />
      <Button>{words.save}</Button>
    </Form>
  )
}
