import type { ReactNode } from 'react'
import { proctoringWords } from '#app/text/proctoring.ts'
import { useWords } from '../ui/locale.tsx'
import type { Refused } from './refused-form.ts'

export const CONTROL = 'mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2 text-ink'

/** The words for a field's fault; null where it has none. */
export function useFault(refused: Refused, field: 'amount' | 'note' | 'reason' | 'kind', problem: string = field): string | null {
  const words = useWords(proctoringWords)
  const isFaulty = (refused?.faults[field]?.length ?? 0) > 0
  return isFaulty ? (words.problems[problem] ?? null) : null
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

/** A labelled choice with the fault that the server found in it. */
export function Select({ id, name, label, initial, fault = null, required = false, children }: SelectProps) {
  return (
    <div className="mb-3">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      <select
        id={id}
        name={name}
        defaultValue={initial}
        required={required}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        className={CONTROL}
      >
        {children}
      </select>
      {fault ? (
        <p id={`${id}-fault`} className="text-bad">
          {fault}
        </p>
      ) : null}
    </div>
  )
}
