import { type FieldMetadata, type SubmissionResult, useForm } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { CHANGE_CHOICES } from '#app/domain/certificates/certificate-forms.ts'
import { issuingWords } from '#app/text/certificate-issuing.ts'
import { commonWords } from '#app/text/common.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, SelectField, TextAreaField, TextField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'

/** What is asked for and why, with a note for the office; nothing typed is lost when something is missing. */
export function ChangeRequestForm({ lastResult }: { lastResult: SubmissionResult<string[]> | null | undefined }) {
  const words = useWords(issuingWords)
  const { errorSummary } = useWords(commonWords)
  const [form, fields] = useForm<{ wish: string; newName: string; note: string }>({ id: 'change', lastResult: lastResult ?? null })
  const problems: Record<string, string> = {
    ...words.problems,
    'wish-required': words.wishRequired,
    'new-name-required': words.newNameRequired,
    'new-name-only': words.newNameOnly,
    'note-too-long': words.noteTooLong,
  }
  const inWords = (errors: string[] | undefined) => errors?.map((code) => problems[code] ?? code)
  const worded = (field: FieldMetadata<string>) => ({
    id: field.id,
    name: field.name,
    key: field.key,
    errorId: field.errorId,
    descriptionId: field.descriptionId,
    initialValue: field.initialValue,
    valid: field.valid,
    errors: inWords(field.errors),
  })
  const [wish, newName, note] = [worded(fields.wish), worded(fields.newName), worded(fields.note)]
  return (
    <Form method="post" id={form.id} className="max-w-[68ch]">
      <ErrorSummary title={errorSummary} form={{ errorId: form.errorId, errors: inWords(form.errors) }} fields={[wish, newName, note]} />
      <p className="mb-4">{words.requestLead}</p>
      <SelectField
        field={wish}
        label={words.wish}
        options={[
          { value: '', label: words.chooseWish },
          ...CHANGE_CHOICES.map(({ kind, reason }) => ({
            value: `${kind}:${reason}`,
            label: `${words.changeKinds[kind]}: ${words.reasons[reason]}`,
          })),
        ]}
      />
      <TextField field={newName} label={words.newName} hint={words.newNameHint} />
      <TextAreaField field={note} label={words.note} hint={words.noteHint} />
      <Button look="danger" name="intent" value="request">
        {words.send}
      </Button>
    </Form>
  )
}
