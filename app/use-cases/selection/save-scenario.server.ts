import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { ScenarioInput, ScenarioSettings, ScenarioSummary, SelectionScenario } from '#app/domain/selection/scenario.ts'
import { inputsHash, type SelectionInputs } from '#app/domain/selection/selection-inputs.ts'
import { resultHash, type SelectionResult } from '#app/domain/selection/selection-outcome.ts'
import { summaryOf } from '#app/domain/selection/selection-run.ts'
import { moneyFor } from '#app/domain/selection/what-if.ts'
import { type PeriodId, ScenarioId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findPeriod, latestPolicy } from '../period/period-store.server.ts'
import { type CalculationProblem, calculateSelection } from './calculate-selection.server.ts'
import { insertScenario } from './scenario-store.server.ts'
import { readSelectionSource } from './selection-source-store.server.ts'

type Refusal = { readonly kind: 'forbidden' | 'not-found' | 'no-exam' } | CalculationProblem

/** Calculates what the settings would give today and keeps them with their figures; nothing about anybody is decided. */
export async function saveScenario(
  actor: Actor,
  periodId: PeriodId,
  { name, settings }: ScenarioInput,
): Promise<Result<SelectionScenario, Refusal>> {
  if (!may(actor, 'scenario.save') || actor.kind !== 'staff') return refuse({ kind: 'forbidden' })
  const source = await reading(async (transaction) => {
    const period = await findPeriod(transaction, periodId)
    if (!period) return refuse({ kind: 'not-found' as const })
    const found = await readSelectionSource(transaction, period, await latestPolicy(transaction, periodId))
    return found ? accept(found) : refuse({ kind: 'no-exam' as const })
  })
  if (!source.ok) return source
  const { urbanVillages: _names, unconfirmed: _count, ...rest } = source.value
  const inputs: SelectionInputs = { ...rest, rules: settings.rules, lotNumber: null }
  const result = await calculateSelection(actor, inputs)
  if (!result.ok) return result
  return inTransaction(async (transaction) => {
    const at = await databaseNow(transaction)
    const scenario: SelectionScenario = {
      id: ScenarioId.parse(newUuid()),
      periodId,
      name,
      settings,
      summary: summarise(inputs, result.value, settings),
      createdBy: actor.accountId,
      createdAt: at,
    }
    await insertScenario(transaction, scenario)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'scenario.saved',
        subject: scenario.id,
        detail: { period: periodId, inputs: scenario.summary.inputsHash, seats: scenario.summary.seats },
      },
    })
    return accept(scenario)
  })
}

function summarise(inputs: SelectionInputs, result: SelectionResult, settings: ScenarioSettings): ScenarioSummary {
  const { seats, selected, reserve } = summaryOf(result)
  const { honorarium, month, year, left } = moneyFor(selected, settings.honorarium, settings.budgetPerYear)
  return { seats, selected, reserve, honorarium, month, year, left, inputsHash: inputsHash(inputs), resultHash: resultHash(result) }
}
