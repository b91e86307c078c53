import { Form } from '@remix-run/react'
import { Button } from './button.tsx'
import { FileField } from './form.tsx'
import { Card } from './page.tsx'

/** One XLSX or CSV file for the server to check; what is wrong with the file as a whole stands at its field. */
export function TableFileForm({ label, hint, action, error }: { label: string; hint: string; action: string; error: string | null }) {
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
    <Card>
      <Form method="post" encType="multipart/form-data" className="max-w-[560px]">
        <FileField
          field={field}
          label={label}
          hint={hint}
          accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        />
        <Button>{action}</Button>
      </Form>
    </Card>
  )
}
