import type { Actor } from '#app/domain/access/actor.ts'
import type { RegionScope } from '#app/domain/access/role.ts'
import type { FormContent } from '#app/domain/assembly/exam-form.ts'
import { type BadgeContent, type BadgeRefusal, badgeFor, type HoldingRule, underAsked } from '#app/domain/certificates/skill-badge.ts'
import type { CompetencyFramework } from '#app/domain/roster/competency-framework.ts'
import type { ExamResultId } from '#app/domain/shared/id.ts'
import type { Result } from '#app/domain/shared/result.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'
import { findForm } from '../assembly/exam-form-store.server.ts'
import { latestPolicy } from '../period/period-store.server.ts'
import { compareWithRecalculation } from '../scoring/check-result.server.ts'
import { findResult } from '../scoring/result-store.server.ts'
import { findAttempt } from '../scoring/score-input-store.server.ts'
import { type BadgeSource, findFrameworkInForce, listBadgeSources } from './badge-store.server.ts'
import { type CertificateFilter, listReadyResults, type ReadyResult } from './certificate-list-store.server.ts'

export type EarnedBadge = Result<BadgeContent, BadgeRefusal>

type Basis = { readonly form: FormContent; readonly framework: CompetencyFramework | null; readonly rule: HoldingRule }

/** What forms, frameworks and policies say, each read once however many results rest on it. */
function basisReader(transaction: Transaction) {
  const once = <Key, Value>(read: (key: Key) => Promise<Value>) => {
    const known = new Map<Key, Promise<Value>>()
    return (key: Key) => {
      const value = known.get(key) ?? read(key)
      known.set(key, value)
      return value
    }
  }
  const forms = once((id: BadgeSource['formId']) => findForm(transaction, id))
  const frameworks = once((code: string) => findFrameworkInForce(transaction, code))
  const rules = once(async (id: BadgeSource['periodId']) => (await latestPolicy(transaction, id)).settings)
  return async ({ formId, frameworkCode, periodId }: BadgeSource): Promise<Basis> => {
    const form = await forms(formId)
    if (form === null) throw new Error(`an attempt names form ${formId}, which is not stored`)
    return { form: form.content, framework: await frameworks(frameworkCode), rule: await rules(periodId) }
  }
}

export type BadgeSurvey = {
  /** The badge that each result earns by the framework in force and the period's policy, or why none. */
  readonly earned: ReadonlyMap<ExamResultId, EarnedBadge>
  /** Some exam's bank names a framework that is not in force. */
  readonly lacksFramework: boolean
  /** Names of the competencies that some form of these results asks too little about for anybody to hold them. */
  readonly underAsked: readonly string[]
}

/** What these results earn, and what stands in the way. Unknown ids are left out. */
export async function surveyBadges(_actor: Actor, transaction: Transaction, resultIds: readonly ExamResultId[]): Promise<BadgeSurvey> {
  const basisOf = basisReader(transaction)
  const earned = new Map<ExamResultId, EarnedBadge>()
  const lacking = new Map<string, string>()
  const seen = new Set<string>()
  let lacksFramework = false
  for (const source of await listBadgeSources(transaction, resultIds)) {
    const { form, framework, rule } = await basisOf(source)
    earned.set(source.resultId, badgeFor(framework, form, source.points, rule))
    if (seen.has(source.formId)) continue
    seen.add(source.formId)
    if (framework === null) lacksFramework = true
    else for (const { code, name } of underAsked(framework, form, rule)) lacking.set(code, name)
  }
  return { earned, lacksFramework, underAsked: [...lacking.values()] }
}

export type ReadyBadge = ReadyResult & { readonly badge: BadgeContent }

/** The badges that were earned under this filter and are not approved yet, by kelurahan and name, among how many determined results. */
export async function listReadyBadges(
  actor: Actor,
  transaction: Transaction,
  scope: RegionScope,
  filter: CertificateFilter,
): Promise<Omit<BadgeSurvey, 'earned'> & { readonly candidates: number; readonly ready: readonly ReadyBadge[] }> {
  const candidates = await listReadyResults(transaction, scope, 'skill-badge', filter, null)
  const resultIds = candidates.map(({ resultId }) => resultId)
  const { earned, ...survey } = await surveyBadges(actor, transaction, resultIds)
  const ready = candidates.flatMap((candidate) => {
    const badge = earned.get(candidate.resultId)
    return badge?.ok ? [{ ...candidate, badge: badge.value }] : []
  })
  return { ...survey, candidates: candidates.length, ready }
}

/** Whether a stored result is still what its answers, marks, form and keys give: a badge rests on places of the form, not on the total. */
export async function restsOnItsAnswers(actor: Actor, transaction: Transaction, resultId: ExamResultId): Promise<boolean> {
  const result = await findResult(transaction, resultId)
  const attempt = result === null ? null : await findAttempt(transaction, result.attemptId)
  if (result === null || attempt === null) return false
  return (await compareWithRecalculation(actor, transaction, result, attempt)).matches
}
