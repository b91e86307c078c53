import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { inputsText, SelectionInputs } from '#app/domain/selection/selection-inputs.ts'
import { resultText } from '#app/domain/selection/selection-outcome.ts'
import { textHash } from '#app/domain/shared/canonical-hash.ts'
import type { SelectionRunId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { calculateSelection } from './calculate-selection.server.ts'
import { findRun, readRunInputsText, readStoredResult } from './selection-run-store.server.ts'

export type Replay = {
  /** The run's number in its period. */
  readonly number: number
  readonly people: number
  readonly inputsHash: string
  readonly resultHash: string
  readonly resultBytes: number
  /** What is not as it was; empty when the frozen inputs give the stored list byte for byte. */
  readonly differences: readonly ('inputs-altered' | 'inputs-not-canonical' | 'result-differs' | 'result-hash-differs' | 'not-calculable')[]
}

/** Calculates a run again from its frozen inputs alone and compares every byte with what is stored. */
export async function replayRun(
  actor: Actor,
  runId: SelectionRunId,
): Promise<Result<Replay, { readonly kind: 'forbidden' | 'not-found' }>> {
  if (!may(actor, 'selection.read')) return refuse({ kind: 'forbidden' })
  const found = await reading(async (transaction) => {
    const run = await findRun(transaction, runId)
    const text = run && (await readRunInputsText(transaction, runId))
    return run && text !== null ? { run, text, stored: resultText(await readStoredResult(transaction, run)) } : null
  })
  if (!found) return refuse({ kind: 'not-found' })
  const { run, text, stored } = found
  const inputs = SelectionInputs.parse(JSON.parse(text))
  const result = await calculateSelection(actor, inputs)
  const again = result.ok ? resultText(result.value) : ''
  const differences: Replay['differences'][number][] = []
  if (textHash(text) !== run.inputsHash) differences.push('inputs-altered')
  if (inputsText(inputs) !== text) differences.push('inputs-not-canonical')
  if (!result.ok) differences.push('not-calculable')
  if (again !== stored) differences.push('result-differs')
  if (textHash(again) !== run.resultHash) differences.push('result-hash-differs')
  return accept({
    number: run.number,
    people: inputs.candidates.length,
    inputsHash: run.inputsHash,
    resultHash: run.resultHash,
    resultBytes: new TextEncoder().encode(again).length,
    differences,
  })
}
