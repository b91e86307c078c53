import type { Actor } from '#app/domain/access/actor.ts'
import { mayEnter, scopeFor } from '#app/domain/access/may.ts'
import { WAITING, type WaitingKind, waitingKindsFor } from '#app/domain/analytics/waiting-work.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { countWaiting } from './waiting-work-store.server.ts'

export type WaitingWork = { readonly kind: WaitingKind; readonly to: string; readonly isWork: boolean; readonly count: number }

/** What waits for this person, and what is good to know for their roles, counted within their regions. */
export function listWaitingWork(actor: Actor): Promise<Result<readonly WaitingWork[], { readonly kind: 'forbidden' }>> {
  return reading(async (transaction) => {
    if (actor.kind !== 'staff' || !mayEnter(actor, 'staff.home')) return refuse({ kind: 'forbidden' })
    const waiting: WaitingWork[] = []
    for (const kind of waitingKindsFor(actor)) {
      const { permission, to, isWork } = WAITING[kind]
      const scope = scopeFor(actor, permission)
      if (scope !== null)
        waiting.push({ kind, to, isWork, count: await countWaiting(transaction, kind, { accountId: actor.accountId, scope }) })
    }
    return accept(waiting)
  })
}
