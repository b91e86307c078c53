import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { statusBits, statusListClaims } from '#app/domain/certificates/credential.ts'
import { isPublished } from '#app/domain/certificates/signing-key.ts'
import { canonicalJson } from '#app/domain/shared/canonical-hash.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { now } from '#app/platform/clock.server.ts'
import { environment } from '#app/platform/environment.server.ts'
import { encodeBits, signCredential } from '#app/platform/signer/credential-signer.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { credentialWords } from '#app/text/certificate-credential.ts'
import { listStatusWithoutForce } from './certificate-store.server.ts'
import { findActiveKey, listSigningKeys } from './signing-key-store.server.ts'

/** How long a status list may be relied on; a revocation shows there after this at the latest. */
const MINUTES_TO_LIVE = 5
const MOST_LISTS = 10_000

type Refusal = { readonly kind: 'not-found' }

/** All keys anyone may check with (RFC 7517): next, active and retired ones; a compromised one is not among them. */
export async function publishKeySet(actor: Actor): Promise<{ readonly keys: readonly Readonly<Record<string, string>>[] }> {
  if (!may(actor, 'certificate.check')) return { keys: [] }
  const keys = (await reading(listSigningKeys)).filter((key) => key.purpose !== 'root' && isPublished(key))
  return {
    keys: keys.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, use: 'sig', alg: publicJwk.kty === 'OKP' ? 'EdDSA' : 'RS256' })),
  }
}

/** The root certificates, for a reader of PDF that is to trust the seals. */
export async function publishRootCertificate(actor: Actor): Promise<Result<string, Refusal>> {
  if (!may(actor, 'certificate.check')) return refuse({ kind: 'not-found' })
  const roots = (await reading(listSigningKeys)).filter((key) => key.purpose === 'root' && isPublished(key))
  const pem = roots.map(({ certificatePem }) => certificatePem ?? '').join('')
  return pem === '' ? refuse({ kind: 'not-found' }) : accept(pem)
}

/** A status list (Bitstring Status List 1.0) as VC-JWT. */
export async function publishStatusList(actor: Actor, list: number): Promise<Result<string, Refusal>> {
  if (!may(actor, 'certificate.check') || list < 1 || list > MOST_LISTS) return refuse({ kind: 'not-found' })
  const known = made.get(list)
  const at = now()
  if (known !== undefined && known.until > at) return accept(known.jwt)
  const { key, withoutForce } = await reading(async (transaction) => ({
    key: await findActiveKey(transaction, 'credential'),
    withoutForce: await listStatusWithoutForce(transaction),
  }))
  if (key === null) return refuse({ kind: 'not-found' })
  const { origin } = environment()
  const claims = statusListClaims(origin, list, encodeBits(statusBits(list, withoutForce)), at, MINUTES_TO_LIVE)
  const jwt = await signCredential(canonicalJson(claims), key.kid, `${origin}/.well-known/jwks.json`)
  if (jwt === null) return refuse({ kind: 'not-found' })
  if (made.size >= MOST_KEPT) made.clear()
  made.set(list, { jwt, until: new Date(at.getTime() + KEPT_SECONDS * 1000) })
  return accept(jwt)
}

const KEPT_SECONDS = 30
const MOST_KEPT = 20
const made = new Map<number, { readonly jwt: string; readonly until: Date }>()

/** Who issues, as an Open Badges profile. */
export function describeIssuer(actor: Actor) {
  if (!may(actor, 'certificate.check')) return null
  const { origin } = environment()
  return {
    '@context': 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    id: `${origin}/credentials/issuer`,
    type: ['Profile'],
    name: credentialWords.id.issuer,
    url: origin,
  }
}

/** What the credential attests, as an Open Badges achievement. */
export function describeAchievement(actor: Actor) {
  if (!may(actor, 'certificate.check')) return null
  const { origin } = environment()
  const { title, description, criteria } = credentialWords.id
  return {
    '@context': 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    id: `${origin}/credentials/achievement`,
    type: ['Achievement'],
    achievementType: 'Certificate',
    name: title,
    description,
    criteria: { narrative: criteria },
  }
}

/** All that checking without this site needs, in one file: key set, root certificate, the first status list. */
export async function publishOfflinePack(actor: Actor) {
  const root = await publishRootCertificate(actor)
  const statusList = await publishStatusList(actor, 1)
  return {
    madeAt: now().toISOString(),
    origin: environment().origin,
    keySet: await publishKeySet(actor),
    rootCertificate: root.ok ? root.value : null,
    statusList: statusList.ok ? statusList.value : null,
  }
}
