import type { FieldMetadata, FormMetadata } from '@conform-to/react'
import type { ReactNode } from 'react'

const CONTROL = 'mt-1 block w-full rounded-md border border-line bg-surface px-3 py-2 text-ink aria-invalid:border-bad'

type FieldLike = Pick<FieldMetadata<unknown>, 'id' | 'name' | 'errorId' | 'descriptionId' | 'key'> & {
  readonly errors?: string[] | undefined
  readonly initialValue?: unknown
  readonly valid: boolean
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
            <a href={`#${field.id}`}>{field.errors?.[0]}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function describedBy(field: FieldLike, hint: string | undefined): string | undefined {
  const ids = [hint ? field.descriptionId : null, field.valid ? null : field.errorId].filter((id) => id !== null)
  return ids.length > 0 ? ids.join(' ') : undefined
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
      {field.errors?.map((error) => (
        <p key={error} id={field.errorId} className="mt-1 text-bad">
          {error}
        </p>
      ))}
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
        id={field.id}
        name={field.name}
        type={type}
        autoComplete={autoComplete ?? 'off'}
        inputMode={inputMode}
        defaultValue={typeof field.initialValue === 'string' ? field.initialValue : undefined}
        aria-invalid={field.valid ? undefined : true}
        aria-describedby={describedBy(field, hint)}
        className={CONTROL}
      />
    </Frame>
  )
}

export function TextAreaField({ field, label, hint, rows = 3 }: { field: FieldLike; label: string; hint?: string; rows?: number }) {
  return (
    <Frame field={field} label={label} hint={hint}>
      <textarea
        key={field.key}
        id={field.id}
        name={field.name}
        rows={rows}
        defaultValue={typeof field.initialValue === 'string' ? field.initialValue : undefined}
        aria-invalid={field.valid ? undefined : true}
        aria-describedby={describedBy(field, hint)}
        className={CONTROL}
      />
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
      <select
        key={field.key}
        id={field.id}
        name={field.name}
        defaultValue={typeof field.initialValue === 'string' ? field.initialValue : undefined}
        aria-invalid={field.valid ? undefined : true}
        aria-describedby={describedBy(field, hint)}
        className={CONTROL}
      >
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
      <input
        key={field.key}
        id={field.id}
        name={field.name}
        type="file"
        accept={accept}
        aria-invalid={field.valid ? undefined : true}
        aria-describedby={describedBy(field, hint)}
        className={CONTROL}
      />
    </Frame>
  )
}
