import { Form } from '@remix-run/react'
import { Button } from './button.tsx'
import { FileField } from './form.tsx'

type FileFormProps = { label: string; hint: string; action: string; error: string | null; accept?: string }

/** One file for the server to look at; what is wrong with it stands at its field. */
export function FileForm({ label, hint, action, error, accept }: FileFormProps) {
  const field = {
    id: 'file',
    name: 'file',
    key: 'file',
    errorId: 'file-error',
    descriptionId: 'file-hint',
    valid: error === null,
    errors: error === null ? undefined : [error],
  }
  return (
    <Form method="post" encType="multipart/form-data" className="max-w-[560px]">
      <FileField field={field} label={label} hint={hint} {...(accept === undefined ? {} : { accept })} />
      <Button>{action}</Button>
    </Form>
  )
}
