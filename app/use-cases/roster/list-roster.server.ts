import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import { isWithin, type RegionCode } from '#app/domain/access/role.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { listCadres } from './cadre-store.server.ts'
import { listUrbanVillages } from './region-store.server.ts'

const PAGE_SIZE = 50

/** One page of the roster as far as the actor may see it, with the kelurahan among which it can be narrowed down. */
export function listRoster(actor: Actor, { regionCode, name, page }: { regionCode: RegionCode | null; name: string; page: number }) {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'roster.read')
    if (scope === null) return refuse({ kind: 'forbidden' as const })
    const villages = (await listUrbanVillages(transaction)).filter((village) => isWithin(village.code, scope))
    const { cadres, total } = await listCadres(transaction, scope, { regionCode, name, page, pageSize: PAGE_SIZE })
    return accept({ cadres, total, pages: Math.max(1, Math.ceil(total / PAGE_SIZE)), villages, mayImport: may(actor, 'roster.import') })
  })
}
