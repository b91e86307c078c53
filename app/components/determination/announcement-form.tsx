import { getFormProps, type SubmissionResult, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { Form } from '@remix-run/react'
import { AnnouncementForm as schema } from '#app/domain/determination/announcement.ts'
import { commonWords } from '#app/text/common.ts'
import { determinationRefusals } from '#app/text/determination-refusals.ts'
import { plenaryWords } from '#app/text/plenary.ts'
import { wordedField } from '../period/worded-field.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, TextField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'

export function AnnouncementForm({ lastResult }: { lastResult: SubmissionResult | undefined }) {
  const words = useWords(plenaryWords)
  const refusals = useWords(determinationRefusals)
  const common = useWords(commonWords)
  const [form, fields] = useForm({
    id: 'announcement',
    lastResult: lastResult ?? null,
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
    shouldRevalidate: 'onInput',
  })
  const number = wordedField(fields.number, () => words.problems.number)
  return (
    <Form method="post" {...getFormProps(form)} className="max-w-[520px]">
      <ErrorSummary
        title={common.errorSummary}
        form={{ errors: form.errors?.map((code) => refusals[code] ?? code), errorId: form.errorId }}
        fields={[number]}
      />
      <TextField field={number} label={words.number} />
      <Button>{words.prepareAnnouncement}</Button>
    </Form>
  )
}
