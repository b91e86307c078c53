import { z } from 'zod'
import { CertificateKind } from '#app/domain/certificates/certificate.ts'
import { BatchState, type IssuanceState, IssuanceState as IssuanceStates, Signer, StopReason } from '#app/domain/certificates/issuance.ts'
import { AccountId, CertificateBatchId, CertificateChangeId, CertificateId, ExamResultId, IssuanceId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { runStatement } from '#app/platform/database/statement.server.ts'
import type { StoredFile } from '#app/platform/file-storage.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export type Batch = {
  readonly id: CertificateBatchId
  readonly signer: Signer
  readonly state: BatchState
  readonly stopReason: StopReason | null
  readonly requestedBy: AccountId
  readonly requestedAt: Date
  readonly documentKid: string | null
  readonly credentialKid: string | null
  readonly signingUntil: Date | null
  readonly finishedAt: Date | null
}

const BatchRow = z.object({
  id: CertificateBatchId,
  signer: Signer,
  state: BatchState,
  stopReason: StopReason.nullable(),
  requestedBy: AccountId,
  requestedAt: z.date(),
  documentKid: z.string().nullable(),
  credentialKid: z.string().nullable(),
  signingUntil: z.date().nullable(),
  finishedAt: z.date().nullable(),
})

export type NewDecision = {
  readonly id: IssuanceId
  readonly kind: CertificateKind
  readonly resultId: ExamResultId
  readonly changeId: CertificateChangeId | null
}

export async function insertBatch(
  transaction: Transaction,
  batch: { readonly id: CertificateBatchId; readonly signer: Signer; readonly by: AccountId; readonly at: Date },
  decisions: readonly NewDecision[],
): Promise<void> {
  const { id, signer, by, at } = batch
  await transaction.certificateBatch.create({ data: { id, signer, state: 'running', requestedBy: by, requestedAt: at } })
  await transaction.certificateIssuance.createMany({
    data: decisions.map((decision, position) => ({
      id: decision.id,
      batchId: id,
      position,
      kind: decision.kind,
      examResultId: decision.resultId,
      changeId: decision.changeId,
      state: 'approved',
      approvedBy: by,
      approvedAt: at,
      changedAt: at,
    })),
  })
}

export async function findBatch(transaction: Transaction, id: CertificateBatchId): Promise<Batch | null> {
  const row = await transaction.certificateBatch.findUnique({ where: { id } })
  return row ? BatchRow.parse(row) : null
}

/** The same, held until the transaction ends. */
export async function lockBatch(transaction: Transaction, id: CertificateBatchId): Promise<Batch | null> {
  await transaction.$queryRaw`SELECT id FROM certificate_batch WHERE id = ${id}::uuid FOR UPDATE`
  return findBatch(transaction, id)
}

