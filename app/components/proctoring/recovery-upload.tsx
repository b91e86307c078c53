import { Form } from '@remix-run/react'
import { recoveryWords } from '#app/text/recovery.ts'
import { Button } from '../ui/button.tsx'
import { FileField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'

/** One recovery file for the server to open; what is wrong with it stands at its field. */
export function RecoveryUpload({ problem }: { problem: string | null }) {
  const words = useWords(recoveryWords)
  const field = {
    id: 'file',
    name: 'file',
    key: 'file',
    errorId: 'file-error',
    descriptionId: 'file-hint',
    valid: problem === null,
    errors: problem === null ? undefined : [problem],
  }
  return (
    <Form method="post" encType="multipart/form-data" className="max-w-[560px]">
      <FileField field={field} label={words.file} hint={words.fileHint} />
      <Button>{words.upload}</Button>
    </Form>
  )
}
