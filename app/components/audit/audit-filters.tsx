import { Form, Link } from '@remix-run/react'
import { administratorWords } from '#app/text/administrator.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { PlainText } from '../ui/plain-control.tsx'

export type AuditFilterText = { readonly kind: string; readonly subject: string; readonly actor: string }

export function AuditFilters({ filter }: { filter: AuditFilterText }) {
  const words = useWords(administratorWords).audit
  return (
    <Form key={JSON.stringify(filter)} method="get" className="no-print mb-4 grid items-end gap-4 *:mb-0 sm:grid-cols-3">
      <PlainText name="kind" label={words.kind} hint={words.kindHint} initial={filter.kind} maxLength={80} />
      <PlainText name="actor" label={words.actor} hint={words.actorHint} initial={filter.actor} maxLength={80} />
      <PlainText name="subject" label={words.subject} initial={filter.subject} maxLength={80} />
      <div className="flex flex-wrap items-center gap-4 sm:col-span-3">
        <Button look="secondary">{words.show}</Button>
        <Link to="/administrator/audit" className="text-accent underline">
          {words.reset}
        </Link>
      </div>
    </Form>
  )
}
