import type { Actor } from '#app/domain/access/actor.ts'
import { EVERYWHERE } from '#app/domain/access/role.ts'
import type { AuditEvent } from '#app/domain/audit/audit-entry.ts'
import { type Certificate, contentFor, mayIssue, replacementContent, rewritesContent } from '#app/domain/certificates/certificate.ts'
import type { ChangeWish } from '#app/domain/certificates/certificate-change.ts'
import { PublicId } from '#app/domain/certificates/public-id.ts'
import type { BadgeContent } from '#app/domain/certificates/skill-badge.ts'
import type { PolicyVersion } from '#app/domain/period/policy.ts'
import { yearInWib } from '#app/domain/shared/calendar.ts'
import { canonicalHash } from '#app/domain/shared/canonical-hash.ts'
import { type CertificateBatchId, CertificateId, type IssuanceId, type PeriodId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid, randomHex } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntries } from '../audit/audit-store.server.ts'
import { latestPolicy } from '../period/period-store.server.ts'
import { type ConfirmedResult, listConfirmedResults } from '../scoring/confirmed-result-store.server.ts'
import { findChange } from './certificate-change-store.server.ts'
import { findCertificate, insertCertificate, lockResultStandings, takeNumbers } from './certificate-store.server.ts'
import { restsOnItsAnswers, surveyBadges } from './earned-badges.server.ts'
import { type ApprovedDecision, listApproved, lockBatch, stepIssuance } from './issuance-store.server.ts'

const AT_ONCE = 25

/**
 * Gives the next decisions of the batch their numbers, in their order and in one transaction: the number, what the
 * certificate says and the step exist together or not at all, so numbers have no gap and a decision has one certificate.
 * Answers how many decisions it took up; none when the batch is not running.
 */
export async function numberCertificates(actor: Actor, batchId: CertificateBatchId): Promise<number> {
  const result = await inTransaction<number, never>(async (transaction) => {
    const batch = await lockBatch(transaction, batchId)
    if (batch === null || batch.state !== 'running') return accept(0)
    const decisions = await listApproved(transaction, batchId, AT_ONCE)
    if (decisions.length === 0) return accept(0)
    const at = await databaseNow(transaction)
    const found = await groundsOf(actor, transaction, decisions)
    const standing = found.filter(({ grounds }) => typeof grounds !== 'string').length
    const year = yearInWib(at)
    let number = standing === 0 ? 0 : await takeNumbers(transaction, year, standing)
    const events: AuditEvent[] = []
    for (const { decision, grounds } of found) {
      if (typeof grounds === 'string') events.push(await refuseOne(transaction, decision, grounds))
      else {
        events.push(await numberOne(transaction, decision, grounds, { at, year, number }))
        number += 1
      }
    }
    await appendAuditEntries(
      transaction,
      events.map((event) => ({ at, by: actor, event })),
    )
    return accept(decisions.length)
  })
  return result.ok ? result.value : 0
}

async function refuseOne(transaction: Transaction, { id, resultId }: ApprovedDecision, refusal: string): Promise<AuditEvent> {
  await stepIssuance(transaction, id, { from: 'approved', to: 'refused' }, { refusal })
  return { kind: 'certificate.refused', subject: id, detail: { resultId, refusal } }
}

type Grounds = {
  readonly result: ConfirmedResult
  readonly policy: PolicyVersion
  readonly badge: BadgeContent | undefined
  readonly old: Certificate | null
  readonly change: Replacement | null
}
type Replacement = Extract<ChangeWish, { readonly kind: 'replace' }>

