import { useState } from 'react'
import type { Standing } from '#app/domain/certificates/certificate.ts'
import type { Signer } from '#app/domain/certificates/issuance.ts'
import type { TokenKey } from '#app/domain/certificates/qr-token.ts'
import { checkWords } from '#app/text/certificate-check.ts'
import { useWords } from '../ui/locale.tsx'
import { useQrProof } from './qr-proof.tsx'

type ProofsProps = {
  readonly publicId: string
  readonly serial: string
  readonly standing: Standing
  readonly file: { readonly signer: Signer; readonly hash: string; readonly keyTrusted: boolean } | null
  readonly tokenKeys: readonly TokenKey[]
}

type Mark = 'good' | 'bad' | 'plain'

/** Three proofs that say different things: the record here, the code in the QR, the signature of the file. */
export function CertificateProofs({ publicId, serial, standing, file, tokenKeys }: ProofsProps) {
  const words = useWords(checkWords)
  const token = useQrProof(publicId, tokenKeys)
  // A genuine code of another number is no proof for this one.
  const kind = token.kind === 'genuine' && token.serial !== serial ? 'wrong' : token.kind
  const tokenText = kind === 'genuine' ? words.proofTokenText.genuine(serial) : words.proofTokenText[kind]
  const signer = file?.signer ?? 'none'
  return (
    <section className="panel" aria-labelledby="proofs-title">
      <h2 id="proofs-title" className="check-title">
        {words.proofsTitle}
      </h2>
      <dl className="check-proofs">
        <Proof
          name={words.proofOnline}
          mark={standing === 'valid' ? 'good' : 'bad'}
          state={words.standing[standing]}
          text={standing === 'valid' ? words.proofOnlineText.valid : words.proofOnlineText.other}
        />
        <Proof
          name={words.proofToken}
          mark={kind === 'genuine' ? 'good' : kind === 'wrong' ? 'bad' : 'plain'}
          state={words.tokenState[kind]}
          text={tokenText}
          live
        />
        <Proof
          name={words.proofFile}
          mark="plain"
          state={null}
          text={signer === 'local-key' && file?.keyTrusted === false ? words.keyNotTrusted : words.proofFileText[signer]}
        />
      </dl>
      {file === null ? null : <FileComparison hash={file.hash} />}
    </section>
  )
}

function Proof({ name, mark, state, text, live }: { name: string; mark: Mark; state: string | null; text: string; live?: boolean }) {
  return (
    <div className="check-proof">
      <dt>{name}</dt>
      <dd aria-live={live ? 'polite' : undefined}>
        {state === null ? null : <strong className={`check-mark ${mark}`}>{state}.</strong>} {text}
      </dd>
    </div>
  )
}

type Comparison = 'same' | 'different' | 'failed'

/** Compares a file with the one that was issued; it never leaves the device. */
function FileComparison({ hash }: { hash: string }) {
  const words = useWords(checkWords)
  const [result, setResult] = useState<Comparison | null>(null)
  const compare = async (file: File | undefined) => {
    if (file === undefined) return
    setResult(null)
    setResult(await compared(file, hash))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the field inside does the same by keyboard
    <div
      className="check-drop"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void compare(event.dataTransfer.files[0])
      }}
    >
      <h3>{words.dropTitle}</h3>
      <p id="drop-text">{words.dropText}</p>
      <label className="check-file">
        <span>{words.dropChoose}</span>
        <input
          type="file"
          accept="application/pdf,.pdf"
          aria-describedby="drop-text"
          onChange={(event) => void compare(event.currentTarget.files?.[0])}
        />
      </label>
      <p role="status" className={`check-mark ${result === 'same' ? 'good' : 'bad'}`}>
        {result === null ? '' : words.dropState[result]}
      </p>
    </div>
  )
}

async function compared(file: File, hash: string): Promise<Comparison> {
  try {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
    const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
    return found === hash ? 'same' : 'different'
  } catch {
    return 'failed'
  }
}
