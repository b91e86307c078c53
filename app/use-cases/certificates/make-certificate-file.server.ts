import { renderCertificate } from '#app/documents/certificate.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import type { Certificate } from '#app/domain/certificates/certificate.ts'
import { credentialClaims } from '#app/domain/certificates/credential.ts'
import type { IssuanceState, StopReason } from '#app/domain/certificates/issuance.ts'
import { nameHashOf, tokenHead, tokenMessage, tokenOf } from '#app/domain/certificates/qr-token.ts'
import { maySign, type SigningKey } from '#app/domain/certificates/signing-key.ts'
import { canonicalJson } from '#app/domain/shared/canonical-hash.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { readStoredFile, removeStoredFile, type StoredFile, storeFile } from '#app/platform/file-storage.server.ts'
import type { SigningChain } from '#app/platform/signer/cms.server.ts'
import { signCredential, signTokenMessage } from '#app/platform/signer/credential-signer.server.ts'
import { attachFile } from '#app/platform/signer/pdf-update.server.ts'
import { checkSignature, hasIntactProviderSignature } from '#app/platform/signer/signature-check.server.ts'
import type { DocumentSigner, SigningFault } from '#app/platform/signer/signer.server.ts'
import { databaseNow, inTransaction, reading, type Transaction } from '#app/platform/transaction.server.ts'
import { credentialWords, paperWords } from '#app/text/certificates.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findChange } from './certificate-change-store.server.ts'
import { findCertificate, savePublication, saveSupersession } from './certificate-store.server.ts'
import { type Batch, findIssuanceOf, type Issuance, type IssuanceUpdate, stepIssuance } from './issuance-store.server.ts'
import { listSigningKeys } from './signing-key-store.server.ts'

/** What all files of a batch share. */
export type Maker = {
  readonly batch: Batch
  readonly signer: DocumentSigner
  readonly documentKid: string | null
  readonly credentialKid: string
  readonly chain: SigningChain | null
  readonly keys: readonly SigningKey[]
}

/** `somebody-else`: another worker went the step. `fault`: this one failed and is tried again. Everything else stops the batch. */
export type FileRefusal = { readonly kind: StopReason | 'somebody-else' | 'fault' }
type Step = Result<Issuance, FileRefusal>
type Checkpoint = (place: string) => void

const STOPS: Readonly<Record<SigningFault, StopReason>> = {
  'key-missing': 'key-missing',
  passphrase: 'passphrase-needed',
  unavailable: 'provider-unavailable',
}

/** Takes one decision from its number to its publication, step by step; each step is saved before the next begins. */
export async function makeFile(actor: Actor, maker: Maker, start: Issuance, checkpoint: Checkpoint): Promise<Result<null, FileRefusal>> {
  let issuance = start
  while (issuance.state !== 'published') {
    const step = await nextStep(actor, maker, issuance, checkpoint)
    if (!step.ok) return step
    issuance = step.value
    checkpoint(issuance.state)
  }
  return accept(null)
}

function nextStep(actor: Actor, maker: Maker, issuance: Issuance, checkpoint: Checkpoint): Promise<Step> {
  switch (issuance.state) {
    case 'numbered':
      return render(maker, issuance, checkpoint)
    case 'rendered':
      return sign(maker, issuance, checkpoint)
    case 'signed':
      return verify(maker, issuance)
    case 'verified':
      return publish(actor, issuance)
    case 'approved':
    case 'published':
    case 'refused':
      throw new Error(`a decision that is ${issuance.state} has no file to make`)
  }
}

/** The paper with the token in its QR code and the credential attached. */
async function render(maker: Maker, issuance: Issuance, checkpoint: Checkpoint): Promise<Step> {
  const certificate = await certificateOf(issuance)
  const { origin, demo } = environment()
  const token = await tokenFor(certificate, maker.credentialKid)
  const credential = await signCredential(
    canonicalJson(credentialClaims(origin, certificate, credentialWords.id)),
    maker.credentialKid,
    `${origin}/.well-known/jwks.json`,
  )
  if (token === null || credential === null) return refuse({ kind: 'key-missing' })
  const paper = await renderCertificate(certificate, { origin, demo, signer: maker.batch.signer, token })
  const bytes = attachFile(paper, {
    name: 'kredensial.jwt',
    description: 'Open Badges 3.0 (VC-JWT)',
    mediaType: 'application/jwt',
    bytes: Buffer.from(credential),
    at: certificate.issuedAt,
  })
  checkpoint('rendering')
  return keep(issuance, 'rendered', bytes, (rendered) => ({ rendered, credential, credentialKid: maker.credentialKid }), checkpoint)
}

async function tokenFor({ publicId, content }: Certificate, kid: string): Promise<string | null> {
  const { serial, issuedOn, validUntil, holder } = content
  const head = tokenHead({ kid, serial, issuedOn, validUntil, nameHash: nameHashOf(holder.name, serial) })
  const signature = await signTokenMessage(tokenMessage(head, publicId), kid)
  return signature === null ? null : tokenOf(head, signature)
}

