import { Form, Link } from '@remix-run/react'
import { administratorWords } from '#app/text/administrator.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'

export type AuditFilterText = { readonly kind: string; readonly subject: string; readonly actor: string }

export function AuditFilters({ filter }: { filter: AuditFilterText }) {
  const words = useWords(administratorWords).audit
  return (
    <Form key={JSON.stringify(filter)} method="get" className="no-print mb-4 grid items-end gap-4 sm:grid-cols-3">
      <Text name="kind" label={words.kind} hint={words.kindHint} value={filter.kind} />
      <Text name="actor" label={words.actor} hint={words.actorHint} value={filter.actor} />
      <Text name="subject" label={words.subject} value={filter.subject} />
      <div className="flex flex-wrap items-center gap-4 sm:col-span-3">
        <Button look="secondary">{words.show}</Button>
        <Link to="/administrator/audit" className="text-accent underline">
          {words.reset}
        </Link>
      </div>
    </Form>
  )
}

function Text({ name, label, hint, value }: { name: string; label: string; hint?: string; value: string }) {
  return (
    <div className="min-w-0">
      <label htmlFor={name} className="font-semibold">
        {label}
      </label>
      {hint ? (
        <p id={`${name}-hint`} className="text-[13px] text-muted">
          {hint}
        </p>
      ) : null}
      <input
        id={name}
        name={name}
        defaultValue={value}
        maxLength={80}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={hint ? `${name}-hint` : undefined}
        className="mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2"
      />
    </div>
  )
}
