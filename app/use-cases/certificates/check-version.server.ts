import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { PublicId } from '#app/domain/certificates/public-id.ts'
import { type CheckVersion, readCheckVersion } from './certificate-store.server.ts'

/** What tells whether the check of this certificate would say the same as before; null when there is nothing to check. */
export function findCheckVersion(actor: Actor, publicId: PublicId): Promise<CheckVersion | null> {
  return may(actor, 'certificate.check') ? readCheckVersion(publicId) : Promise.resolve(null)
}
