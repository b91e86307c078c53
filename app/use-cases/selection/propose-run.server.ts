import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { decidePropose, type ProposeRefusal } from '#app/domain/selection/selection-run.ts'
import type { SelectionRunId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { lockRun, markProposed } from './selection-run-store.server.ts'

/** From here on the list and its inputs are frozen, and another person decides. */
export function proposeRun(actor: Actor, runId: SelectionRunId) {
  return inTransaction<{ readonly id: SelectionRunId }, { readonly kind: 'forbidden' | 'not-found' } | ProposeRefusal>(
    async (transaction) => {
      if (!may(actor, 'selection.propose') || actor.kind !== 'staff') return refuse({ kind: 'forbidden' })
      const run = await lockRun(transaction, runId)
      if (!run) return refuse({ kind: 'not-found' })
      const decision = decidePropose(run)
      if (!decision.ok) return decision
      const at = await databaseNow(transaction)
      if (!(await markProposed(transaction, runId, actor.accountId, at))) return refuse({ kind: 'not-a-draft' })
      await appendAuditEntry(transaction, {
        at,
        by: actor,
        event: { kind: 'selection-run.proposed', subject: runId, detail: { inputs: run.inputsHash, result: run.resultHash } },
      })
      return accept({ id: runId })
    },
  )
}