async function numberOne(
  transaction: Transaction,
  decision: ApprovedDecision,
  { result, policy, badge, change, old }: Grounds,
  { at, year, number }: { readonly at: Date; readonly year: number; readonly number: number },
): Promise<AuditEvent> {
  const fresh = contentFor(
    {
      holder: { name: result.cadreName, participantNumber: result.participantNumber, urbanVillage: result.urbanVillage.name },
      period: { name: result.period.name, year: result.period.year },
      examTitle: result.exam.title,
      breakdown: result.breakdown,
      validityYears: policy.settings.certificateValidityYears,
      policyVersion: policy.version,
      result: { id: result.resultId, contentHash: result.contentHash },
      badge,
    },
    number,
    at,
  )
  const content = old === null || change === null ? fresh : replacementContent(old.content, fresh, change)
  const certificateId = CertificateId.parse(newUuid())
  const contentHash = canonicalHash(content)
  await insertCertificate(
    transaction,
    {
      status: 'valid',
      id: certificateId,
      publicId: PublicId.parse(randomHex(128)),
      candidateId: result.candidateId,
      content,
      contentHash,
      issuedBy: decision.approvedBy,
      issuedAt: at,
    },
    { year, number, replacesId: old?.id ?? null },
  )
  await stepIssuance(transaction, decision.id, { from: 'approved', to: 'numbered' }, { certificateId })
  return {
    kind: 'certificate.issued',
    subject: certificateId,
    detail: { serial: content.serial, resultId: result.resultId, policyVersion: content.policyVersion, contentHash },
  }
}

/** What each certificate will rest on; or, as a code, why its decision stands no longer. */
async function groundsOf(actor: Actor, transaction: Transaction, decisions: readonly ApprovedDecision[]) {
  const resultIds = decisions.map(({ resultId }) => resultId)
  const standings = await lockResultStandings(transaction, resultIds)
  const results = new Map((await listConfirmedResults(transaction, EVERYWHERE, { resultIds })).map((result) => [result.resultId, result]))
  const badges = await badgesOf(actor, transaction, decisions)
  const policies = new Map<PeriodId, PolicyVersion>()
  const found: { decision: ApprovedDecision; grounds: Grounds | string }[] = []
  for (const decision of decisions) {
    const { resultId, changeId, approvedBy } = decision
    const standing = standings.get(resultId)
    const may = standing === undefined ? refuse({ kind: 'not-found' as const }) : mayIssue(standing, approvedBy)
    const result = results.get(resultId)
    const change = changeId === null ? null : await findChange(transaction, changeId)
    const wish = change?.wish.kind === 'replace' ? change.wish : null
    const old = change === null ? null : await findCertificate(transaction, change.certificateId)
    const badge =
      wish !== null && !rewritesContent(wish.reason) ? accept(old?.content.badge) : (badges.get(decision.id) ?? accept(undefined))
    if (!may.ok) found.push({ decision, grounds: may.refusal.kind })
    else if (changeId !== null && (old?.status !== 'valid' || wish === null)) found.push({ decision, grounds: 'not-in-force' })
    else if (result === undefined) found.push({ decision, grounds: 'not-found' })
    else if (!badge.ok) found.push({ decision, grounds: badge.refusal.kind })
    else {
      const policy = policies.get(result.period.id) ?? (await latestPolicy(transaction, result.period.id))
      policies.set(result.period.id, policy)
      found.push({ decision, grounds: { result, policy, badge: badge.value, old, change: wish } })
    }
  }
  return found
}

/** What each decision for a badge rests on now, calculated again from answers and marks; or why it is not earned. */
async function badgesOf(actor: Actor, transaction: Transaction, decisions: readonly ApprovedDecision[]) {
  const forBadges = decisions.filter(({ kind }) => kind === 'skill-badge')
  const found = new Map<IssuanceId, Result<BadgeContent, { readonly kind: string }>>()
  if (forBadges.length === 0) return found
  const { earned } = await surveyBadges(
    actor,
    transaction,
    forBadges.map(({ resultId }) => resultId),
  )
  for (const { id, resultId } of forBadges) {
    const badge = earned.get(resultId) ?? refuse({ kind: 'badge-not-earned' })
    found.set(id, badge.ok && !(await restsOnItsAnswers(actor, transaction, resultId)) ? refuse({ kind: 'result-differs' }) : badge)
  }
  return found
}
