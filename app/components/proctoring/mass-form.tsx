import { Form } from '@remix-run/react'
import { useState } from 'react'
import { MASS_KINDS, MassKind } from '#app/domain/proctoring/room-act.ts'
import { proctoringWords } from '#app/text/proctoring.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { GroundFields, TimeFields } from './act-forms.tsx'
import { Select } from './record-fields.tsx'
import type { Refused } from './refused-form.ts'

/** Asks for an act for everybody of a room, or of every room where the reader may. */
export function MassForm({ refused, mayAskEverywhere }: { refused: Refused; mayAskEverywhere: boolean }) {
  const words = useWords(proctoringWords)
  const typed = MassKind.safeParse(refused?.typed.act)
  const [act, setAct] = useState<MassKind>(typed.success ? typed.data : 'extend')
  return (
    <Form method="post" className="max-w-[68ch] rounded-md border border-line bg-surface p-4" preventScrollReset>
      <input type="hidden" name="intent" value="ask" />
      <p className="mb-3 text-muted">{words.massText}</p>
      <div className="mb-3">
        <label htmlFor="mass-act" className="font-semibold">
          {words.what}
        </label>
        <select
          id="mass-act"
          name="act"
          value={act}
          onChange={(event) => {
            const chosen = MassKind.safeParse(event.currentTarget.value)
            if (chosen.success) setAct(chosen.data)
          }}
          className="mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2 text-ink"
        >
          {MASS_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {words.acts[kind]}
            </option>
          ))}
        </select>
        <p className="mt-1 text-[13px] text-muted">{words.explained[act]}</p>
      </div>
      <TimeFields act={act} refused={refused} id="mass" />
      <Select id="mass-scope" name="scope" label={words.whomFor} initial={String(refused?.typed.scope ?? 'room')}>
        <option value="room">{words.scopes.room}</option>
        {mayAskEverywhere ? <option value="exam">{words.scopes.exam}</option> : null}
      </Select>
      <GroundFields id="mass" refused={refused} />
      <Button>{words.ask}</Button>
    </Form>
  )
}
