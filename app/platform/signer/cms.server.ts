import { createHash, type KeyObject, randomBytes, sign, verify, X509Certificate } from 'node:crypto'
import { Set as AsnSet, Integer, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import {
  AlgorithmIdentifier,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsa: '1.2.840.113549.1.1.1',
}

/** The signer's certificate, and the root that vouches for it. */
export type SigningChain = { readonly certificate: X509Certificate; readonly root: X509Certificate }

/**
 * A detached CAdES signature of level B-B (ETSI EN 319 122-1) over a SHA-256 digest: contentType, messageDigest and
 * signingCertificateV2 are signed, no signing time is. RSA with PKCS #1 v1.5, so equal inputs give equal bytes.
 */
export function signDigest(digest: Uint8Array, chain: SigningChain, privateKey: KeyObject): Uint8Array {
  return fill(formOf(chain), digest, sign('sha256', attributesFor(chain, digest), privateKey))
}

/**
 * Whether these bytes are the signature that this chain's key makes over the digest. Everything in it but the signature's
 * value follows from digest and chain, so it is built again and compared byte for byte: nothing unsigned can be slipped in,
 * and nothing foreign is parsed.
 */
export function isSignatureOf(signature: Uint8Array, digest: Uint8Array, chain: SigningChain): boolean {
  const form = formOf(chain)
  const value = signature.subarray(form.valueAt)
  if (value.length !== form.valueLength) return false
  return (
    Buffer.from(fill(form, digest, value)).equals(signature) &&
    verify('sha256', attributesFor(chain, digest), chain.certificate.publicKey, value)
  )
}

/** All signatures of one chain differ in two places only: the digest, which also the signed attributes hold, and the value. */
type Form = {
  readonly bytes: Uint8Array
  readonly digestAt: number
  readonly valueAt: number
  readonly valueLength: number
  readonly attributes: Uint8Array
  readonly attributesDigestAt: number
}

const forms = new WeakMap<SigningChain, Form>()

/** The form of this chain's signatures, encoded once. Throws when the chain's key is not RSA. */
function formOf(chain: SigningChain): Form {
  const known = forms.get(chain)
  if (known !== undefined) return known
  const valueLength = (chain.certificate.publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8
  if (valueLength === 0) throw new Error('a document key is an RSA key')
  // What stands in their places in the form is found in it once, because nothing else is as random.
  const digest = randomBytes(32)
  const value = randomBytes(valueLength)
  const bytes = encode(digest, chain, value)
  const attributes = signedAttributes(digest, chain.certificate)
  const form = {
    bytes,
    digestAt: Buffer.from(bytes).indexOf(digest),
    valueAt: Buffer.from(bytes).indexOf(value),
    valueLength,
    attributes,
    attributesDigestAt: Buffer.from(attributes).indexOf(digest),
  }
  if (form.valueAt + valueLength !== bytes.length) throw new Error('a signature ends with its value')
  forms.set(chain, form)
  return form
}

function fill({ bytes, digestAt, valueAt, valueLength }: Form, digest: Uint8Array, value: Uint8Array): Uint8Array {
  if (digest.length !== 32 || value.length !== valueLength) throw new Error('digest and value have one length each')
  const filled = Uint8Array.from(bytes)
  filled.set(digest, digestAt)
  filled.set(value, valueAt)
  return filled
}

function attributesFor(chain: SigningChain, digest: Uint8Array): Uint8Array {
  const { attributes, attributesDigestAt } = formOf(chain)
  const filled = Uint8Array.from(attributes)
  filled.set(digest, attributesDigestAt)
  return filled
}

/** Who signed, with the other certificates that came along. */
export type ForeignSigner = { readonly certificate: X509Certificate; readonly others: readonly X509Certificate[] }

/**
 * The signer of a CMS signature made elsewhere, when it is over this SHA-256 digest and holds under a certificate that it
 * carries itself; null when not, and for whatever cannot be read. Whether the signer is trusted is another question.
 */
export function foreignSignerOf(signature: Uint8Array, digest: Uint8Array): ForeignSigner | null {
  try {
    const signed = new SignedData({ schema: ContentInfo.fromBER(buffer(signature)).content })
    const signer = signed.signerInfos[0]
    const attributes = signer?.signedAttrs
    if (signer === undefined || attributes === undefined || signer.digestAlgorithm.algorithmId !== OID.sha256) return null
    const stated = attributes.attributes.find(({ type }) => type === OID.messageDigest)?.values[0]
    if (!(stated instanceof OctetString) || !Buffer.from(stated.valueBlock.valueHexView).equals(digest)) return null
    const encoded = Buffer.from(attributes.encodedValue)
    encoded[0] = SET
    const certificates = (signed.certificates ?? []).flatMap((each) =>
      each instanceof Certificate ? [new X509Certificate(Buffer.from(each.toSchema().toBER()))] : [],
    )
    const value = signer.signature.valueBlock.valueHexView
    const certificate = certificates.find(({ publicKey }) => verify('sha256', encoded, publicKey, value))
    return certificate === undefined ? null : { certificate, others: certificates.filter((each) => each !== certificate) }
  } catch {
    return null
  }
}

/** The tag of a SET, under which attributes are signed. */
const SET = 0x31

function attributesOf(digest: Uint8Array, certificate: X509Certificate): Attribute[] {
  const certificateHash = createHash('sha256').update(certificate.raw).digest()
  return [
    new Attribute({ type: OID.contentType, values: [new ObjectIdentifier({ value: OID.data })] }),
    new Attribute({ type: OID.messageDigest, values: [new OctetString({ valueHex: buffer(digest) })] }),
    new Attribute({
      type: OID.signingCertificateV2,
      // SHA-256 is the default of ESSCertIDv2, so its name is left out (RFC 5035).
      values: [
        new Sequence({
          value: [new Sequence({ value: [new Sequence({ value: [new OctetString({ valueHex: buffer(certificateHash) })] })] })],
        }),
      ],
    }),
  ]
}

/** The signed attributes as a SET in DER: what the key signs. */
function signedAttributes(digest: Uint8Array, certificate: X509Certificate): Uint8Array {
  return new Uint8Array(new AsnSet({ value: sorted(attributesOf(digest, certificate)).map((each) => each.toSchema()) }).toBER())
}

/** DER orders the members of a SET by their encodings. */
function sorted(attributes: readonly Attribute[]): Attribute[] {
  const encoded = (attribute: Attribute) => Buffer.from(attribute.toSchema().toBER())
  return [...attributes].sort((left, right) => Buffer.compare(encoded(left), encoded(right)))
}

function encode(digest: Uint8Array, { certificate, root }: SigningChain, value: Uint8Array): Uint8Array {
  const signer = Certificate.fromBER(buffer(certificate.raw))
  const digestAlgorithm = () => new AlgorithmIdentifier({ algorithmId: OID.sha256 })
  const signedData = new SignedData({
    version: 1,
    digestAlgorithms: [digestAlgorithm()],
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: OID.data }),
    certificates: [signer, Certificate.fromBER(buffer(root.raw))],
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: signer.issuer, serialNumber: new Integer({ valueHex: serialOf(signer) }) }),
        digestAlgorithm: digestAlgorithm(),
        signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes: sorted(attributesOf(digest, certificate)) }),
        signatureAlgorithm: new AlgorithmIdentifier({ algorithmId: OID.rsa, algorithmParams: new Null() }),
        signature: new OctetString({ valueHex: buffer(value) }),
      }),
    ],
  })
  return new Uint8Array(new ContentInfo({ contentType: OID.signedData, content: signedData.toSchema(true) }).toSchema().toBER())
}

function serialOf(certificate: Certificate): ArrayBuffer {
  return buffer(certificate.serialNumber.valueBlock.valueHexView)
}

/** A copy in a buffer of its own, which the encoder asks for. */
function buffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  return copy
}
