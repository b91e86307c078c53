import { createHash, X509Certificate } from 'node:crypto'
import { type SigningChain, signDigest } from './cms.server.ts'
import { readPrivateKey } from './key-files.server.ts'
import { fillSignature, placeSignature, type SignatureNote, signedPart } from './pdf-update.server.ts'

/**
 * Why a file could not be signed: `key-missing` here; at the provider a wrong `passphrase`, no answer (`unavailable`), or
 * `another-document` that came back instead of ours.
 */
export type SigningFault = 'key-missing' | 'passphrase' | 'unavailable' | 'another-document'
export type Signed = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly fault: SigningFault }

/** Puts its signature on a finished file. The one that signs nothing gives the file back as it is. */
export type DocumentSigner = { readonly sign: (pdf: Uint8Array, note: SignatureNote) => Promise<Signed> }

export const NO_SIGNER: DocumentSigner = { sign: async (bytes) => ({ ok: true, bytes }) }

/** Bytes kept free for the signature with its two certificates. */
const PLACE = 4096

/** Signs with a key of this installation. The private half is asked for at each file: when it is gone, nothing is signed. */
export function localSigner(kid: string, chain: SigningChain): DocumentSigner {
  return {
    async sign(pdf, note) {
      const key = await readPrivateKey(kid)
      if (key === null) return { ok: false, fault: 'key-missing' }
      const place = placeSignature(pdf, note, PLACE)
      const digest = createHash('sha256').update(signedPart(place)).digest()
      return { ok: true, bytes: fillSignature(place, signDigest(digest, chain, key)) }
    },
  }
}

const chains = new Map<string, SigningChain>()

/** The certificates of a key, parsed once. */
export function chainOf(certificatePem: string, rootPem: string): SigningChain {
  const known = chains.get(certificatePem)
  if (known !== undefined) return known
  const chain = { certificate: new X509Certificate(certificatePem), root: new X509Certificate(rootPem) }
  chains.set(certificatePem, chain)
  return chain
}
