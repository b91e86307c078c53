import { type FormEvent, useCallback, useEffect, useState } from 'react'
import { publicIdFrom } from '#app/domain/certificates/public-id.ts'
import type { TokenKey } from '#app/domain/certificates/qr-token.ts'
import { formatDay } from '#app/domain/shared/calendar.ts'
import { checkWords } from '#app/text/certificate-check.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { proofOf, type QrProof } from './qr-proof.tsx'

/** The check of a QR code with nothing but this device: it reads the address it was opened with, or one that is pasted. */
export function OfflineCheck({ keys }: { readonly keys: readonly TokenKey[] }) {
  const words = useWords(checkWords)
  const [proof, setProof] = useState<QrProof>({ kind: 'checking' })
  const check = useCallback(
    async (address: string) => {
      const publicId = publicIdFrom(address)
      const token = /#([\w-]{1,400})\s*$/.exec(address)?.[1]
      setProof(publicId === null || token === undefined ? { kind: 'absent' } : await proofOf(token, publicId, keys))
    },
    [keys],
  )
  useEffect(() => {
    const { search, hash } = window.location
    void check(`/v/${new URLSearchParams(search).get('of') ?? ''}${hash}`)
  }, [check])
  const paste = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void check(String(new FormData(event.currentTarget).get('address') ?? ''))
  }
  return (
    <>
      <div aria-live="polite">
        <OfflineAnswer proof={proof} />
      </div>
      <form className="panel" onSubmit={paste}>
        <label htmlFor="address">{words.offlineAddress}</label>
        <input id="address" name="address" type="text" inputMode="url" autoComplete="off" maxLength={500} className="check-input" />
        <button type="submit" className="button">
          {words.action}
        </button>
      </form>
      <p className="muted">{words.offlineKeys(String(keys.length))}</p>
    </>
  )
}

function OfflineAnswer({ proof }: { readonly proof: QrProof }) {
  const words = useWords(checkWords)
  const locale = useLocale()
  if (proof.kind === 'checking') return null
  if (proof.kind === 'absent' || proof.kind === 'unreadable') {
    return (
      <div className="check-standing expired">
        <div>
          <p className="check-word">{words.offlineUnreadable}</p>
          <p>{words.offlineUnreadableText}</p>
        </div>
      </div>
    )
  }
  if (proof.kind === 'wrong') {
    return (
      <div className="check-standing revoked">
        <div>
          <p className="check-word">{words.offlineForged}</p>
          <p>{words.proofTokenText.wrong}</p>
        </div>
      </div>
    )
  }
  const isOver = new Date().toISOString().slice(0, 10) > proof.validUntil
  return (
    <>
      <div className={`check-standing ${isOver ? 'expired' : 'valid'}`}>
        <div>
          <p className="check-word">{words.offlineGenuine}</p>
          {isOver ? <p>{words.offlineExpired}</p> : null}
          <p>{words.offlineNoRevocation}</p>
        </div>
      </div>
      <section className="panel">
        <dl className="check-facts">
          <div className="check-fact">
            <dt>{words.number}</dt>
            <dd>{proof.serial}</dd>
          </div>
          <div className="check-fact">
            <dt>{words.issuedOn}</dt>
            <dd>{formatDay(proof.issuedOn, locale)}</dd>
          </div>
          <div className="check-fact">
            <dt>{words.validUntil}</dt>
            <dd>{formatDay(proof.validUntil, locale)}</dd>
          </div>
        </dl>
        <NameComparison serial={proof.serial} nameHash={proof.nameHash} />
      </section>
    </>
  )
}

/** Whether a name typed from the paper is the one that was signed. */
function NameComparison({ serial, nameHash }: { readonly serial: string; readonly nameHash: string }) {
  const words = useWords(checkWords)
  const [isSame, setIsSame] = useState<boolean | null>(null)
  const compare = async (name: string) => {
    if (name.trim() === '') return setIsSame(null)
    const { nameHashOf } = await import('#app/domain/certificates/qr-token.ts')
    setIsSame(nameHashOf(name, serial) === nameHash)
  }
  return (
    <div className="check-drop">
      <label htmlFor="name">{words.offlineName}</label>
      <p id="name-hint" className="muted">
        {words.offlineNameHint}
      </p>
      <input
        id="name"
        type="text"
        autoComplete="off"
        maxLength={200}
        aria-describedby="name-hint"
        className="check-input"
        onChange={(event) => void compare(event.currentTarget.value)}
      />
      <p role="status" className={`check-mark ${isSame ? 'good' : 'bad'}`}>
        {isSame === null ? '' : isSame ? words.offlineNameSame : words.offlineNameOther}
      </p>
    </div>
  )
}
