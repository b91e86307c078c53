/** A field of a form that is read by its names alone, in the shape that the form kit shows. */
export type FieldState = {
  readonly id: string
  readonly name: string
  readonly key: string
  readonly errorId: string
  readonly descriptionId: string
  readonly initialValue: string | undefined
  readonly errors?: string[]
  readonly valid: boolean
}

export type FormState = {
  readonly values: Readonly<Record<string, readonly string[]>>
  /** Messages by field name. */
  readonly problems: Readonly<Record<string, readonly string[] | undefined>>
}

export function fieldState({ values, problems }: FormState, name: string): FieldState {
  const errors = problems[name] ?? []
  const id = `field-${name.replaceAll('.', '-')}`
  return {
    id,
    name,
    key: id,
    errorId: `${id}-error`,
    descriptionId: `${id}-hint`,
    initialValue: values[name]?.[0],
    valid: errors.length === 0,
    ...(errors.length === 0 ? {} : { errors: [...errors] }),
  }
}
