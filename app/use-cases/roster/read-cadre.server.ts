import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { CadreId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findCadre } from './cadre-store.server.ts'
import { findRegion } from './region-store.server.ts'

/** A cadre of the actor's regions with the names of kelurahan and kecamatan; one of another region is not found. */
export function readCadre(actor: Actor, cadreId: CadreId) {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'roster.read')
    if (scope === null) return refuse({ kind: 'forbidden' as const })
    const cadre = await findCadre(transaction, scope, cadreId)
    if (!cadre) return refuse({ kind: 'not-found' as const })
    const urbanVillage = await findRegion(transaction, cadre.urbanVillageCode)
    const district = urbanVillage?.parentCode ? await findRegion(transaction, urbanVillage.parentCode) : null
    return accept({ cadre, urbanVillageName: urbanVillage?.name ?? '', districtName: district?.name ?? '' })
  })
}
