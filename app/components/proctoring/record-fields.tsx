import type { ReactNode } from 'react'
import { proctoringWords } from '#app/text/proctoring.ts'
import { useWords } from '../ui/locale.tsx'
import type { Refused } from './refused-form.ts'

const CONTROL = 'mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2 text-ink'

/** The words for a field's fault; null where it has none. */
export function useFault(refused: Refused, field: 'amount' | 'note' | 'reason' | 'kind', problem: string = field): string | null {
  const words = useWords(proctoringWords)
  const isFaulty = (refused?.faults[field]?.length ?? 0) > 0
  return isFaulty ? (words.problems[problem] ?? null) : null
}

/** What ties a control to its label, its hint and its fault. */
type Tied = {
  readonly id: string
  readonly 'aria-invalid': true | undefined
  readonly 'aria-describedby': string | undefined
  readonly className: string
}

type FieldProps = {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly fault?: string | null
  /** Beside another field, not above one. */
  readonly inRow?: boolean
  readonly children: (tied: Tied) => ReactNode
}

/** A labelled control with its hint and the fault that the server found in it. */
export function Field({ id, label, hint, fault = null, inRow = false, children }: FieldProps) {
  const describing = [...(hint ? [`${id}-hint`] : []), ...(fault ? [`${id}-fault`] : [])]
  return (
    <div className={inRow ? undefined : 'mb-3'}>
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="text-[13px] text-muted">
          {hint}
        </p>
      ) : null}
      {children({
        id,
        'aria-invalid': fault ? true : undefined,
        'aria-describedby': describing.length > 0 ? describing.join(' ') : undefined,
        className: CONTROL,
      })}
      {fault ? (
        <p id={`${id}-fault`} className="text-bad">
          {fault}
        </p>
      ) : null}
    </div>
  )
}

type SelectProps = {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly initial: string
  readonly fault?: string | null
  readonly required?: boolean
  readonly children: ReactNode
}

/** A choice. */
export function Select({ id, name, label, initial, fault = null, required = false, children }: SelectProps) {
  return (
    <Field id={id} label={label} fault={fault}>
      {(tied) => (
        <select {...tied} name={name} defaultValue={initial} required={required}>
          {children}
        </select>
      )}
    </Field>
  )
}
