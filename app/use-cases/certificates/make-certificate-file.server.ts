import { renderCertificate } from '#app/documents/certificate.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import type { Certificate, CertificateContent } from '#app/domain/certificates/certificate.ts'
import { type CredentialWords, credentialClaims } from '#app/domain/certificates/credential.ts'
import type { StopReason } from '#app/domain/certificates/issuance.ts'
import { nameHashOf, tokenHead, tokenMessage, tokenOf } from '#app/domain/certificates/qr-token.ts'
import { maySign } from '#app/domain/certificates/signing-key.ts'
import { canonicalJson } from '#app/domain/shared/canonical-hash.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { readStoredFile, removeStoredFile, type StoredFile, storeFile } from '#app/platform/file-storage.server.ts'
import type { SigningChain } from '#app/platform/signer/cms.server.ts'
import { signCredential, signTokenMessage } from '#app/platform/signer/credential-signer.server.ts'
import { attachFile } from '#app/platform/signer/pdf-update.server.ts'
import { checkSignature, providerFault } from '#app/platform/signer/signature-check.server.ts'
import type { DocumentSigner, SigningFault } from '#app/platform/signer/signer.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { credentialWords } from '#app/text/certificate-credential.ts'
import { paperWords } from '#app/text/certificate-paper.ts'
import { achievementWords, skillBadgeWords } from '#app/text/skill-badge.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findChange } from './certificate-change-store.server.ts'
import { findCertificate, savePublication, saveSupersession } from './certificate-store.server.ts'
import { type Batch, type Issuance, stepIssuance, stepIssuanceAlone } from './issuance-store.server.ts'
import { lockKeyStanding } from './signing-key-store.server.ts'

/** What all files of a batch share. */
export type Maker = {
  readonly batch: Batch
  readonly signer: DocumentSigner
  readonly documentKid: string | null
  readonly credentialKid: string
  readonly chain: SigningChain | null
}

/** `somebody-else`: another worker went the step. `fault`: this one failed and is tried again. Everything else stops the batch. */
export type FileRefusal = { readonly kind: StopReason | 'somebody-else' | 'fault' }
type Step = Result<Issuance, FileRefusal>
type Checkpoint = (place: string) => void

const STOPS: Readonly<Record<SigningFault, StopReason>> = {
  'key-missing': 'key-missing',
  passphrase: 'passphrase-needed',
  unavailable: 'provider-unavailable',
  'another-document': 'provider-other-document',
}

/** Takes one decision from its number to its publication, step by step; each step is saved before the next begins. */
export async function makeFile(actor: Actor, maker: Maker, start: Issuance, checkpoint: Checkpoint): Promise<Result<null, FileRefusal>> {
  // What a certificate says never changes, so it is read once for all of its steps.
  const certificate = await certificateOf(start)
  let issuance = start
  while (issuance.state !== 'published') {
    const step = await nextStep(actor, maker, issuance, certificate, checkpoint)
    if (!step.ok) return step
    issuance = step.value
    checkpoint(issuance.state)
  }
  return accept(null)
}

function nextStep(actor: Actor, maker: Maker, issuance: Issuance, certificate: Certificate, checkpoint: Checkpoint): Promise<Step> {
  switch (issuance.state) {
    case 'numbered':
      return render(maker, issuance, certificate, checkpoint)
    case 'rendered':
      return sign(maker, issuance, certificate, checkpoint)
    case 'signed':
      return verify(maker, issuance)
    case 'verified':
      return publish(actor, issuance, certificate)
    case 'approved':
    case 'published':
    case 'refused':
      throw new Error(`a decision that is ${issuance.state} has no file to make`)
  }
}

