import { z } from 'zod'
import { AuditDetails } from '#app/domain/audit/audit-entry.ts'
import type { AuditFilter } from '#app/domain/audit/audit-query.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

/** An entry as a reader sees it, with the name of the member of staff who did it. */
export type ListedEntry = {
  readonly seq: bigint
  readonly at: Date
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string | null; readonly roles: readonly string[] }
  readonly kind: string
  readonly subject: string
  readonly detail: z.infer<typeof AuditDetails>
  readonly requestId: string | null
}

const EntryRow = z
  .object({
    seq: z.coerce.bigint(),
    at: z.coerce.date(),
    actor_kind: z.string(),
    actor_id: z.string(),
    actor_roles: z.array(z.string()),
    actor_name: z.string().nullable(),
    kind: z.string(),
    subject: z.string(),
    detail: AuditDetails,
    request_id: z.string().nullable(),
  })
  .transform(
    (row): ListedEntry => ({
      seq: row.seq,
      at: row.at,
      actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name, roles: row.actor_roles },
      kind: row.kind,
      subject: row.subject,
      detail: row.detail,
      requestId: row.request_id,
    }),
  )

/** The newest first, at most `count`. */
export async function listEntries(
  transaction: Transaction,
  { kind, subject, actor, before }: AuditFilter,
  count: number,
): Promise<ListedEntry[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT e.seq, e.at, e.actor_kind, e.actor_id, e.actor_roles, a.display_name AS actor_name, e.kind, e.subject, e.detail, e.request_id
    FROM audit_entry e LEFT JOIN account a ON e.actor_kind = 'staff' AND a.id::text = e.actor_id
    WHERE (${before}::bigint IS NULL OR e.seq < ${before}::bigint)
      AND starts_with(e.kind, ${kind})
      AND (${subject} = '' OR e.subject = ${subject})
      AND (${actor} = '' OR e.actor_id = ${actor} OR a.username = ${actor})
    ORDER BY e.seq DESC LIMIT ${count}`
  return rows.map((row) => EntryRow.parse(row))
}
