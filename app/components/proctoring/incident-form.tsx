import { Form } from '@remix-run/react'
import { INCIDENT_KINDS } from '#app/domain/proctoring/incident.ts'
import { proctoringWords } from '#app/text/proctoring.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { CONTROL, Select, useFault } from './record-fields.tsx'
import type { Refused } from './refused-form.ts'

/** Notes what happened, for the minutes. */
export function IncidentForm({ refused }: { refused: Refused }) {
  const words = useWords(proctoringWords)
  const fault = useFault(refused, 'note', 'incident')
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
      <div className="mb-3">
        <label htmlFor="incident-note" className="font-semibold">
          {words.incidentNote}
        </label>
        <p id="incident-note-hint" className="text-[13px] text-muted">
          {words.noteHint}
        </p>
        <textarea
          id="incident-note"
          name="note"
          rows={3}
          maxLength={1000}
          required
          defaultValue={String(refused?.typed.note ?? '')}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? 'incident-note-hint incident-note-fault' : 'incident-note-hint'}
          className={CONTROL}
        />
        {fault ? (
          <p id="incident-note-fault" className="text-bad">
            {fault}
          </p>
        ) : null}
      </div>
      <Button look="secondary">{words.noteIncident}</Button>
    </Form>
  )
}
