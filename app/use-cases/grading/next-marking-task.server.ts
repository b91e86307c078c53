import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { MarkingTaskId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { claimNextTask, findAssignedTask, findMarker } from './marking-store.server.ts'

/** Puts a response on this marker's desk: the one that lies there already, or the next that is free of conflict. */
export function nextMarkingTask(actor: Actor): Promise<Result<{ taskId: MarkingTaskId }, { kind: 'forbidden' | 'none-left' }>> {
  return inTransaction<{ taskId: MarkingTaskId }, { kind: 'forbidden' | 'none-left' }>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'marking.mark')) return refuse({ kind: 'forbidden' })
    const marker = await findMarker(transaction, actor.accountId)
    const assigned = await findAssignedTask(transaction, marker)
    if (assigned !== null) return accept({ taskId: assigned.taskId })
    const at = await databaseNow(transaction)
    const claimed = await claimNextTask(transaction, marker, at)
    if (claimed === null) return refuse({ kind: 'none-left' })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'marking-task.assigned', subject: claimed.taskId, detail: { attempt: claimed.attemptId } },
    })
    return accept({ taskId: claimed.taskId })
  })
}
