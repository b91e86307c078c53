import { Form } from '@remix-run/react'
import { ACT_REASONS, type ActKind } from '#app/domain/proctoring/room-act.ts'
import { proctoringWords } from '#app/text/proctoring.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { Field, Select, useFault } from './record-fields.tsx'
import type { Refused } from './refused-form.ts'

type ActFormsProps = { readonly acts: readonly ActKind[]; readonly refused: Refused; readonly isSecond: (act: ActKind) => boolean }

/** Every act that fits now, each with its reason; the first of them stands open, the others open on demand. */
export function ActForms({ acts, refused, isSecond }: ActFormsProps) {
  const words = useWords(proctoringWords)
  const typedAct = refused?.typed.act
  return (
    <div className="grid max-w-[68ch] gap-3">
      {acts.map((act, at) => (
        <details
          key={act}
          open={typedAct === undefined ? at === 0 : typedAct === act}
          className="rounded-md border border-line bg-surface p-4"
        >
          <summary className="min-h-10 cursor-pointer text-[17px] font-semibold">{words.acts[act]}</summary>
          <p className="my-2 text-muted">{words.explained[act]}</p>
          <Form method="post" preventScrollReset>
            <input type="hidden" name="act" value={act} />
            <TimeFields act={act} refused={typedAct === act ? refused : null} />
            <GroundFields id={act} refused={typedAct === act ? refused : null} />
            <Button look={act === 'hand-in' || act === 'void' ? 'danger' : 'primary'}>{isSecond(act) ? words.ask : words.acts[act]}</Button>
          </Form>
        </details>
      ))}
    </div>
  )
}

/** How much time: minutes or percent for an extension, minutes on top for a reopening. */
export function TimeFields({ act, refused, id = act }: { act: ActKind; refused: Refused; id?: string }) {
  const words = useWords(proctoringWords)
  const fault = useFault(refused, 'amount')
  if (act !== 'extend' && act !== 'reopen') return null
  return (
    <div className="mb-3 flex flex-wrap gap-3">
      <Field id={`amount-${id}`} label={act === 'extend' ? words.amount : words.moreMinutes} fault={fault} inRow>
        {({ className, ...tied }) => (
          <input
            {...tied}
            name="amount"
            inputMode="numeric"
            maxLength={3}
            required
            defaultValue={String(refused?.typed.amount ?? (act === 'extend' ? '' : '0'))}
            className={`${className} max-w-32`}
          />
        )}
      </Field>
      {act === 'extend' ? (
        <Select id={`unit-${id}`} name="unit" label={words.unit} initial={String(refused?.typed.unit ?? 'minutes')}>
          <option value="minutes">{words.minutes}</option>
          <option value="percent">{words.percent}</option>
        </Select>
      ) : null}
    </div>
  )
}

/** Why: a code, and a note that `other` needs. */
export function GroundFields({ id, refused }: { id: string; refused: Refused }) {
  const words = useWords(proctoringWords)
  return (
    <>
      <Select
        id={`reason-${id}`}
        name="reason"
        label={words.reason}
        initial={String(refused?.typed.reason ?? '')}
        fault={useFault(refused, 'reason')}
        required
      >
        <option value="">{words.chooseReason}</option>
        {ACT_REASONS.map((reason) => (
          <option key={reason} value={reason}>
            {words.reasons[reason]}
          </option>
        ))}
      </Select>
      <Field id={`note-${id}`} label={words.note} hint={words.noteHint} fault={useFault(refused, 'note')}>
        {(tied) => <input {...tied} name="note" maxLength={300} autoComplete="off" defaultValue={String(refused?.typed.note ?? '')} />}
      </Field>
    </>
  )
}
