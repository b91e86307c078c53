import { useEffect, useState } from 'react'
import type { CheckedToken, TokenKey } from '#app/domain/certificates/qr-token.ts'

/** What the code behind the `#` says: `checking` until the page runs, `absent` when the address has none. */
export type QrProof =
  | { readonly kind: 'checking' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'wrong' }
  | Extract<CheckedToken, { kind: 'genuine' }>

const TOKEN = /^#([\w-]{1,400})$/

/** Checks the token of this address in the browser; what checks it is loaded only when there is one. */
export function useQrProof(publicId: string, keys: readonly TokenKey[]): QrProof {
  const [proof, setProof] = useState<QrProof>({ kind: 'checking' })
  useEffect(() => {
    const check = async () => {
      const text = TOKEN.exec(window.location.hash)?.[1]
      if (text === undefined) return setProof({ kind: 'absent' })
      setProof(await proofOf(text, publicId, keys))
    }
    void check()
    window.addEventListener('hashchange', check)
    return () => window.removeEventListener('hashchange', check)
  }, [publicId, keys])
  return proof
}

/** The answer to a token for the certificate with this id. */
export async function proofOf(text: string, publicId: string, keys: readonly TokenKey[]): Promise<QrProof> {
  const [{ checkToken }, { PublicId }] = await Promise.all([
    import('#app/domain/certificates/qr-token.ts'),
    import('#app/domain/certificates/public-id.ts'),
  ])
  const id = PublicId.safeParse(publicId)
  if (!id.success) return { kind: 'unreadable' }
  const checked = checkToken(text, id.data, keys)
  if (checked.kind === 'genuine') return checked
  return { kind: checked.kind === 'unreadable' ? 'unreadable' : 'wrong' }
}
