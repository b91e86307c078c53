import { createPublicKey, type X509Certificate } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK } from 'jose'
import type { KeyPurpose } from '#app/domain/certificates/signing-key.ts'
import { readPrivateKey, savePrivateKey } from './key-files.server.ts'
import { type KeyPair, newCredentialKeys, newDocumentKeys, newRootKeys, type Span, selfSigned, signedByRoot } from './x509.server.ts'

export type MadeKey = {
  readonly kid: string /** The public half in the form of RFC 7517, for the caller to parse. */
  readonly publicJwk: unknown
  readonly certificatePem: string | null
}
type Named = { readonly organisation: string; readonly commonName: string }
/** The root that vouches for a new document key. */
export type RootAtHand = { readonly kid: string; readonly certificatePem: string; readonly name: Named }

const MAKERS: Readonly<Record<KeyPurpose, () => Promise<KeyPair>>> = {
  root: newRootKeys,
  document: newDocumentKeys,
  credential: newCredentialKeys,
}

/**
 * Makes a key and stores its private half. A root vouches for itself; a document key is vouched for by the root, whose
 * private half must be here; a credential key has no certificate. Null when the root's private half is missing.
 */
export async function makeKey(purpose: KeyPurpose, name: Named, span: Span, root: RootAtHand | null): Promise<MadeKey | null> {
  const keys = await MAKERS[purpose]()
  const publicJwk = await exportJWK(keys.publicKey)
  const kid = await calculateJwkThumbprint(publicJwk)
  const certificate =
    purpose === 'credential' ? null : purpose === 'root' ? selfSigned(keys, name, span) : await vouched(keys, name, span, root)
  if (purpose === 'document' && certificate === null) return null
  await savePrivateKey(kid, keys.privateKey)
  return { kid, publicJwk, certificatePem: certificate?.toString() ?? null }
}

async function vouched(keys: KeyPair, name: Named, span: Span, root: RootAtHand | null): Promise<X509Certificate | null> {
  const privateKey = root === null ? null : await readPrivateKey(root.kid)
  if (root === null || privateKey === null) return null
  return signedByRoot(keys.publicKey, name, { keys: { publicKey: createPublicKey(privateKey), privateKey }, name: root.name }, span)
}
