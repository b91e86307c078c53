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
}

/** A labelled text field for candidate and public pages: plain HTML, no form library. */
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
}: PlainFieldProps) {
  const described = [hint ? `${name}-hint` : null, error ? `${name}-error` : null].filter((id) => id !== null).join(' ')
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      {hint ? (
        <p className="hint" id={`${name}-hint`}>
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
