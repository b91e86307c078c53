import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { listPeriods as listStored } from './period-store.server.ts'

export async function listPeriods(actor: Actor) {
  if (!may(actor, 'period.read')) return refuse({ kind: 'forbidden' as const })
  return accept(await reading(listStored))
}
