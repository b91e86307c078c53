import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { UrbanVillage } from '#app/domain/roster/region.ts'
import { rulesOfPolicy, type ScenarioSettings, type SelectionScenario } from '#app/domain/selection/scenario.ts'
import { inputsHash, type SelectionInputs } from '#app/domain/selection/selection-inputs.ts'
import type { SelectionResult } from '#app/domain/selection/selection-outcome.ts'
import { compareResults, type Money, moneyFor, type ResultChange } from '#app/domain/selection/what-if.ts'
import type { CandidateId, PeriodId, ScenarioId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findPeriod, latestPolicy } from '../period/period-store.server.ts'
import { type CalculationProblem, calculateSelection } from './calculate-selection.server.ts'
import { findScenario, listScenarios as listStored } from './scenario-store.server.ts'
import { listRuns, namesOfAccounts } from './selection-run-store.server.ts'
import { readSelectionPeople, readSelectionSource, type SelectionPerson } from './selection-source-store.server.ts'

/** The saved scenarios of a period, each with the state of a list that was made from it. */
export function listScenarios(actor: Actor, periodId: PeriodId) {
  return reading(async (transaction) => {
    if (!may(actor, 'scenario.read')) return refuse({ kind: 'forbidden' as const })
    const period = await findPeriod(transaction, periodId)
    if (!period) return refuse({ kind: 'not-found' as const })
    const scenarios = await listStored(transaction, periodId)
    const runs = await listRuns(transaction, periodId)
    const names = await namesOfAccounts(
      transaction,
      scenarios.map(({ createdBy }) => createdBy),
    )
    return accept({
      period,
      scenarios: scenarios.map((scenario) => ({
        scenario,
        by: names.get(scenario.createdBy) ?? '',
        run: runs.find(({ scenarioId }) => scenarioId === scenario.id) ?? null,
      })),
      maySave: may(actor, 'scenario.save'),
      mayPropose: may(actor, 'selection.propose'),
      mayReadRuns: may(actor, 'selection.read'),
    })
  })
}

/** What a new scenario begins with: the policy's rules, and what the budget of so many cadres in the roster would be. */
export function beginScenario(actor: Actor, periodId: PeriodId, basis: ScenarioId | null) {
  return reading(async (transaction) => {
    if (!may(actor, 'scenario.save')) return refuse({ kind: 'forbidden' as const })
    const period = await findPeriod(transaction, periodId)
    if (!period) return refuse({ kind: 'not-found' as const })
    const { settings: policy } = await latestPolicy(transaction, periodId)
    const given = basis === null ? null : await findScenario(transaction, basis)
    const source = await readSelectionSource(transaction, period, await latestPolicy(transaction, periodId))
    if (source === null) return refuse({ kind: 'no-exam' as const })
    const columns = [...new Set(source.villages.flatMap(({ figures }) => Object.keys(figures)))].sort()
    const settings: ScenarioSettings =
      given?.periodId === periodId
        ? given.settings
        : {
            rules: rulesOfPolicy(policy, source.candidates.length),
            honorarium: { kind: 'fixed', rupiah: policy.honorariumRupiah },
            budgetPerYear: source.candidates.length * policy.honorariumRupiah * 12,
          }
    return accept({ period, policy, settings, columns, candidates: source.candidates.length, urbanVillages: source.urbanVillages })
  })
}

export type ComparedScenario = {
  readonly scenario: SelectionScenario
  readonly money: Money
  readonly villages: SelectionResult['villages']
  readonly lot: SelectionResult['lot']
  /** Against the first of the compared ones; null for the first itself. */
  readonly change: ResultChange | null
  /** Whether the figures behind it are still those it was saved with. */
  readonly sameInputs: boolean
}

/** Two to three scenarios side by side, calculated from today's figures: who would change, per kelurahan, and what it costs. */
export async function compareScenarios(actor: Actor, periodId: PeriodId, ids: readonly ScenarioId[]) {
  if (!may(actor, 'scenario.read')) return refuse({ kind: 'forbidden' as const })
  const found = await reading(async (transaction) => {
    const period = await findPeriod(transaction, periodId)
    if (!period) return refuse({ kind: 'not-found' as const })
    const source = await readSelectionSource(transaction, period, await latestPolicy(transaction, periodId))
    if (source === null) return refuse({ kind: 'no-exam' as const })
    const scenarios: SelectionScenario[] = []
    for (const id of ids) {
      const scenario = await findScenario(transaction, id)
      if (scenario?.periodId !== periodId) return refuse({ kind: 'not-found' as const })
      scenarios.push(scenario)
    }
    return accept({ period, source, scenarios })
  })
  if (!found.ok) return found
  const { period, source, scenarios } = found.value
  const { urbanVillages, unconfirmed: _count, ...rest } = source
  const compared: ComparedScenario[] = []
  let first: SelectionResult | null = null
  for (const scenario of scenarios) {
    const inputs: SelectionInputs = { ...rest, rules: scenario.settings.rules, lotNumber: null }
    const result = await calculateSelection(actor, inputs)
    if (!result.ok)
      return refuse<{ kind: 'not-calculable'; scenario: string; problem: CalculationProblem }>({
        kind: 'not-calculable',
        scenario: scenario.name,
        problem: result.refusal,
      })
    const { villages, lot } = result.value
    const paid = villages.reduce((sum, { selected }) => sum + selected, 0)
    compared.push({
      scenario,
      money: moneyFor(paid, scenario.settings.honorarium, scenario.settings.budgetPerYear),
      villages,
      lot,
      change: first === null ? null : compareResults(first, result.value),
      sameInputs: inputsHash(inputs) === scenario.summary.inputsHash,
    })
    first ??= result.value
  }
  const seesPeople = may(actor, 'selection.read')
  const people = seesPeople ? await namesOfChanged(compared) : new Map<CandidateId, SelectionPerson>()
  return accept({ period, compared, people, seesPeople, urbanVillages: urbanVillages satisfies readonly UrbanVillage[] })
}

function namesOfChanged(compared: readonly ComparedScenario[]): Promise<Map<CandidateId, SelectionPerson>> {
  const ids = compared.flatMap(({ change }) => change?.villages.flatMap(({ comesIn, dropsOut }) => [...comesIn, ...dropsOut]) ?? [])
  return reading((transaction) => readSelectionPeople(transaction, ids))
}
