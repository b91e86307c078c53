import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { stateAt } from '#app/domain/roster/roster-import.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, reading } from '#app/platform/transaction.server.ts'
import { listRosterImports as listStored } from './roster-import-store.server.ts'

const SHOWN = 20

/** The newest imports, each in the state in which it is now. */
export function listRosterImports(actor: Actor) {
  return reading(async (transaction) => {
    if (!may(actor, 'roster.import')) return refuse({ kind: 'forbidden' as const })
    const at = await databaseNow(transaction)
    return accept((await listStored(transaction, SHOWN)).map((each) => ({ ...each, state: stateAt(each, at) })))
  })
}
