import { FileForm } from './file-form.tsx'
import { Card } from './page.tsx'

const TABLES = '.xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** One XLSX or CSV file for the server to check. */
export function TableFileForm(form: { label: string; hint: string; action: string; error: string | null }) {
  return (
    <Card>
      <FileForm {...form} accept={TABLES} />
    </Card>
  )
}
