import { z } from 'zod'
import { type CertificateChange, ChangeState, type ChangeWish, wishFrom } from '#app/domain/certificates/certificate-change.ts'
import { AccountId, CertificateChangeId, CertificateId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const ChangeRow = z.object({
  id: CertificateChangeId,
  certificateId: CertificateId,
  kind: z.string(),
  reason: z.string(),
  note: z.string().nullable(),
  newName: z.string().nullable(),
  state: ChangeState,
  requestedBy: AccountId,
  requestedAt: z.coerce.date(),
  decidedBy: AccountId.nullable(),
  decidedAt: z.coerce.date().nullable(),
})

function toChange(row: unknown): CertificateChange {
  const { kind, reason, note, newName, ...change } = ChangeRow.parse(row)
  return { ...change, wish: wishFrom({ kind, reason, note, newName }) }
}

export async function insertChange(
  transaction: Transaction,
  change: {
    readonly id: CertificateChangeId
    readonly certificateId: CertificateId
    readonly wish: ChangeWish
    readonly by: AccountId
    readonly at: Date
  },
): Promise<void> {
  const { id, certificateId, wish, by, at } = change
  await transaction.certificateChange.create({
    data: {
      id,
      certificateId,
      kind: wish.kind,
      reason: wish.reason,
      note: wish.note,
      newName: wish.kind === 'replace' ? wish.newName : null,
      state: 'requested',
      requestedBy: by,
      requestedAt: at,
    },
  })
}

/** False when somebody else was faster. */
export async function decideChangeRow(
  transaction: Transaction,
  id: CertificateChangeId,
  { state, by, at }: { readonly state: 'approved' | 'rejected'; readonly by: AccountId; readonly at: Date },
): Promise<boolean> {
  const { count } = await transaction.certificateChange.updateMany({
    where: { id, state: 'requested' },
    data: { state, decidedBy: by, decidedAt: at },
  })
  return count === 1
}

export async function findChange(transaction: Transaction, id: CertificateChangeId): Promise<CertificateChange | null> {
  const row = await transaction.certificateChange.findUnique({ where: { id } })
  return row ? toChange(row) : null
}

/** Whether a change waits for its second person, or a replacement is being made. */
export async function hasOpenChange(transaction: Transaction, certificateId: CertificateId): Promise<boolean> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT 1 FROM certificate_change h WHERE h.certificate_id = ${certificateId}::uuid AND (h.state = 'requested'
      OR (h.state = 'approved' AND h.kind = 'replace'
        AND EXISTS (SELECT 1 FROM certificate_issuance s WHERE s.change_id = h.id AND s.state NOT IN ('published', 'refused'))))`
  return rows.length > 0
}

/** All changes of a certificate, the newest first. */
export async function listChangesOf(transaction: Transaction, certificateId: CertificateId): Promise<CertificateChange[]> {
  const rows = await transaction.certificateChange.findMany({ where: { certificateId }, orderBy: { requestedAt: 'desc' } })
  return rows.map(toChange)
}

export type OpenChange = CertificateChange & { readonly serial: string; readonly holderName: string }

/** What waits for a second person, the oldest first. */
export async function listOpenChanges(transaction: Transaction): Promise<OpenChange[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT h.id, h.certificate_id AS "certificateId", h.kind, h.reason, h.note, h.new_name AS "newName", h.state, h.requested_by AS "requestedBy",
      h.requested_at AS "requestedAt", h.decided_by AS "decidedBy", h.decided_at AS "decidedAt", c.serial, c.content->'holder'->>'name' AS "holderName"
    FROM certificate_change h JOIN certificate c ON c.id = h.certificate_id
    WHERE h.state = 'requested' ORDER BY h.requested_at`
  return rows.map((row) => {
    const { serial, holderName } = z.object({ serial: z.string(), holderName: z.string() }).parse(row)
    return { ...toChange(row), serial, holderName }
  })
}
