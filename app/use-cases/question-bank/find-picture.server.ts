import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findStoredPicture, type Picture } from './picture-store.server.ts'

/** A picture by the hash of its bytes: whoever knows it was shown a question with the picture. A picture carries no key. */
export function findPicture(actor: Actor, hash: string): Promise<Result<Picture, { readonly kind: 'not-found' }>> {
  return reading(async (transaction) => {
    if (!may(actor, 'public.read') || !/^[0-9a-f]{64}$/.test(hash)) return refuse({ kind: 'not-found' })
    const picture = await findStoredPicture(transaction, hash)
    return picture === null ? refuse({ kind: 'not-found' }) : accept(picture)
  })
}
