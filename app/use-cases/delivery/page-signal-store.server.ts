import { z } from 'zod'
import { MOST_SIGNALS, PageSignalKind, type SignalReport } from '#app/domain/delivery/page-signal.ts'
import type { AttemptId, CandidateId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { runStatement } from '#app/platform/database/statement.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

/** Keeps what came from the device that may write, while the attempt runs and there is room. Null when it is not hers. */
export async function insertSignals(
  { attemptId, leaseEpoch, signals }: SignalReport,
  from: { readonly candidateId: CandidateId; readonly deviceKey: string },
): Promise<number | null> {
  const rows = await runStatement(Prisma.sql`
    WITH own AS (
      SELECT id, status, lease_epoch, lease_device FROM attempt WHERE id = ${attemptId}::uuid AND candidate_id = ${from.candidateId}::uuid
    ), kept AS (
      INSERT INTO page_signal (id, attempt_id, kind, seconds, noted_at)
      SELECT gen_random_uuid(), own.id, s.kind, s.seconds, clock_timestamp()
      FROM own, jsonb_to_recordset(${JSON.stringify(signals)}::jsonb) AS s(kind text, seconds int)
      WHERE own.status = 'running' AND own.lease_epoch = ${leaseEpoch}::int AND own.lease_device = ${from.deviceKey}
        AND (SELECT count(*) FROM page_signal p WHERE p.attempt_id = own.id) < ${MOST_SIGNALS}::int
      RETURNING 1
    )
    SELECT (SELECT count(*) FROM kept)::int AS kept FROM own`)
  return rows[0] === undefined ? null : z.object({ kept: z.number().int() }).parse(rows[0]).kept
}

/** Another device writes from now on. */
export async function insertDeviceChange(transaction: Transaction, attemptId: AttemptId, at: Date): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO page_signal (id, attempt_id, kind, seconds, noted_at) VALUES (gen_random_uuid(), ${attemptId}::uuid, 'device-changed', 0, ${at}::timestamptz)`
}

const SignalRow = z.object({ kind: PageSignalKind, seconds: z.number().int(), notedAt: z.date() })
export type NotedSignal = z.infer<typeof SignalRow>

/** The newest first. */
export async function listSignals(transaction: Transaction, attemptId: AttemptId, count: number): Promise<NotedSignal[]> {
  const rows = await transaction.pageSignal.findMany({ where: { attemptId }, orderBy: [{ notedAt: 'desc' }, { id: 'asc' }], take: count })
  return rows.map((row) => SignalRow.parse(row))
}
