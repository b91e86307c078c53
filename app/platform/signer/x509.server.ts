import { createHash, generateKeyPair, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import { BitString, fromBER, Integer, OctetString, PrintableString, Utf8String } from 'asn1js'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  PublicKeyInfo,
  Time,
} from 'pkijs'

const OID = {
  country: '2.5.4.6',
  organisation: '2.5.4.10',
  commonName: '2.5.4.3',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  subjectKeyIdentifier: '2.5.29.14',
  authorityKeyIdentifier: '2.5.29.35',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
}

export type KeyPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject }

const generate = promisify(generateKeyPair)

/** The key that only signs certificates. */
export function newRootKeys(): Promise<KeyPair> {
  return generate('ec', { namedCurve: 'P-256' })
}

/** The key that signs documents: RSA, which every reader of PDF knows. */
export function newDocumentKeys(): Promise<KeyPair> {
  return generate('rsa', { modulusLength: 2048 })
}

/** The key that signs credentials and the token in the QR code. */
export function newCredentialKeys(): Promise<KeyPair> {
  return generate('ed25519')
}

export type Span = { readonly notBefore: Date; readonly notAfter: Date }
type Name = { readonly organisation: string; readonly commonName: string }

/** A certificate that vouches for itself. */
export function selfSigned(keys: KeyPair, name: Name, span: Span): X509Certificate {
  return issue({ subject: name, issuer: name, publicKey: keys.publicKey, authority: keys, span, isAuthority: true })
}

/** A certificate for a document key, vouched for by the root. */
export function signedByRoot(publicKey: KeyObject, subject: Name, root: { readonly keys: KeyPair; readonly name: Name }, span: Span) {
  return issue({ subject, issuer: root.name, publicKey, authority: root.keys, span, isAuthority: false })
}

type Order = {
  readonly subject: Name
  readonly issuer: Name
  readonly publicKey: KeyObject
  readonly authority: KeyPair
  readonly span: Span
  readonly isAuthority: boolean
}

function issue({ subject, issuer, publicKey, authority, span, isAuthority }: Order): X509Certificate {
  const certificate = new Certificate()
  certificate.version = 2
  // A positive number of 127 bits.
  const serial = randomBytes(16)
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  certificate.serialNumber = new Integer({ valueHex: buffer(serial) })
  certificate.subject.typesAndValues.push(...namesOf(subject))
  certificate.issuer.typesAndValues.push(...namesOf(issuer))
  certificate.notBefore = new Time({ type: 0, value: span.notBefore })
  certificate.notAfter = new Time({ type: 0, value: span.notAfter })
  certificate.subjectPublicKeyInfo = new PublicKeyInfo({ schema: fromBER(buffer(spki(publicKey))).result })
  certificate.extensions = [
    extension(
      OID.basicConstraints,
      true,
      new BasicConstraints({ cA: isAuthority, ...(isAuthority && { pathLenConstraint: 0 }) }).toSchema().toBER(),
    ),
    extension(OID.keyUsage, true, new BitString(keyUsage(isAuthority)).toBER()),
    extension(OID.subjectKeyIdentifier, false, new OctetString({ valueHex: keyIdentifier(publicKey) }).toBER()),
    extension(
      OID.authorityKeyIdentifier,
      false,
      new AuthorityKeyIdentifier({ keyIdentifier: new OctetString({ valueHex: keyIdentifier(authority.publicKey) }) }).toSchema().toBER(),
    ),
  ]
  const algorithm = new AlgorithmIdentifier({ algorithmId: OID.ecdsaWithSha256 })
  certificate.signature = algorithm
  certificate.signatureAlgorithm = algorithm
  const content = certificate.encodeTBS().toBER()
  certificate.signatureValue = new BitString({ valueHex: buffer(sign('sha256', Buffer.from(content), authority.privateKey)) })
  // Encoded anew from its parts, with the content exactly as it was signed.
  certificate.tbsView = new Uint8Array(content)
  return new X509Certificate(Buffer.from(certificate.toSchema(true).toBER()))
}

/** keyCertSign and cRLSign for the root, digitalSignature and nonRepudiation for a document key (RFC 5280, 4.2.1.3). */
function keyUsage(isAuthority: boolean) {
  return isAuthority
    ? { valueHex: buffer(new Uint8Array([0x06])), unusedBits: 1 }
    : { valueHex: buffer(new Uint8Array([0xc0])), unusedBits: 6 }
}

function extension(extnID: string, critical: boolean, extnValue: ArrayBuffer): Extension {
  return new Extension({ extnID, critical, extnValue })
}

function namesOf({ organisation, commonName }: Name): AttributeTypeAndValue[] {
  return [
    new AttributeTypeAndValue({ type: OID.country, value: new PrintableString({ value: 'ID' }) }),
    new AttributeTypeAndValue({ type: OID.organisation, value: new Utf8String({ value: organisation }) }),
    new AttributeTypeAndValue({ type: OID.commonName, value: new Utf8String({ value: commonName }) }),
  ]
}

function keyIdentifier(publicKey: KeyObject): ArrayBuffer {
  return buffer(createHash('sha256').update(spki(publicKey)).digest().subarray(0, 20))
}

function spki(publicKey: KeyObject): Uint8Array {
  return publicKey.export({ type: 'spki', format: 'der' })
}

function buffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  return copy
}
