import type { ComponentProps, ReactNode } from 'react'
import { type FieldLook, PlainField } from './plain-field.tsx'

const LOOK: FieldLook = {
  field: 'mb-4 min-w-0',
  label: 'font-semibold',
  hint: 'text-[13px] text-muted',
  control: 'mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2 text-ink',
}

/** A labelled text field of a short staff form. */
export function PlainText(props: Omit<ComponentProps<typeof PlainField>, 'look'>) {
  return <PlainField {...props} look={LOOK} />
}

type SelectProps = { readonly name: string; readonly label: string; readonly initial?: string; readonly children: ReactNode }

/** A labelled choice of a short staff form. */
export function PlainSelect({ name, label, initial, children }: SelectProps) {
  return (
    <div className={LOOK.field}>
      <label htmlFor={name} className={LOOK.label}>
        {label}
      </label>
      <select id={name} name={name} defaultValue={initial} className={LOOK.control}>
        {children}
      </select>
    </div>
  )
}
