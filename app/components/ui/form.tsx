import type { FieldMetadata, FormMetadata } from '@conform-to/react'
import type { ReactNode } from 'react'

const CONTROL = 'mt-1 block w-full rounded-md border border-line bg-surface px-3 py-2 text-ink aria-invalid:border-bad'

type FieldLike = Pick<FieldMetadata<unknown>, 'id' | 'name' | 'errorId' | 'descriptionId' | 'key'> & {
  readonly errors?: string[] | undefined
  readonly initialValue?: unknown
  readonly valid: boolean
  /** Named in the summary where the message alone does not say which field it means. */
  readonly label?: string | undefined
}

/** All problems of a form in one place, each a link to its field. */
export function ErrorSummary({
  title,
  form,
  fields,
}: {
  title: string
  form: Pick<FormMetadata<Record<string, unknown>, string[]>, 'errors' | 'errorId'>
  fields: readonly FieldLike[]
}) {
  const faulty = fields.filter((field) => field.errors && field.errors.length > 0)
  if (faulty.length === 0 && !form.errors?.length) return null
  return (
    <div role="alert" id={form.errorId} tabIndex={-1} className="mb-4 rounded-md border-2 border-bad p-3">
      <p className="font-semibold">{title}</p>
      <ul className="mt-1 list-disc pl-5">
        {form.errors?.map((error) => (
          <li key={error}>{error}</li>
        ))}
        {faulty.map((field) => (
          <li key={field.name}>
            <a href={`#${field.id}`} className="inline-block py-0.5 underline">
              {field.label === undefined ? field.errors?.[0] : `${field.label}: ${field.errors?.[0] ?? ''}`}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What every control of a field has in common: its name, its look, and what describes it. */
function controlProps(field: FieldLike, hint: string | undefined) {
  const described = [hint ? field.descriptionId : null, field.valid ? null : field.errorId].filter((id) => id !== null)
  return {
    id: field.id,
    name: field.name,
    'aria-invalid': field.valid ? undefined : true,
    'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
    className: CONTROL,
  }
}

function initialText({ initialValue }: FieldLike): string | undefined {
  return typeof initialValue === 'string' ? initialValue : undefined
}

function Frame({ field, label, hint, children }: { field: FieldLike; label: string; hint?: string | undefined; children: ReactNode }) {
  return (
    <div className="mb-4">
      <label htmlFor={field.id} className="font-semibold">
        {label}
      </label>
      {hint ? (
        <p id={field.descriptionId} className="text-[13px] text-muted">
          {hint}
        </p>
      ) : null}
      {children}
      {field.errors?.length ? (
        <div id={field.errorId} className="mt-1 text-bad">
          {field.errors.map((error) => (
            <p key={error}>{error}</p>
          ))}
        </div>
      ) : null}
    </div>
  )
}

type TextFieldProps = {
  field: FieldLike
  label: string
  hint?: string
  type?: 'text' | 'password' | 'number' | 'date' | 'datetime-local' | 'search'
  autoComplete?: string
  inputMode?: 'numeric' | 'decimal' | 'text'
}

export function TextField({ field, label, hint, type = 'text', autoComplete, inputMode }: TextFieldProps) {
  return (
    <Frame field={field} label={label} hint={hint}>
      <input
        key={field.key}
        {...controlProps(field, hint)}
        type={type}
        autoComplete={autoComplete ?? 'off'}
        inputMode={inputMode}
        defaultValue={initialText(field)}
      />
    </Frame>
  )
}

export function TextAreaField({ field, label, hint, rows = 3 }: { field: FieldLike; label: string; hint?: string; rows?: number }) {
  return (
    <Frame field={field} label={label} hint={hint}>
      <textarea key={field.key} {...controlProps(field, hint)} rows={rows} defaultValue={initialText(field)} />
    </Frame>
  )
}

export function SelectField({
  field,
  label,
  hint,
  options,
}: {
  field: FieldLike
  label: string
  hint?: string
  options: readonly { readonly value: string; readonly label: string }[]
}) {
  return (
    <Frame field={field} label={label} hint={hint}>
      <select key={field.key} {...controlProps(field, hint)} defaultValue={initialText(field)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  )
}

export function FileField({ field, label, hint, accept }: { field: FieldLike; label: string; hint?: string; accept?: string }) {
  return (
    <Frame field={field} label={label} hint={hint}>
      <input key={field.key} {...controlProps(field, hint)} type="file" accept={accept} />
    </Frame>
  )
}
