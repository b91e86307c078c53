import { createHash, type KeyObject, sign, verify, X509Certificate } from 'node:crypto'
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
  return encode(digest, chain, sign('sha256', signedAttributes(digest, chain.certificate), privateKey))
}

/**
 * Whether these bytes are the signature that this chain's key makes over the digest. Everything in it but the signature's
 * value follows from digest and chain, so it is built again and compared byte for byte: nothing unsigned can be slipped in,
 * and nothing foreign is parsed.
 */
export function isSignatureOf(signature: Uint8Array, digest: Uint8Array, chain: SigningChain): boolean {
  const length = (chain.certificate.publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8
  const value = signature.subarray(signature.length - length)
  if (value.length !== length || length === 0) return false
  return (
    Buffer.from(encode(digest, chain, value)).equals(signature) &&
    verify('sha256', signedAttributes(digest, chain.certificate), chain.certificate.publicKey, value)
  )
}

/**
 * Whether a CMS signature made elsewhere is over this SHA-256 digest and holds under the certificate it carries itself.
 * Whatever cannot be read is none.
 */
export function isForeignSignatureOf(signature: Uint8Array, digest: Uint8Array): boolean {
  try {
    const signed = new SignedData({ schema: ContentInfo.fromBER(buffer(signature)).content })
    const signer = signed.signerInfos[0]
    const attributes = signer?.signedAttrs
    if (signer === undefined || attributes === undefined || signer.digestAlgorithm.algorithmId !== OID.sha256) return false
    const stated = attributes.attributes.find(({ type }) => type === OID.messageDigest)?.values[0]
    if (!(stated instanceof OctetString) || !Buffer.from(stated.valueBlock.valueHexView).equals(digest)) return false
    const encoded = Buffer.from(attributes.encodedValue)
    encoded[0] = SET
    return (signed.certificates ?? []).some(
      (each) =>
        each instanceof Certificate &&
        verify(
          'sha256',
          encoded,
          new X509Certificate(Buffer.from(each.toSchema().toBER())).publicKey,
          signer.signature.valueBlock.valueHexView,
        ),
    )
  } catch {
    return false
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
