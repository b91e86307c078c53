import { z } from 'zod'
import { CADRE_FIELDS, CadreField, type CadreRecord } from './cadre.ts'

/** What the store holds about a cadre, found by the keyed hash of the NIK. */
export type StoredCadre = { readonly lookup: string; readonly active: boolean; readonly record: CadreRecord }

export const RowChange = z.object({
  row: z.number().int(),
  kind: z.enum(['new', 'changed', 'unchanged']),
  /** What an import would change; empty for a new or unchanged line, and for one that only makes somebody active again. */
  fields: z.array(CadreField),
})
export type RowChange = z.infer<typeof RowChange>

/** One line beside what is stored. A cadre who had left is made active again, which is a change too. */
export function compareRow(row: number, record: CadreRecord, stored: StoredCadre | undefined): RowChange {
  if (!stored) return { row, kind: 'new', fields: [] }
  const fields = CADRE_FIELDS.filter((field) => record[field] !== stored.record[field])
  return { row, kind: fields.length === 0 && stored.active ? 'unchanged' : 'changed', fields }
}

export type ChangeCounts = { readonly added: number; readonly changed: number; readonly unchanged: number }

export function countChanges(changes: readonly RowChange[]): ChangeCounts {
  const count = (kind: RowChange['kind']) => changes.filter((change) => change.kind === kind).length
  return { added: count('new'), changed: count('changed'), unchanged: count('unchanged') }
}