async function sign(maker: Maker, issuance: Issuance, checkpoint: Checkpoint): Promise<Step> {
  if (issuance.rendered === null) throw new Error(`decision ${issuance.id} is rendered without a file`)
  // A paper made with other keys than the batch's is made anew: resuming sends it back to its number.
  if (issuance.credentialKid !== maker.credentialKid) return refuse({ kind: 'key-rotated' })
  const pdf = await readWhole(issuance.rendered)
  if (pdf === null) return startAnew(issuance)
  const certificate = await certificateOf(issuance)
  const words = paperWords.id
  const signed = await maker.signer.sign(pdf, {
    signer: words.sealedBy,
    reason: words.sealedFor,
    location: words.place,
    at: certificate.issuedAt,
  })
  if (!signed.ok) return refuse({ kind: STOPS[signed.fault] })
  checkpoint('signing')
  return keep(
    issuance,
    'signed',
    signed.bytes,
    (file) => ({ signed: file, documentKid: maker.documentKid }),
    checkpoint,
    (keys, at) => {
      const key = keys.find(({ kid }) => kid === maker.documentKid)
      return maker.documentKid === null || (key !== undefined && maySign(key, at))
    },
  )
}

/** The stored file, read back from the disk, is what was signed, and its signature holds from the first byte to the last. */
async function verify({ batch, chain }: Maker, issuance: Issuance): Promise<Step> {
  if (issuance.signed === null) throw new Error(`decision ${issuance.id} is signed without a file`)
  const pdf = await readWhole(issuance.signed)
  if (pdf === null) return startAnew(issuance)
  const holds = {
    none: () => true,
    'local-key': () => chain !== null && checkSignature(pdf, [chain]).ok,
    bsre: () => hasIntactProviderSignature(pdf),
  }[batch.signer]()
  if (!holds) return startAnew(issuance)
  return step(issuance, 'verified')
}

/** Makes it known; what it takes the place of loses its force in the same moment. */
async function publish(actor: Actor, issuance: Issuance): Promise<Step> {
  return inTransaction<Issuance, FileRefusal>(async (transaction) => {
    const at = await databaseNow(transaction)
    const certificate = issuance.certificateId === null ? null : await findCertificate(transaction, issuance.certificateId)
    if (certificate === null) throw new Error(`decision ${issuance.id} has no certificate`)
    if (!(await stepIssuance(transaction, issuance.id, { from: 'verified', to: 'published', at }))) return refuse({ kind: 'somebody-else' })
    if (!(await savePublication(transaction, certificate.id, at))) return refuse({ kind: 'somebody-else' })
    const change = issuance.changeId === null ? null : await findChange(transaction, issuance.changeId)
    if (change?.wish.kind === 'replace') {
      if (!(await saveSupersession(transaction, change.certificateId, { at, reason: change.wish.reason }))) return refuse({ kind: 'fault' })
      await appendAuditEntry(transaction, {
        at,
        by: actor,
        event: {
          kind: 'certificate.superseded',
          subject: change.certificateId,
          detail: { by: certificate.id, reason: change.wish.reason },
        },
      })
    }
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'certificate.published',
        subject: certificate.id,
        detail: { serial: certificate.content.serial, fileHash: issuance.signed?.contentHash ?? null, documentKid: issuance.documentKid },
      },
    })
    return accept({ ...issuance, state: 'published' })
  })
}

/** The file first, then the step that names it: a step that is not gone leaves at most a file that nobody names. */
async function keep(
  issuance: Issuance,
  to: IssuanceState,
  bytes: Uint8Array,
  update: (file: StoredFile) => IssuanceUpdate,
  checkpoint: Checkpoint,
  mayKeep: (keys: readonly SigningKey[], at: Date) => boolean = () => true,
): Promise<Step> {
  const file = await storeFile(bytes)
  checkpoint('saved')
  const result = await step(issuance, to, update(file), mayKeep)
  if (!result.ok) await removeStoredFile(file.name)
  return result
}

function step(
  issuance: Issuance,
  to: IssuanceState,
  update: IssuanceUpdate = {},
  mayKeep: (keys: readonly SigningKey[], at: Date) => boolean = () => true,
): Promise<Step> {
  return inTransaction<Issuance, FileRefusal>(async (transaction) => {
    const at = await databaseNow(transaction)
    if (!mayKeep(await listSigningKeys(transaction), at)) return refuse({ kind: 'key-rotated' })
    const done = await stepIssuance(transaction, issuance.id, { from: issuance.state, to, at }, update)
    return done ? accept(await reread(transaction, issuance)) : refuse({ kind: 'somebody-else' })
  })
}

/** A file that is gone, not the one that was kept, or not well signed is made again from the number on; it counts as a fault. */
async function startAnew(issuance: Issuance): Promise<Step> {
  const result = await step(issuance, 'numbered')
  if (!result.ok) return result
  for (const file of [issuance.rendered, issuance.signed]) if (file !== null) await removeStoredFile(file.name)
  return refuse({ kind: 'fault' })
}

/** Null when the file is gone or not what was stored. */
function readWhole(file: StoredFile): Promise<Uint8Array | null> {
  return readStoredFile(file).catch(() => null)
}

async function reread(transaction: Transaction, { certificateId }: Issuance): Promise<Issuance> {
  const found = certificateId === null ? null : await findIssuanceOf(transaction, certificateId)
  if (found === null) throw new Error('a decision with a number has a certificate')
  return found
}

async function certificateOf({ certificateId }: Issuance): Promise<Certificate> {
  const certificate = certificateId === null ? null : await reading((transaction) => findCertificate(transaction, certificateId))
  if (certificate === null) throw new Error('a decision with a number has a certificate')
  return certificate
}
