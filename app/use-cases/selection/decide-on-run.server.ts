import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type DecideRefusal, decideOnRun } from '#app/domain/selection/selection-run.ts'
import type { SelectionRunId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { replayRun } from './replay-run.server.ts'
import { lockRun, markApproved, markRejected } from './selection-run-store.server.ts'

type Refusal = { readonly kind: 'forbidden' | 'not-found' | 'replay-differs' } | DecideRefusal

/** Approves a proposed list, after it was calculated once more from its frozen inputs and came out the same. */
export async function approveRun(actor: Actor, runId: SelectionRunId) {
  if (!may(actor, 'selection.approve') || actor.kind !== 'staff') return refuse({ kind: 'forbidden' as const })
  const replay = await replayRun(actor, runId)
  if (!replay.ok) return replay
  if (replay.value.differences.length > 0) return refuse({ kind: 'replay-differs' as const })
  return inTransaction<{ readonly superseded: string | null }, Refusal>(async (transaction) => {
    const run = await lockRun(transaction, runId)
    if (!run) return refuse({ kind: 'not-found' })
    const decision = decideOnRun(run, actor.accountId)
    if (!decision.ok) return decision
    const at = await databaseNow(transaction)
    const { approved, superseded } = await markApproved(transaction, run, actor.accountId, at)
    if (!approved) return refuse({ kind: 'not-proposed' })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'selection-run.approved', subject: runId, detail: { inputs: run.inputsHash, result: run.resultHash, superseded } },
    })
    return accept({ superseded })
  })
}

/** Sends a proposed list away with a reason; a new one can be made. */
export function rejectRun(actor: Actor, runId: SelectionRunId, reason: string) {
  return inTransaction<{ readonly id: SelectionRunId }, Refusal>(async (transaction) => {
    if (!may(actor, 'selection.approve') || actor.kind !== 'staff') return refuse({ kind: 'forbidden' })
    const run = await lockRun(transaction, runId)
    if (!run) return refuse({ kind: 'not-found' })
    const decision = decideOnRun(run, actor.accountId)
    if (!decision.ok) return decision
    const at = await databaseNow(transaction)
    if (!(await markRejected(transaction, runId, actor.accountId, at, reason))) return refuse({ kind: 'not-proposed' })
    await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'selection-run.rejected', subject: runId } })
    return accept({ id: runId })
  })
}
