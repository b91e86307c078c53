import type { ReactNode } from 'react'

const CONTROL = 'mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2 text-ink'

type ControlProps = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly initial?: string
  readonly inputMode?: 'numeric' | 'text'
  readonly maxLength?: number
}

/** A labelled text field of a short form that the server checks. */
export function PlainText({ name, label, hint, initial, inputMode = 'text', maxLength }: ControlProps) {
  return (
    <div className="mb-4 min-w-0">
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
        defaultValue={initial}
        inputMode={inputMode}
        maxLength={maxLength}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={hint ? `${name}-hint` : undefined}
        className={CONTROL}
      />
    </div>
  )
}

/** A labelled choice of a short form that the server checks. */
export function PlainSelect({
  name,
  label,
  initial,
  children,
}: Omit<ControlProps, 'hint' | 'inputMode' | 'maxLength'> & { readonly children: ReactNode }) {
  return (
    <div className="mb-4 min-w-0">
      <label htmlFor={name} className="font-semibold">
        {label}
      </label>
      <select id={name} name={name} defaultValue={initial} className={CONTROL}>
        {children}
      </select>
    </div>
  )
}
