import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { rulesOfPolicy } from '#app/domain/selection/scenario.ts'
import {
  inputsHash,
  inputsText,
  type MissingComponentRule,
  type SelectionInputs,
  type SelectionRules,
  sealedHash,
} from '#app/domain/selection/selection-inputs.ts'
import { resultHash } from '#app/domain/selection/selection-outcome.ts'
import { type SelectionRun, summaryOf } from '#app/domain/selection/selection-run.ts'
import { type PeriodId, type ScenarioId, SelectionRunId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findPeriod, latestPolicy, lockPeriod } from '../period/period-store.server.ts'
import { type CalculationProblem, calculateSelection } from './calculate-selection.server.ts'
import { findScenario } from './scenario-store.server.ts'
import { insertRun, nextRunNumber } from './selection-run-store.server.ts'
import { readSelectionSource } from './selection-source-store.server.ts'

export type MakeRunRefusal = { readonly kind: 'forbidden' | 'not-found' | 'no-exam' } | CalculationProblem

/** By which rules a list is made: a saved scenario's, or the policy's with what a policy does not settle. */
export type RunRules =
  | { readonly kind: 'scenario'; readonly scenarioId: ScenarioId }
  | {
      readonly kind: 'policy'
      readonly cityTotal: number | null
      readonly missingComponent: MissingComponentRule
      readonly fieldQuotas: boolean
    }

/** Makes a draft of the list: everything it is calculated from is frozen as text, with the hashes of inputs and result. */
export async function makeRun(actor: Actor, periodId: PeriodId, chosen: RunRules): Promise<Result<SelectionRun, MakeRunRefusal>> {
  if (!may(actor, 'selection.propose') || actor.kind !== 'staff') return refuse({ kind: 'forbidden' })
  const source = await reading(async (transaction) => {
    const period = await findPeriod(transaction, periodId)
    if (!period) return refuse({ kind: 'not-found' })
    const policy = await latestPolicy(transaction, periodId)
    const scenario = chosen.kind === 'scenario' ? await findScenario(transaction, chosen.scenarioId) : null
    if (chosen.kind === 'scenario' && scenario?.periodId !== periodId) return refuse({ kind: 'not-found' })
    const found = await readSelectionSource(transaction, period, policy)
    if (found === null) return refuse({ kind: 'no-exam' })
    const rules: SelectionRules =
      chosen.kind === 'policy'
        ? {
            ...rulesOfPolicy(policy.settings, chosen.cityTotal),
            missingComponent: chosen.missingComponent,
            fieldQuotas: chosen.fieldQuotas,
          }
        : (scenario?.settings.rules ?? rulesOfPolicy(policy.settings, null))
    const { urbanVillages: _names, unconfirmed: _count, ...inputs } = found
    return accept<SelectionInputs>({ ...inputs, rules, lotNumber: null })
  })
  if (!source.ok) return source
  const inputs = source.value
  const result = await calculateSelection(actor, inputs)
  if (!result.ok) return result

  return inTransaction<SelectionRun, MakeRunRefusal>(async (transaction) => {
    await lockPeriod(transaction, periodId)
    const at = await databaseNow(transaction)
    const run: SelectionRun = {
      id: SelectionRunId.parse(newUuid()),
      periodId,
      number: await nextRunNumber(transaction, periodId),
      state: 'draft',
      scenarioId: chosen.kind === 'scenario' ? chosen.scenarioId : null,
      inputsHash: inputsHash(inputs),
      sealedHash: sealedHash(inputs),
      resultHash: resultHash(result.value),
      lotNumber: null,
      summary: summaryOf(result.value),
      createdBy: actor.accountId,
      createdAt: at,
      proposedBy: null,
      proposedAt: null,
      approvedBy: null,
      approvedAt: null,
      rejectedBy: null,
      rejectedAt: null,
      rejectionReason: null,
    }
    await insertRun(transaction, run, inputsText(inputs), result.value)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'selection-run.made',
        subject: run.id,
        detail: {
          period: periodId,
          number: run.number,
          scenario: run.scenarioId,
          inputs: run.inputsHash,
          result: run.resultHash,
          selected: run.summary.selected,
        },
      },
    })
    return accept(run)
  })
}
