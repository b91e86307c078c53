import { Form } from '@remix-run/react'
import { INCIDENT_KINDS } from '#app/domain/proctoring/incident.ts'
import { proctoringWords } from '#app/text/proctoring.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { Field, Select, useFault } from './record-fields.tsx'
import type { Refused } from './refused-form.ts'

/** Notes what happened, for the minutes. */
export function IncidentForm({ refused }: { refused: Refused }) {
  const words = useWords(proctoringWords)
  return (
    <Form method="post" className="max-w-[68ch] rounded-md border border-line bg-surface p-4" preventScrollReset>
      <input type="hidden" name="intent" value="incident" />
      <Select
        id="incident-kind"
        name="kind"
        label={words.incidentKind}
        initial={String(refused?.typed.kind ?? '')}
        fault={useFault(refused, 'kind')}
        required
      >
        <option value="">{words.chooseKind}</option>
        {INCIDENT_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {words.incidents[kind]}
          </option>
        ))}
      </Select>
      <Field id="incident-note" label={words.incidentNote} hint={words.noteHint} fault={useFault(refused, 'note', 'incident')}>
        {(tied) => <textarea {...tied} name="note" rows={3} maxLength={1000} required defaultValue={String(refused?.typed.note ?? '')} />}
      </Field>
      <Button look="secondary">{words.noteIncident}</Button>
    </Form>
  )
}
