import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'
import { PlenaryForm as schema } from '#app/domain/determination/plenary-form.ts'
import { commonWords } from '#app/text/common.ts'
import { determinationRefusals } from '#app/text/determination-refusals.ts'
import { plenaryWords } from '#app/text/plenary.ts'
import { wordedField } from '../period/worded-field.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, SelectField, TextField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'

type Run = { readonly id: string; readonly approvedAt: string; readonly people: string }

/** Calls a plenary on one of the approved runs. */
export function PlenaryForm({ runs, lastResult }: { runs: readonly Run[]; lastResult: SubmissionResult | undefined }) {
  const words = useWords(plenaryWords)
  const refusals = useWords(determinationRefusals)
  const common = useWords(commonWords)
  const [form, fields] = useForm({
    id: 'plenary',
    lastResult: lastResult ?? null,
    defaultValue: { selectionRunId: runs[0]?.id ?? '' },
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldRevalidate: 'onInput',
  })
  const run = wordedField(fields.selectionRunId, (code) => refusals[code] ?? words.problems.selectionRunId)
  const heldOn = wordedField(fields.heldOn, () => words.problems.heldOn)
  const place = wordedField(fields.place, () => words.problems.place)
  return (
    <Form method="post" {...getFormProps(form)} className="max-w-[560px]">
      <ErrorSummary
        title={common.errorSummary}
        form={{ errors: form.errors?.map((code) => refusals[code] ?? code), errorId: form.errorId }}
        fields={[run, heldOn, place]}
      />
      <SelectField
        field={run}
        label={words.run}
        options={runs.map(({ id, approvedAt, people }) => ({ value: id, label: words.runOf(approvedAt, people) }))}
      />
      <TextField field={heldOn} label={words.heldOn} type="date" />
      <TextField field={place} label={words.place} />
      <Button>{words.call}</Button>
    </Form>
  )
}
