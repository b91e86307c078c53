import { type FieldMetadata, type SubmissionResult, useForm } from '@conform-to/react'
import { Form } from '@remix-run/react'
import { REVOCATION_REASONS } from '#app/domain/certificates/certificate.ts'
import { certificateWords } from '#app/text/certificates.ts'
import { commonWords } from '#app/text/common.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, SelectField, TextAreaField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'

/** A coded reason for everybody and a note for the office; nothing typed is lost when something is missing. */
export function RevokeForm({ lastResult }: { lastResult: SubmissionResult<string[]> | null | undefined }) {
  const words = useWords(certificateWords)
  const { errorSummary } = useWords(commonWords)
  const [form, fields] = useForm<{ reason: string; note: string }>({ id: 'revoke', lastResult: lastResult ?? null })
  const problems: Record<string, string> = {
    'reason-required': words.reasonRequired,
    'note-too-long': words.noteTooLong,
    'already-revoked': words.alreadyRevoked,
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
  const reason = worded(fields.reason)
  const note = worded(fields.note)
  return (
    <Form method="post" id={form.id} className="max-w-[68ch]">
      <ErrorSummary title={errorSummary} form={{ errorId: form.errorId, errors: inWords(form.errors) }} fields={[reason, note]} />
      <p className="mb-4">{words.revokeLead}</p>
      <SelectField
        field={reason}
        label={words.reason}
        hint={words.reasonHint}
        options={[
          { value: '', label: words.chooseReason },
          ...REVOCATION_REASONS.map((code) => ({ value: code, label: words.reasons[code] })),
        ]}
      />
      <TextAreaField field={note} label={words.note} hint={words.noteHint} />
      <Button look="danger">{words.revoke}</Button>
    </Form>
  )
}