/** The paper with the token in its QR code and the credential attached. */
async function render(maker: Maker, issuance: Issuance, certificate: Certificate, checkpoint: Checkpoint): Promise<Step> {
  const { origin, demo } = environment()
  const token = await tokenFor(certificate, maker.credentialKid)
  const credential = await signCredential(
    canonicalJson(credentialClaims(origin, certificate, wordsFor(certificate.content))),
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
  return keep(bytes, checkpoint, (rendered) =>
    gone(
      stepIssuanceAlone(issuance.id, { from: 'numbered', to: 'rendered' }, { rendered, credential, credentialKid: maker.credentialKid }),
    ),
  )
}

function wordsFor({ badge }: CertificateContent): CredentialWords {
  return badge === undefined ? credentialWords.id : { ...credentialWords.id, ...achievementWords(badge) }
}

async function tokenFor({ publicId, content }: Certificate, kid: string): Promise<string | null> {
  const { serial, issuedOn, validUntil, holder } = content
  const head = tokenHead({ kid, serial, issuedOn, validUntil, nameHash: nameHashOf(holder.name, serial) })
  const signature = await signTokenMessage(tokenMessage(head, publicId), kid)
  return signature === null ? null : tokenOf(head, signature)
}

async function sign(maker: Maker, issuance: Issuance, certificate: Certificate, checkpoint: Checkpoint): Promise<Step> {
  if (issuance.rendered === null) throw new Error(`decision ${issuance.id} is rendered without a file`)
  // A paper made with other keys than the batch's is made anew: resuming sends it back to its number.
  if (issuance.credentialKid !== maker.credentialKid) return refuse({ kind: 'key-rotated' })
  const pdf = await readWhole(issuance.rendered)
  if (pdf === null) return startAnew(issuance)
  const words = paperWords.id
  const signed = await maker.signer.sign(pdf, {
    signer: words.sealedBy,
    reason: certificate.content.badge === undefined ? words.sealedFor : skillBadgeWords.id.sealedFor,
    location: words.place,
    at: certificate.issuedAt,
  })
  if (!signed.ok) return refuse({ kind: STOPS[signed.fault] })
  checkpoint('signing')
  return keep(signed.bytes, checkpoint, (file) => keepSigned(issuance, file, maker.documentKid))
}

/** A file that was signed while its key went out of use is not kept. */
function keepSigned({ id }: Issuance, signed: StoredFile, documentKid: string | null): Promise<Step> {
  return inTransaction<Issuance, FileRefusal>(async (transaction) => {
    if (documentKid !== null) {
      const standing = await lockKeyStanding(transaction, documentKid)
      if (standing === null || !maySign(standing.key, standing.at)) return refuse({ kind: 'key-rotated' })
    }
    return gone(stepIssuance(transaction, id, { from: 'rendered', to: 'signed' }, { signed, documentKid }))
  })
}

/** The stored file, read back from the disk, is what was signed, and its signature holds from the first byte to the last. */
async function verify({ batch, chain }: Maker, issuance: Issuance): Promise<Step> {
  if (issuance.signed === null) throw new Error(`decision ${issuance.id} is signed without a file`)
  const pdf = await readWhole(issuance.signed)
  if (pdf === null) return startAnew(issuance)
  const fault = await {
    none: async () => null,
    'local-key': async () => (chain !== null && checkSignature(pdf, [chain]).ok ? null : 'not-intact'),
    bsre: async () => providerFault(pdf, environment().bsre?.roots ?? [], await reading(databaseNow)),
  }[batch.signer]()
  if (fault === 'untrusted' || fault === 'expired') return startAnew(issuance, 'provider-untrusted')
  if (fault !== null) return startAnew(issuance)
  return gone(stepIssuanceAlone(issuance.id, { from: 'signed', to: 'verified' }))
}

/** Makes it known; what it takes the place of loses its force in the same moment. */
async function publish(actor: Actor, issuance: Issuance, certificate: Certificate): Promise<Step> {
  return inTransaction<Issuance, FileRefusal>(async (transaction) => {
    const at = await databaseNow(transaction)
    const published = await stepIssuance(transaction, issuance.id, { from: 'verified', to: 'published' })
    if (published === null || !(await savePublication(transaction, certificate.id, at))) return refuse({ kind: 'somebody-else' })
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
    return accept(published)
  })
}

/** The file first, then the step that names it: a step that is not gone leaves at most a file that nobody names. */
async function keep(bytes: Uint8Array, checkpoint: Checkpoint, go: (file: StoredFile) => Promise<Step>): Promise<Step> {
  const file = await storeFile(bytes)
  checkpoint('saved')
  const result = await go(file)
  if (!result.ok) await removeStoredFile(file.name)
  return result
}

async function gone(step: Promise<Issuance | null>): Promise<Step> {
  const issuance = await step
  return issuance === null ? refuse({ kind: 'somebody-else' }) : accept(issuance)
}

/** A file that is gone, not the one that was kept, or not well signed is made again from the number on; unless the batch stops, it counts as a fault. */
async function startAnew({ id, state, rendered, signed }: Issuance, kind: FileRefusal['kind'] = 'fault'): Promise<Step> {
  const result = await gone(stepIssuanceAlone(id, { from: state, to: 'numbered' }))
  if (!result.ok) return result
  for (const file of [rendered, signed]) if (file !== null) await removeStoredFile(file.name)
  return refuse({ kind })
}

/** Null when the file is gone or not what was stored. */
function readWhole(file: StoredFile): Promise<Uint8Array | null> {
  return readStoredFile(file).catch(() => null)
}

async function certificateOf({ certificateId }: Issuance): Promise<Certificate> {
  const certificate = certificateId === null ? null : await reading((transaction) => findCertificate(transaction, certificateId))
  if (certificate === null) throw new Error('a decision with a number has a certificate')
  return certificate
}
