import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { RegionCode } from '#app/domain/access/role.ts'
import { villageQuotas } from '#app/domain/selection/quota.ts'
import { rulesOfPolicy } from '#app/domain/selection/scenario.ts'
import { standingAfter } from '#app/domain/selection/withdrawal.ts'
import type { PeriodId, SelectionRunId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findPeriod, latestPolicy, listPeriods } from '../period/period-store.server.ts'
import { listUrbanVillages } from '../roster/region-store.server.ts'
import { listFigureImports } from './figures-store.server.ts'
import {
  findRun,
  listOutcomes,
  listRuns,
  listRunVillages,
  listSteps,
  namesOfAccounts,
  readRunInputs,
} from './selection-run-store.server.ts'
import { readSelectionPeople, readSelectionSource } from './selection-source-store.server.ts'

const IMPORTS_SHOWN = 10

/** The periods with their lists, the newest first. Whoever may read scenarios alone is told no more than that a list exists. */
export function listSelectionPeriods(actor: Actor) {
  return reading(async (transaction) => {
    if (!may(actor, 'scenario.read')) return refuse({ kind: 'forbidden' as const })
    const periods = await listPeriods(transaction)
    const withRuns = await Promise.all(periods.map(async (period) => ({ period, runs: await listRuns(transaction, period.id) })))
    return accept({ periods: withRuns, mayReadLists: may(actor, 'selection.read') })
  })
}

/** What a period's selection stands on, and the lists that were made. */
export function readSelection(actor: Actor, periodId: PeriodId, cityTotal: number | null) {
  return reading(async (transaction) => {
    if (!may(actor, 'selection.read')) return refuse({ kind: 'forbidden' as const })
    const period = await findPeriod(transaction, periodId)
    if (!period) return refuse({ kind: 'not-found' as const })
    const policy = await latestPolicy(transaction, periodId)
    const source = await readSelectionSource(transaction, period, policy)
    const runs = await listRuns(transaction, periodId)
    const names = await namesOfAccounts(
      transaction,
      runs.map(({ createdBy }) => createdBy),
    )
    const rules = rulesOfPolicy(policy.settings, cityTotal ?? source?.candidates.length ?? null)
    return accept({
      period,
      policy,
      source,
      quotas: source === null ? null : villageQuotas(source.villages, rules.quota),
      runs: runs.map((run) => ({ run, by: names.get(run.createdBy) ?? '' })),
      imports: await listFigureImports(transaction, periodId, IMPORTS_SHOWN),
      mayImport: may(actor, 'selection.import'),
      mayPropose: may(actor, 'selection.propose'),
      mayReadScenarios: may(actor, 'scenario.read'),
    })
  })
}

/** A list with its figures per kelurahan, and what the actor may do with it. */
export function readRun(actor: Actor, runId: SelectionRunId) {
  return reading(async (transaction) => {
    if (!may(actor, 'selection.read')) return refuse({ kind: 'forbidden' as const })
    const run = await findRun(transaction, runId)
    if (!run) return refuse({ kind: 'not-found' as const })
    const period = await findPeriod(transaction, run.periodId)
    if (!period) throw new Error(`the period of selection run ${runId} is gone`)
    const names = await namesOfAccounts(transaction, [run.createdBy, run.proposedBy, run.approvedBy, run.rejectedBy])
    const isOwn = actor.kind === 'staff' && (run.createdBy === actor.accountId || run.proposedBy === actor.accountId)
    return accept({
      run,
      period,
      names,
      rules: (await readRunInputs(transaction, runId)).rules,
      villages: await listRunVillages(transaction, runId),
      urbanVillages: await listUrbanVillages(transaction),
      steps: await listSteps(transaction, runId),
      mayPropose: may(actor, 'selection.propose'),
      mayDecide: may(actor, 'selection.approve') && !isOwn,
    })
  })
}

/** One kelurahan's list as it stands after every recorded step. */
export function readRunVillage(actor: Actor, runId: SelectionRunId, code: RegionCode) {
  return reading(async (transaction) => {
    if (!may(actor, 'selection.read', { regionCode: code })) return refuse({ kind: 'forbidden' as const })
    const run = await findRun(transaction, runId)
    const village = run && (await listRunVillages(transaction, runId)).find((each) => each.code === code)
    if (!run || !village) return refuse({ kind: 'not-found' as const })
    const outcomes = await listOutcomes(transaction, runId, code)
    const inVillage = new Set(outcomes.map(({ candidateId }) => candidateId))
    const steps = (await listSteps(transaction, runId)).filter(({ withdrawn }) => inVillage.has(withdrawn))
    const people = await readSelectionPeople(transaction, [...inVillage])
    return accept({
      run,
      village,
      urbanVillage: (await listUrbanVillages(transaction)).find((each) => each.code === code) ?? null,
      people: outcomes.map((outcome) => ({
        outcome,
        standing: standingAfter(outcome, steps),
        name: people.get(outcome.candidateId)?.name ?? '',
        posyandu: people.get(outcome.candidateId)?.posyandu ?? '',
      })),
      steps,
      mayWithdraw: run.state === 'approved' && may(actor, 'selection.withdraw'),
    })
  })
}
