import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { inputsHash, inputsText } from '#app/domain/selection/selection-inputs.ts'
import { resultHash } from '#app/domain/selection/selection-outcome.ts'
import { type DrawRefusal, decideDraw, type SelectionRun, summaryOf } from '#app/domain/selection/selection-run.ts'
import type { SelectionRunId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { type CalculationProblem, calculateSelection } from './calculate-selection.server.ts'
import { findRun, lockRun, readRunInputs, replaceDraft } from './selection-run-store.server.ts'

type Refusal = { readonly kind: 'forbidden' | 'not-found' } | DrawRefusal | CalculationProblem

/** Writes down the number that was drawn before witnesses, once, and puts people whom only the lot parts in its order. */
export async function drawLot(actor: Actor, runId: SelectionRunId, lotNumber: string): Promise<Result<SelectionRun, Refusal>> {
  if (!may(actor, 'selection.propose')) return refuse({ kind: 'forbidden' })
  const found = await reading(async (transaction) => {
    const run = await findRun(transaction, runId)
    return run ? { run, inputs: { ...(await readRunInputs(transaction, runId)), lotNumber } } : null
  })
  if (!found) return refuse({ kind: 'not-found' })
  const decision = decideDraw(found.run)
  if (!decision.ok) return decision
  const result = await calculateSelection(actor, found.inputs)
  if (!result.ok) return result
  const drawn: SelectionRun = {
    ...found.run,
    lotNumber,
    inputsHash: inputsHash(found.inputs),
    resultHash: resultHash(result.value),
    summary: summaryOf(result.value),
  }
  return inTransaction<SelectionRun, Refusal>(async (transaction) => {
    const run = await lockRun(transaction, runId)
    const again = run ? decideDraw(run) : refuse({ kind: 'not-found' as const })
    if (!again.ok) return again
    const at = await databaseNow(transaction)
    if (!(await replaceDraft(transaction, drawn, inputsText(found.inputs), result.value))) return refuse({ kind: 'already-drawn' })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'selection-run.lot-drawn',
        subject: runId,
        detail: { sealed: drawn.sealedHash, number: lotNumber, ties: drawn.summary.lot.ties, result: drawn.resultHash },
      },
    })
    return accept(drawn)
  })
}
