import type { Actor } from '#app/domain/access/actor.ts'
import { may, mayEnter, scopeFor } from '#app/domain/access/may.ts'
import { isWithin, type RegionCode, type RegionScope } from '#app/domain/access/role.ts'
import type { AssessmentPeriod } from '#app/domain/period/period.ts'
import { foldName } from '#app/domain/roster/cadre.ts'
import type { UrbanVillage } from '#app/domain/roster/region.ts'
import { ResultState } from '#app/domain/scoring/result-breakdown.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import type { CaseQuery } from '#app/domain/verification/case-query.ts'
import { type ActKind, RESULT_CASE_STATE } from '#app/domain/verification/case-step.ts'
import { stepObstacle } from '#app/domain/verification/eligibility-case.ts'
import { type Finding, isClean, preChecks } from '#app/domain/verification/findings.ts'
import { byRegion, type QueueFigures, queueFigures } from '#app/domain/verification/queue.ts'
import { databaseNow, reading, type Transaction } from '#app/platform/transaction.server.ts'
import { findPeriod, latestPolicy, listPeriods } from '../period/period-store.server.ts'
import { listUrbanVillages } from '../roster/region-store.server.ts'
import { countOpenResults, countWithoutCase, type ListedCase, listCases } from './case-store.server.ts'

type NotFound = { readonly kind: 'not-found' }
/** A forward step, which can be taken for several cases at once. */
export type ForwardAct = Extract<ActKind, 'propose' | 'acknowledge' | 'verify'>
const FORWARD: readonly ForwardAct[] = ['propose', 'acknowledge', 'verify']

export type CheckedCase = ListedCase & {
  readonly findings: readonly Finding[]
  readonly clean: boolean
  /** The step that this reader may take now; null when there is none. */
  readonly open: ForwardAct | null
}

export type QueueLine = {
  readonly regionCode: RegionCode
  readonly name: string
  readonly districtName: string
  readonly figures: QueueFigures
  /** Candidates for whom no case is open yet. */
  readonly withoutCase: number
  /** Cases on this reader's desk. */
  readonly onDesk: number
  /** Score sheets that wait for their second person: the other kind of case. */
  readonly results: number
}
export type VerificationQueue = {
  readonly periods: readonly AssessmentPeriod[]
  readonly period: AssessmentPeriod | null
  readonly lines: readonly QueueLine[]
  readonly total: QueueFigures
  readonly withoutCase: number
  readonly onDesk: number
  readonly mayOpen: boolean
  readonly seesResults: boolean
}

/**
 * How much work lies in each kelurahan of the reader's regions, and for how long.
 * @param periodId null for the newest period that is not closed, or else the newest
 */
export function browseQueue(actor: Actor, periodId: PeriodId | null): Promise<Result<VerificationQueue, NotFound>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'verification.read')
    if (scope === null) return refuse({ kind: 'not-found' })
    const periods = await listPeriods(transaction)
    const period = pickPeriod(periods, periodId)
    const at = await databaseNow(transaction)
    const cases = period === null ? [] : await checkedCases(transaction, scope, actor, period)
    const withoutCase = period === null ? new Map<RegionCode, number>() : await countWithoutCase(transaction, scope, period.id)
    const seesResults = mayEnter(actor, 'result.read')
    const results = period === null || !seesResults ? [] : await countOpenResults(transaction, scope, period.id)
    const groups = byRegion(cases)
    const lines = (await listUrbanVillages(transaction))
      .filter(({ code }) => isWithin(code, scope))
      .map((village) => {
        const own = groups.get(village.code) ?? []
        return {
          regionCode: village.code,
          name: village.name,
          districtName: village.districtName,
          figures: queueFigures(own, at),
          withoutCase: withoutCase.get(village.code) ?? 0,
          onDesk: own.filter(({ open }) => open !== null).length,
          results: results
            .filter(({ regionCode, state }) => regionCode === village.code && RESULT_CASE_STATE[ResultState.parse(state)] === 'proposed')
            .reduce((sum, each) => sum + each.results, 0),
        }
      })
    return accept({
      periods,
      period,
      lines,
      total: queueFigures(cases, at),
      withoutCase: lines.reduce((sum, line) => sum + line.withoutCase, 0),
      onDesk: lines.reduce((sum, line) => sum + line.onDesk, 0),
      mayOpen: mayEnter(actor, 'verification.open'),
      seesResults,
    })
  })
}

export type RegionCases = {
  readonly period: AssessmentPeriod
  readonly village: UrbanVillage
  readonly figures: QueueFigures
  readonly rows: readonly CheckedCase[]
  readonly at: Date
}

/** The cases of one kelurahan, by name. */
export function browseCases(
  actor: Actor,
  { periodId, regionCode }: { readonly periodId: PeriodId; readonly regionCode: RegionCode },
  query: CaseQuery,
): Promise<Result<RegionCases, NotFound>> {
  return reading(async (transaction) => {
    const period = await findPeriod(transaction, periodId)
    const village = (await listUrbanVillages(transaction)).find(({ code }) => code === regionCode)
    if (period === null || village === undefined || !may(actor, 'verification.read', { regionCode })) return refuse({ kind: 'not-found' })
    const cases = await checkedCases(transaction, { kind: 'within', codes: [regionCode] }, actor, period)
    const at = await databaseNow(transaction)
    const name = foldName(query.q)
    const rows = cases.filter(
      (each) =>
        (query.state === null || each.state === query.state) &&
        (query.findings === null || each.clean === (query.findings === 'clean')) &&
        (name === '' || foldName(each.cadreName).includes(name) || each.participantNumber === query.q),
    )
    return accept({ period, village, figures: queueFigures(cases, at), rows, at })
  })
}

async function checkedCases(transaction: Transaction, scope: RegionScope, actor: Actor, period: AssessmentPeriod): Promise<CheckedCase[]> {
  const { settings } = await latestPolicy(transaction, period.id)
  const reader = actor.kind === 'staff' ? actor.accountId : null
  return (await listCases(transaction, scope, { periodId: period.id }, reader)).map((each) => {
    const findings = preChecks(each.facts, settings, period.startsOn)
    const hands = reader === null || each.ownDuty === null ? [] : [{ accountId: reader, duty: each.ownDuty }]
    const gate = { actor, tied: each.tied, periodState: period.state }
    const open = FORWARD.find((act) => stepObstacle({ ...each, hands }, act, gate) === null) ?? null
    return { ...each, findings, clean: isClean(findings), open }
  })
}

function pickPeriod(periods: readonly AssessmentPeriod[], periodId: PeriodId | null): AssessmentPeriod | null {
  const chosen = periodId === null ? periods.find(({ state }) => state !== 'closed') : periods.find(({ id }) => id === periodId)
  return chosen ?? (periodId === null ? (periods[0] ?? null) : null)
}
