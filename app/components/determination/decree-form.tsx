import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'
import { DecreeForm as schema } from '#app/domain/determination/determination.ts'
import { commonWords } from '#app/text/common.ts'
import { determinationWords } from '#app/text/determination.ts'
import { determinationRefusals } from '#app/text/determination-refusals.ts'
import { wordedField } from '../period/worded-field.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, TextField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'

/** What the decree is called and who signs it; the list comes from the last closed plenary. */
export function DecreeForm({ lastResult }: { lastResult: SubmissionResult | undefined }) {
  const words = useWords(determinationWords)
  const refusals = useWords(determinationRefusals)
  const common = useWords(commonWords)
  const [form, fields] = useForm({
    id: 'decree',
    lastResult: lastResult ?? null,
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldRevalidate: 'onInput',
  })
  const number = wordedField(fields.decreeNumber, () => words.problems.decreeNumber)
  const day = wordedField(fields.decreeDay, () => words.problems.decreeDay)
  const office = wordedField(fields.signerOffice, () => words.problems.signerOffice)
  const name = wordedField(fields.signerName, () => words.problems.signerName)
  return (
    <Form method="post" {...getFormProps(form)} className="max-w-[520px]">
      <ErrorSummary
        title={common.errorSummary}
        form={{ errors: form.errors?.map((code) => refusals[code] ?? code), errorId: form.errorId }}
        fields={[number, day, office, name]}
      />
      <TextField field={number} label={words.decreeNumber} />
      <TextField field={day} label={words.decreeDay} type="date" />
      <TextField field={office} label={words.signerOffice} />
      <TextField field={name} label={words.signerName} />
      <Button>{words.prepare}</Button>
    </Form>
  )
}
