import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import { ACCEPT_REASONS, REJECT_REASONS } from '#app/domain/delivery/late-evidence.ts'
import { RecoveredEvent, RecoveryState } from '#app/domain/delivery/recovery-file.ts'
import { AccountId, AttemptId, ExamSessionId, RecoveryFileId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const FileRow = z.object({
  id: RecoveryFileId,
  examSessionId: ExamSessionId,
  attemptId: AttemptId,
  exportedAt: z.coerce.date(),
  events: z.array(RecoveredEvent),
  unfit: z.number().int(),
  uploadedBy: AccountId,
  uploadedAt: z.coerce.date(),
  state: RecoveryState,
  reason: z.enum([...ACCEPT_REASONS, ...REJECT_REASONS]).nullable(),
  decidedAt: z.coerce.date().nullable(),
  letIn: z.number().int().nullable(),
})
export type RecoveryFile = z.infer<typeof FileRow>

type NewFile = Pick<
  RecoveryFile,
  'id' | 'examSessionId' | 'attemptId' | 'exportedAt' | 'events' | 'unfit' | 'uploadedBy' | 'uploadedAt'
> & {
  readonly fileHash: string
  readonly byteSize: number
  readonly keyId: string
}

/** Keeps a file that waits for a second person. */
export async function insertRecoveryFile(transaction: Transaction, file: NewFile): Promise<void> {
  await transaction.recoveryFile.create({ data: { ...file, state: 'waiting' } })
}

/** The file with these bytes. @param fileHash SHA-256, hexadecimal */
export async function findRecoveryFileByHash(transaction: Transaction, fileHash: string) {
  const row = await transaction.recoveryFile.findUnique({ where: { fileHash }, select: { id: true, examSessionId: true, state: true } })
  return row === null ? null : z.object({ id: RecoveryFileId, examSessionId: ExamSessionId, state: RecoveryState }).parse(row)
}

/** The file, held until the transaction ends. */
export async function lockRecoveryFile(transaction: Transaction, id: RecoveryFileId): Promise<RecoveryFile | null> {
  await transaction.$queryRaw`SELECT id FROM recovery_file WHERE id = ${id}::uuid FOR UPDATE`
  const row = await transaction.recoveryFile.findUnique({ where: { id } })
  return row === null ? null : FileRow.parse(row)
}

type Decided =
  | { readonly state: 'rejected'; readonly reason: string; readonly by: AccountId; readonly at: Date }
  | { readonly state: 'accepted'; readonly reason: string; readonly by: AccountId; readonly at: Date; readonly letIn: number }

/** The second person's answer to a file that the caller holds and knows to be waiting. */
export async function saveRecoveryDecision(transaction: Transaction, id: RecoveryFileId, decided: Decided): Promise<void> {
  const { state, reason, by, at } = decided
  await transaction.recoveryFile.update({
    where: { id },
    data: { state, reason, decidedBy: by, decidedAt: at, letIn: decided.state === 'accepted' ? decided.letIn : null },
  })
}

const ListedRow = z.object({
  ...FileRow.shape,
  name: z.string(),
  participantNumber: z.string(),
  isVoid: z.boolean(),
  uploadedByName: z.string().nullable(),
  decidedByName: z.string().nullable(),
})
export type ListedRecoveryFile = z.infer<typeof ListedRow>

/** Those that wait first, then the newest first; nothing where the session's venue lies outside the scope. */
export async function listRecoveryFiles(
  transaction: Transaction,
  scope: RegionScope,
  examSessionId: ExamSessionId,
): Promise<ListedRecoveryFile[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT f.id, f.exam_session_id AS "examSessionId", f.attempt_id AS "attemptId", f.exported_at AS "exportedAt", f.events, f.unfit, f.uploaded_by AS "uploadedBy",
      f.uploaded_at AS "uploadedAt", f.state, f.reason, f.decided_at AS "decidedAt", f.let_in AS "letIn", k.name, c.participant_number AS "participantNumber",
      a.voided_at IS NOT NULL AS "isVoid", u.display_name AS "uploadedByName", d.display_name AS "decidedByName"
    FROM recovery_file f
      JOIN exam_session s ON s.id = f.exam_session_id
      JOIN venue v ON v.id = s.venue_id
      JOIN attempt a ON a.id = f.attempt_id
      JOIN candidate c ON c.id = a.candidate_id
      JOIN cadre k ON k.id = c.cadre_id
      LEFT JOIN account u ON u.id = f.uploaded_by
      LEFT JOIN account d ON d.id = f.decided_by
    WHERE f.exam_session_id = ${examSessionId}::uuid
      AND ${liesWithin(scope, Prisma.sql`v.region_code`)}
    ORDER BY f.state <> 'waiting', f.uploaded_at DESC, f.id`
  return rows.map((row) => ListedRow.parse(row))
}

const WaitingRow = z.object({
  examSessionId: ExamSessionId,
  label: z.string(),
  venue: z.string(),
  count: z.coerce.number().int(),
  since: z.coerce.date(),
})
export type RoomWithFiles = z.infer<typeof WaitingRow>

/** Rooms with files that wait for somebody else than this account, the longest waiting first. */
export async function listRoomsWithFiles(transaction: Transaction, scope: RegionScope, accountId: AccountId): Promise<RoomWithFiles[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT s.id AS "examSessionId", s.label, v.name AS venue, count(*) AS count, min(f.uploaded_at) AS since
    FROM recovery_file f JOIN exam_session s ON s.id = f.exam_session_id JOIN venue v ON v.id = s.venue_id
    WHERE f.state = 'waiting' AND f.uploaded_by <> ${accountId}::uuid
      AND ${liesWithin(scope, Prisma.sql`v.region_code`)}
    GROUP BY s.id, s.label, v.name ORDER BY since, s.id`
  return rows.map((row) => WaitingRow.parse(row))
}