/** Batches that are at work, the oldest first. */
export async function listRunningBatches(transaction: Transaction): Promise<Batch[]> {
  const rows = await transaction.certificateBatch.findMany({
    where: { state: 'running' },
    orderBy: [{ requestedAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => BatchRow.parse(row))
}

/** The newest batches first. */
export async function listBatches(transaction: Transaction, limit: number): Promise<Batch[]> {
  const rows = await transaction.certificateBatch.findMany({ orderBy: [{ requestedAt: 'desc' }, { id: 'asc' }], take: limit })
  return rows.map((row) => BatchRow.parse(row))
}

export type BatchUpdate = {
  readonly state?: BatchState
  readonly stopReason?: StopReason | null
  readonly documentKid?: string | null
  readonly credentialKid?: string | null
  readonly signingUntil?: Date | null
  readonly finishedAt?: Date
}

/** False when the batch is in another state by now. */
export async function updateBatch(
  transaction: Transaction,
  id: CertificateBatchId,
  from: readonly BatchState[],
  data: BatchUpdate,
): Promise<boolean> {
  const { count } = await transaction.certificateBatch.updateMany({ where: { id, state: { in: [...from] } }, data })
  return count === 1
}

export type IssuanceCounts = Readonly<Record<IssuanceState, number>>

const CountRow = z.object({ batch_id: CertificateBatchId, state: IssuanceStates, count: z.coerce.number().int() })
const NONE: IssuanceCounts = { approved: 0, numbered: 0, rendered: 0, signed: 0, verified: 0, published: 0, refused: 0 }

/** How many decisions of each batch stand where. */
export async function countIssuances(
  transaction: Transaction,
  batchIds: readonly CertificateBatchId[],
): Promise<Map<CertificateBatchId, IssuanceCounts>> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT batch_id, state, count(*) AS count FROM certificate_issuance WHERE batch_id = ANY(${[...batchIds]}::uuid[]) GROUP BY batch_id, state`
  const counts = new Map(batchIds.map((id) => [id, NONE]))
  for (const each of rows) {
    const { batch_id: id, state, count } = CountRow.parse(each)
    counts.set(id, { ...(counts.get(id) ?? NONE), [state]: count })
  }
  return counts
}

export type ApprovedDecision = {
  readonly id: IssuanceId
  readonly kind: CertificateKind
  readonly resultId: ExamResultId
  readonly changeId: CertificateChangeId | null
  readonly approvedBy: AccountId
}

const ApprovedRow = z.object({
  id: IssuanceId,
  kind: CertificateKind,
  examResultId: ExamResultId,
  changeId: CertificateChangeId.nullable(),
  approvedBy: AccountId,
})

/** The next decisions of a batch that have no number yet, in their order. */
export async function listApproved(transaction: Transaction, batchId: CertificateBatchId, limit: number): Promise<ApprovedDecision[]> {
  const rows = await transaction.certificateIssuance.findMany({
    where: { batchId, state: 'approved' },
    orderBy: { position: 'asc' },
    take: limit,
  })
  return rows.map((row) => {
    const { examResultId, ...decision } = ApprovedRow.parse(row)
    return { ...decision, resultId: examResultId }
  })
}

/** One decision as its next step needs it. */
export type Issuance = {
  readonly id: IssuanceId
  readonly batchId: CertificateBatchId
  readonly changeId: CertificateChangeId | null
  readonly state: IssuanceState
  readonly certificateId: CertificateId | null
  readonly credential: string | null
  readonly credentialKid: string | null
  readonly documentKid: string | null
  readonly rendered: StoredFile | null
  readonly signed: StoredFile | null
  readonly faults: number
}

const IssuanceRow = z.object({
  id: IssuanceId,
  batchId: CertificateBatchId,
  changeId: CertificateChangeId.nullable(),
  state: IssuanceStates,
  certificateId: CertificateId.nullable(),
  credential: z.string().nullable(),
  credentialKid: z.string().nullable(),
  documentKid: z.string().nullable(),
  renderedFile: z.string().nullable(),
  renderedHash: z.string().nullable(),
  renderedSize: z.number().nullable(),
  signedFile: z.string().nullable(),
  signedHash: z.string().nullable(),
  signedSize: z.number().nullable(),
  faults: z.number(),
})

function toIssuance(row: unknown): Issuance {
  const { renderedFile, renderedHash, renderedSize, signedFile, signedHash, signedSize, ...issuance } = IssuanceRow.parse(row)
  return {
    ...issuance,
    rendered: fileOf(renderedFile, renderedHash, renderedSize),
    signed: fileOf(signedFile, signedHash, signedSize),
  }
}

function fileOf(name: string | null, hash: string | null, size: number | null): StoredFile | null {
  return name === null || hash === null || size === null ? null : { name, contentHash: hash, byteSize: size }
}

const COLUMNS = Prisma.sql`id, batch_id AS "batchId", change_id AS "changeId", state, certificate_id AS "certificateId", credential,
  credential_kid AS "credentialKid", document_kid AS "documentKid", rendered_file AS "renderedFile", rendered_hash AS "renderedHash",
  rendered_size AS "renderedSize", signed_file AS "signedFile", signed_hash AS "signedHash", signed_size AS "signedSize", faults`

/**
 * The next decisions of a running batch that have a number and are not published, leased to the caller: nobody else works
 * on them until the lease ends, and a caller that dies loses it by itself. Decisions past their last fault are left alone.
 */
export async function leaseIssuances(
  transaction: Transaction,
  batchId: CertificateBatchId,
  { limit, seconds, mostFaults }: { readonly limit: number; readonly seconds: number; readonly mostFaults: number },
): Promise<Issuance[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    UPDATE certificate_issuance SET leased_until = clock_timestamp() + make_interval(secs => ${seconds}::int)
    WHERE id IN (
      SELECT s.id FROM certificate_issuance s JOIN certificate_batch b ON b.id = s.batch_id
      WHERE s.batch_id = ${batchId}::uuid AND b.state = 'running' AND s.state IN ('numbered', 'rendered', 'signed', 'verified')
        AND s.faults < ${mostFaults}::int AND (s.leased_until IS NULL OR s.leased_until < clock_timestamp())
      ORDER BY s.position LIMIT ${limit} FOR UPDATE OF s SKIP LOCKED)
    RETURNING ${COLUMNS}, position`
  const placed = z.array(z.object({ position: z.number() }).loose()).parse(rows)
  return placed.sort((left, right) => left.position - right.position).map(toIssuance)
}

export async function findIssuanceOf(transaction: Transaction, certificateId: CertificateId): Promise<Issuance | null> {
  const row = await transaction.certificateIssuance.findUnique({ where: { certificateId } })
  return row ? toIssuance(row) : null
}

export type IssuanceUpdate = {
  readonly certificateId?: CertificateId
  readonly refusal?: string
  readonly credential?: string
  readonly credentialKid?: string
  readonly rendered?: StoredFile
  readonly documentKid?: string | null
  readonly signed?: StoredFile
}

export type IssuanceStep = { readonly from: IssuanceState; readonly to: IssuanceState }

/** One step; null when somebody else has gone it already. */
export async function stepIssuance(
  transaction: Transaction,
  id: IssuanceId,
  step: IssuanceStep,
  update: IssuanceUpdate = {},
): Promise<Issuance | null> {
  const [row] = await transaction.$queryRaw<unknown[]>(stepping(id, step, update))
  return row === undefined ? null : toIssuance(row)
}

/** The same as an act of its own, outside any transaction: one statement that is done or not. */
export async function stepIssuanceAlone(id: IssuanceId, step: IssuanceStep, update: IssuanceUpdate = {}): Promise<Issuance | null> {
  const [row] = await runStatement(stepping(id, step, update))
  return row === undefined ? null : toIssuance(row)
}

/** What an update leaves out stays as it is. */
function stepping(id: IssuanceId, { from, to }: IssuanceStep, update: IssuanceUpdate): Prisma.Sql {
  const { certificateId, refusal, credential, credentialKid, rendered, documentKid, signed } = update
  return Prisma.sql`
    UPDATE certificate_issuance SET state = ${to}, changed_at = clock_timestamp(),
      certificate_id = coalesce(${certificateId ?? null}::uuid, certificate_id), refusal = coalesce(${refusal ?? null}::text, refusal),
      credential = coalesce(${credential ?? null}::text, credential), credential_kid = coalesce(${credentialKid ?? null}::text, credential_kid),
      rendered_file = coalesce(${rendered?.name ?? null}::text, rendered_file), rendered_hash = coalesce(${rendered?.contentHash ?? null}::text, rendered_hash),
      rendered_size = coalesce(${rendered?.byteSize ?? null}::int, rendered_size), document_kid = coalesce(${documentKid ?? null}::text, document_kid),
      signed_file = coalesce(${signed?.name ?? null}::text, signed_file), signed_hash = coalesce(${signed?.contentHash ?? null}::text, signed_hash),
      signed_size = coalesce(${signed?.byteSize ?? null}::int, signed_size)
    WHERE id = ${id}::uuid AND state = ${from}
    RETURNING ${COLUMNS}`
}

/** Gives leased decisions back, so that a resumed batch need not wait for the lease to end. */
export async function releaseIssuances(transaction: Transaction, ids: readonly IssuanceId[]): Promise<void> {
  await transaction.certificateIssuance.updateMany({ where: { id: { in: [...ids] } }, data: { leasedUntil: null } })
}

/** Counts a fault and gives the decision back; answers how many there are now. */
export async function recordFault(transaction: Transaction, id: IssuanceId, fault: string): Promise<number> {
  const { faults } = await transaction.certificateIssuance.update({
    where: { id },
    data: { faults: { increment: 1 }, lastFault: fault, leasedUntil: null },
  })
  return faults
}

/** Files that were not verified are made anew, with the keys of now; answers the names of those that are no longer needed. */
export async function startFilesAnew(transaction: Transaction, batchId: CertificateBatchId, at: Date): Promise<string[]> {
  const rows = await transaction.certificateIssuance.findMany({
    where: { batchId, state: { in: ['rendered', 'signed'] } },
    select: { renderedFile: true, signedFile: true },
  })
  await transaction.certificateIssuance.updateMany({
    where: { batchId, state: { in: ['rendered', 'signed'] } },
    data: { state: 'numbered', changedAt: at },
  })
  await transaction.certificateIssuance.updateMany({ where: { batchId }, data: { faults: 0, leasedUntil: null } })
  return [...new Set(rows.flatMap(({ renderedFile, signedFile }) => [renderedFile, signedFile].filter((name) => name !== null)))]
}

/** Whether nothing of the batch is left to do. */
export async function isBatchThrough(transaction: Transaction, batchId: CertificateBatchId): Promise<boolean> {
  const left = await transaction.certificateIssuance.count({ where: { batchId, state: { notIn: ['published', 'refused'] } } })
  return left === 0
}
