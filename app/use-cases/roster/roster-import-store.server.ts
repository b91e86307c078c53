import { z } from 'zod'
import { ImportContent, ImportSummary, RosterImport, type RosterImportState } from '#app/domain/roster/roster-import.ts'
import { RosterImportId } from '#app/domain/shared/id.ts'
import { decrypt, encrypt } from '#app/platform/cipher.server.ts'
import { environment } from '#app/platform/environment.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export async function insertRosterImport(transaction: Transaction, found: RosterImport, content: ImportContent): Promise<void> {
  await transaction.rosterImport.create({
    data: {
      id: found.id,
      fileHash: found.fileHash,
      state: found.state,
      rowCount: found.summary.rows,
      faultCount: found.summary.faults,
      summary: found.summary,
      rowsCipher: encrypt(JSON.stringify(content), environment().secrets.NIK_KEY),
      createdBy: found.createdBy,
      createdAt: found.createdAt,
      expiresAt: found.expiresAt,
      confirmedAt: found.confirmedAt,
    },
  })
}

export async function findRosterImport(transaction: Transaction, id: RosterImportId): Promise<RosterImport | null> {
  const row = await transaction.rosterImport.findUnique({ where: { id }, omit: { rowsCipher: true } })
  return row ? toImport(row) : null
}

/** The import, held until the transaction ends: nobody else confirms or cancels it meanwhile. */
export async function lockRosterImport(transaction: Transaction, id: RosterImportId): Promise<RosterImport | null> {
  await transaction.$queryRaw`SELECT 1 AS held FROM roster_import WHERE id = ${id}::uuid FOR UPDATE`
  return findRosterImport(transaction, id)
}

/** The checked lines; null once they are wiped. */
export async function readImportContent(transaction: Transaction, id: RosterImportId): Promise<ImportContent | null> {
  const row = await transaction.rosterImport.findUnique({ where: { id }, select: { rowsCipher: true } })
  if (!row?.rowsCipher) return null
  return ImportContent.parse(JSON.parse(decrypt(row.rowsCipher, environment().secrets.NIK_KEY)))
}

/** Ends the wait and wipes the lines. False when the wait was over before. */
export async function closeRosterImport(
  transaction: Transaction,
  id: RosterImportId,
  state: Exclude<RosterImportState, 'checked'>,
  { at, summary }: { at: Date; summary: ImportSummary },
): Promise<boolean> {
  const { count } = await transaction.rosterImport.updateMany({
    where: { id, state: 'checked' },
    data: { state, rowsCipher: null, summary, confirmedAt: state === 'confirmed' ? at : null },
  })
  return count === 1
}

/** Wipes every import whose time is over, and tells which ones. */
export async function expireImports(transaction: Transaction, at: Date): Promise<RosterImportId[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    UPDATE roster_import SET state = 'expired', rows_cipher = NULL WHERE state = 'checked' AND expires_at <= ${at} RETURNING id`
  return rows.map((row) => z.object({ id: RosterImportId }).parse(row).id)
}

/** An import with the name of whoever uploaded it. */
export type NamedRosterImport = RosterImport & { readonly createdByName: string | null }

const NamedRow = z.object({
  id: RosterImportId,
  file_hash: z.string(),
  state: z.string(),
  summary: ImportSummary,
  created_by: z.string(),
  created_at: z.coerce.date(),
  expires_at: z.coerce.date(),
  confirmed_at: z.coerce.date().nullable(),
  display_name: z.string().nullable(),
})

/** The newest ones first. */
export async function listRosterImports(transaction: Transaction, count: number): Promise<NamedRosterImport[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT i.id, i.file_hash, i.state, i.summary, i.created_by, i.created_at, i.expires_at, i.confirmed_at, a.display_name
    FROM roster_import i LEFT JOIN account a ON a.id = i.created_by ORDER BY i.created_at DESC, i.id LIMIT ${count}`
  return rows.map((each) => {
    const row = NamedRow.parse(each)
    const found = toImport({
      id: row.id,
      fileHash: row.file_hash,
      state: row.state,
      summary: row.summary,
      createdBy: row.created_by,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      confirmedAt: row.confirmed_at,
    })
    return { ...found, createdByName: row.display_name }
  })
}

function toImport(row: Record<keyof RosterImport, unknown>): RosterImport {
  return RosterImport.parse(row)
}
