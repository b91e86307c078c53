import type { FieldMetadata } from '@conform-to/react'

/** A field for the form kit, its codes worded; the label is for messages that do not say which field they mean. */
export function wordedField<Value>(field: FieldMetadata<Value>, word: (code: string) => string, label?: string) {
  return {
    id: field.id,
    name: field.name,
    key: field.key,
    errorId: field.errorId,
    descriptionId: field.descriptionId,
    errors: field.errors === undefined ? undefined : [...new Set(field.errors.map((code) => word(String(code))))],
    initialValue: field.initialValue,
    valid: field.valid,
    label,
  }
}
