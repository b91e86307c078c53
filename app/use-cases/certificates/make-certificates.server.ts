import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { keysToGoOnWith, MOST_FAULTS, type StopReason } from '#app/domain/certificates/issuance.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { log } from '#app/platform/log.server.ts'
import { bsreSigner } from '#app/platform/signer/bsre-signer.server.ts'
import { forgetOfficial, officialFor } from '#app/platform/signer/officials.server.ts'
import { chainOf, localSigner, NO_SIGNER } from '#app/platform/signer/signer.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import {
  type Batch,
  findBatch,
  type Issuance,
  isBatchThrough,
  leaseIssuances,
  listRunningBatches,
  recordFault,
  releaseIssuances,
  updateBatch,
} from './issuance-store.server.ts'
import { type Maker, makeFile } from './make-certificate-file.server.ts'
import { numberCertificates } from './number-certificates.server.ts'
import { ensureSigningKeys, keysAtHand } from './signing-keys.server.ts'

/** Decisions that one worker holds at a time, and for how long: longer than a provider takes to answer for all of them. */
const LEASE = { limit: 4, seconds: 300, mostFaults: MOST_FAULTS } as const

/** Thrown by `checkpoint` to end the work on the spot, as a killed process would: nothing is cleaned up after it. */
export class WorkerStopped extends Error {}

type Options = {
  /** Called between any two effects; whatever it throws as WorkerStopped ends the work there. */
  readonly checkpoint?: (place: string) => void
}
type Made = { readonly published: number }

/**
 * Takes all running batches on: numbers, files, signatures, checks, publication. It may be started as often as anyone
 * likes and killed at any point; what was done stays done and what was not is done by the next one.
 */
export async function makeCertificates(
  actor: Actor,
  { checkpoint = () => {} }: Options = {},
): Promise<Result<Made, { readonly kind: 'forbidden' }>> {
  if (!may(actor, 'certificate.make')) return refuse({ kind: 'forbidden' })
  const batches = await reading(listRunningBatches)
  if (batches.length === 0) return accept({ published: 0 })
  const keys = await ensureSigningKeys(actor)
  if (!keys.ok) {
    for (const batch of batches) await stopBatch(actor, batch, 'key-missing')
    return accept({ published: 0 })
  }
  let published = 0
  for (const batch of batches) published += await makeBatch(actor, batch, checkpoint)
  return accept({ published })
}

async function makeBatch(actor: Actor, batch: Batch, checkpoint: (place: string) => void): Promise<number> {
  while ((await numberCertificates(actor, batch.id)) > 0) checkpoint('numbered')
  let published = 0
  for (;;) {
    const maker = await prepare(actor, batch)
    if (!maker.ok) {
      if (maker.refusal.kind !== 'elsewhere') await stopBatch(actor, batch, maker.refusal.kind)
      return published
    }
    const leased = await reading((transaction) => leaseIssuances(transaction, batch.id, LEASE))
    if (leased.length === 0) break
    checkpoint('leased')
    const { done, stop } = await makeFiles(actor, maker.value, leased, checkpoint)
    published += done
    if (stop !== null) {
      await stopBatch(actor, batch, stop)
      return published
    }
  }
  await finish(actor, batch)
  return published
}

/** Makes the leased ones in their order; at the first that stops the batch the rest is given back. */
async function makeFiles(actor: Actor, maker: Maker, leased: readonly Issuance[], checkpoint: (place: string) => void) {
  let done = 0
  for (const [place, issuance] of leased.entries()) {
    const outcome = await makeFile(actor, maker, issuance, checkpoint).catch(asFault)
    if (outcome.ok) {
      done += 1
      continue
    }
    if (outcome.refusal.kind === 'somebody-else') continue
    const stop = outcome.refusal.kind === 'fault' ? await countFault(issuance) : outcome.refusal.kind
    if (stop === null) continue
    await reading((transaction) =>
      releaseIssuances(
        transaction,
        leased.slice(place).map(({ id }) => id),
      ),
    )
    return { done, stop }
  }
  return { done, stop: null }
}

function asFault(error: unknown) {
  if (error instanceof WorkerStopped) throw error
  log.error('certificate.step-failed', error)
  return refuse({ kind: 'fault' as const })
}

async function countFault({ id }: Issuance): Promise<StopReason | null> {
  const faults = await reading((transaction) => recordFault(transaction, id, 'step-failed'))
  return faults >= MOST_FAULTS ? 'step-failed' : null
}

/** Who signs, and with which keys: asked anew for every few files, so that a key that goes away stops the batch. */
async function prepare(actor: Actor, batch: Batch): Promise<Result<Maker, { readonly kind: StopReason | 'elsewhere' }>> {
  const { at, keys, now } = await reading(async (transaction) => ({
    at: await databaseNow(transaction),
    keys: await keysAtHand(actor, transaction),
    now: await findBatch(transaction, batch.id),
  }))
  const begunWith = { document: now?.documentKid ?? null, credential: now?.credentialKid ?? null }
  const goOn = keysToGoOnWith(batch.signer, begunWith, keys)
  if (!goOn.ok) return goOn
  const { document: documentKid, credential: credentialKid } = goOn.value
  if (begunWith.credential === null)
    await reading((transaction) => updateBatch(transaction, batch.id, ['running'], { documentKid, credentialKid }))
  const root = keys.all.find(({ purpose, state }) => purpose === 'root' && state === 'active')
  const document = keys.all.find(({ kid }) => kid === documentKid)
  const chain = root?.certificatePem && document?.certificatePem ? chainOf(document.certificatePem, root.certificatePem) : null
  const common = { batch, documentKid, credentialKid, chain }
  switch (batch.signer) {
    case 'none':
      return accept({ ...common, signer: NO_SIGNER })
    case 'local-key':
      return documentKid === null || chain === null
        ? refuse({ kind: 'key-missing' })
        : accept({ ...common, signer: localSigner(documentKid, chain) })
    case 'bsre': {
      const official = officialFor(batch.id, at)
      if (official !== null) return accept({ ...common, signer: bsreSigner(official) })
      const elsewhere = now?.signingUntil != null && now.signingUntil > at
      return refuse({ kind: elsewhere ? 'elsewhere' : 'passphrase-needed' })
    }
  }
}

/** Nothing of the batch goes on until a person has seen why. */
async function stopBatch(actor: Actor, batch: Batch, stopReason: StopReason): Promise<void> {
  forgetOfficial(batch.id)
  await inTransaction<null, never>(async (transaction) => {
    const at = await databaseNow(transaction)
    if (await updateBatch(transaction, batch.id, ['running'], { state: 'stopped', stopReason, signingUntil: null }))
      await appendAuditEntry(transaction, {
        at,
        by: actor,
        event: { kind: 'certificates.stopped', subject: batch.id, detail: { stopReason } },
      })
    return accept(null)
  })
}

async function finish(actor: Actor, batch: Batch): Promise<void> {
  await inTransaction<null, never>(async (transaction) => {
    if (!(await isBatchThrough(transaction, batch.id))) return accept(null)
    const at = await databaseNow(transaction)
    if (await updateBatch(transaction, batch.id, ['running'], { state: 'done', finishedAt: at, signingUntil: null }))
      await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'certificates.done', subject: batch.id } })
    return accept(null)
  })
  const after = await reading((transaction) => findBatch(transaction, batch.id))
  if (after?.state === 'done') forgetOfficial(batch.id)
}
