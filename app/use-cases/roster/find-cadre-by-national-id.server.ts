import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import { NationalId } from '#app/domain/roster/cadre.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { nationalIdLookup } from '#app/platform/national-id.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findCadreIdByLookup } from './cadre-store.server.ts'

/** The cadre of the actor's regions with this NIK. One of another region is not found, as if there were none. */
export function findCadreByNationalId(actor: Actor, nationalId: string) {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'roster.read')
    if (scope === null) return refuse({ kind: 'forbidden' as const })
    const cadreId = NationalId.safeParse(nationalId).success
      ? await findCadreIdByLookup(transaction, scope, nationalIdLookup(nationalId))
      : null
    return cadreId === null ? refuse({ kind: 'not-found' as const }) : accept(cadreId)
  })
}
