type PlainFieldProps = {
  name: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  initial?: string | undefined
  type?: 'text' | 'password'
  autoComplete?: string
  inputMode?: 'numeric' | 'text'
  maxLength?: number
  look?: FieldLook
}

export type FieldLook = { readonly field: string; readonly label: string; readonly hint: string; readonly control: string | undefined }
/** Candidate and public pages carry their own small style sheet. */
const CANDIDATE_LOOK: FieldLook = { field: 'field', label: '', hint: 'hint', control: undefined }

/** A labelled text field that the server checks: plain HTML, no form library. */
export function PlainField({
  name,
  label,
  hint,
  error,
  initial,
  type = 'text',
  autoComplete = 'off',
  inputMode,
  maxLength,
  look = CANDIDATE_LOOK,
}: PlainFieldProps) {
  const described = [hint ? `${name}-hint` : null, error ? `${name}-error` : null].filter((id) => id !== null).join(' ')
  return (
    <div className={look.field}>
      <label htmlFor={name} className={look.label || undefined}>
        {label}
      </label>
      {hint ? (
        <p className={look.hint} id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      <input
        id={name}
        name={name}
        type={type}
        defaultValue={initial}
        autoComplete={autoComplete}
        inputMode={inputMode}
        maxLength={maxLength}
        autoCapitalize="none"
        className={look.control}
        spellCheck={false}
        aria-invalid={error ? true : undefined}
        aria-describedby={described === '' ? undefined : described}
      />
      {error ? (
        <p className="error" id={`${name}-error`}>
          {error}
        </p>
      ) : null}
    </div>
  )
}
