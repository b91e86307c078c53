import type { FieldMetadata } from '@conform-to/react'

/** A field for the form kit, its codes worded. */
export function wordedField<Value>(field: FieldMetadata<Value>, word: (code: string) => string) {
  return {
    id: field.id,
    name: field.name,
    key: field.key,
    errorId: field.errorId,
    descriptionId: field.descriptionId,
    errors: field.errors === undefined ? undefined : [...new Set(field.errors.map((code) => word(String(code))))],
    initialValue: field.initialValue,
    valid: field.valid,
  }
}
