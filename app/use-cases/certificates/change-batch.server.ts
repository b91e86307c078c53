import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { changeBatch, MAKE_CERTIFICATES } from '#app/domain/certificates/issuance.ts'
import type { CertificateBatchId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { removeStoredFile } from '#app/platform/file-storage.server.ts'
import { enqueue } from '#app/platform/job-queue.server.ts'
import { log } from '#app/platform/log.server.ts'
import type { BsreOfficial } from '#app/platform/signer/bsre-signer.server.ts'
import { holdOfficial } from '#app/platform/signer/officials.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { lockBatch, startFilesAnew, updateBatch } from './issuance-store.server.ts'
import { makeCertificates } from './make-certificates.server.ts'

type Refusal = { readonly kind: 'forbidden' | 'not-found' | 'not-now' | 'official-needed' }

/** How long this process holds a passphrase for a batch. */
const MINUTES_HELD = 60

/** Work on the batch ends after the certificate that is being made. */
export async function pauseBatch(actor: Actor, batchId: CertificateBatchId): Promise<Result<null, Refusal>> {
  return inTransaction<null, Refusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'certificate.issue')) return refuse({ kind: 'forbidden' })
    const batch = await lockBatch(transaction, batchId)
    if (batch === null) return refuse({ kind: 'not-found' })
    const next = changeBatch(batch.state, 'pause')
    if (!next.ok) return next
    const at = await databaseNow(transaction)
    await updateBatch(transaction, batchId, [batch.state], { state: next.value })
    await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'certificates.paused', subject: batchId } })
    return accept(null)
  })
}

/**
 * Takes a paused or stopped batch up again, with the keys of now: files that were not verified yet are made anew. A batch
 * for the provider needs its official, who is held in memory for an hour and nowhere else.
 */
export async function resumeBatch(
  actor: Actor,
  batchId: CertificateBatchId,
  official: BsreOfficial | null = null,
): Promise<Result<null, Refusal>> {
  const resumed = await inTransaction<{ readonly unused: readonly string[]; readonly until: Date }, Refusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'certificate.issue')) return refuse({ kind: 'forbidden' })
    const batch = await lockBatch(transaction, batchId)
    if (batch === null) return refuse({ kind: 'not-found' })
    const next = changeBatch(batch.state, 'resume')
    if (!next.ok) return next
    if (batch.signer === 'bsre' && official === null) return refuse({ kind: 'official-needed' })
    const at = await databaseNow(transaction)
    const until = new Date(at.getTime() + MINUTES_HELD * 60_000)
    const unused = await startFilesAnew(transaction, batchId, at)
    await updateBatch(transaction, batchId, [batch.state], {
      state: next.value,
      stopReason: null,
      documentKid: null,
      credentialKid: null,
      signingUntil: batch.signer === 'bsre' ? until : null,
    })
    if (batch.signer !== 'bsre') await enqueue(transaction, MAKE_CERTIFICATES, {})
    await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'certificates.resumed', subject: batchId } })
    return accept({ unused, until })
  })
  if (!resumed.ok) return resumed
  for (const name of resumed.value.unused) await removeStoredFile(name)
  if (official !== null) {
    holdOfficial(batchId, official, resumed.value.until)
    // Only this process holds the passphrase, so the work begins here and not in a queue that another process may empty.
    makeCertificates({ kind: 'system', job: MAKE_CERTIFICATES }).catch((error: unknown) => log.error('make-certificates', error))
  }
  return accept(null)
}
