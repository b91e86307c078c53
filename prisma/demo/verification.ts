import { EVERYWHERE } from '#app/domain/access/role.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import { accept } from '#app/domain/shared/result.ts'
import type { CaseAct } from '#app/domain/verification/eligibility-case.ts'
import { isClean, preChecks } from '#app/domain/verification/findings.ts'
import type { IneligibilityReason } from '#app/domain/verification/reasons.ts'
import { inTransaction, reading } from '#app/platform/transaction.server.ts'
import { findPeriod, latestPolicy } from '#app/use-cases/period/period-store.server.ts'
import { insertDraftCases, type ListedCase, listCases } from '#app/use-cases/verification/case-store.server.ts'
import { takeCaseStep } from '#app/use-cases/verification/take-case-step.server.ts'
import { done, type StaffActor } from './actors.ts'
import type { Officers } from './officers.ts'
import { verifyDraftCases } from './verified-cases.ts'

const DAY = 24 * 60 * 60 * 1000
const PROPOSE: CaseAct = { kind: 'propose', statement: true, note: '' }
const ACKNOWLEDGE: CaseAct = { kind: 'acknowledge', note: '' }
const ELIGIBLE: CaseAct = { kind: 'verify', decision: { kind: 'eligible' }, note: '', basis: '' }
const RETURN: CaseAct = { kind: 'return', reason: 'document-missing', note: 'Fotokopi KTP belum dilampirkan.' }

/** Everybody of a finished period met its requirements; the cases behind that were closed two weeks before the exam. */
export async function verifyWholePeriod(periodId: PeriodId, officers: Officers, verifier: StaffActor, examDay: Date): Promise<void> {
  const at = new Date(examDay.getTime() - 14 * DAY)
  await openAt(periodId, new Date(at.getTime() - 3 * DAY))
  const policyVersion = (await reading((transaction) => latestPolicy(transaction, periodId))).version
  const cases = await checkedCases(periodId)
  await inTransaction(async (transaction) => {
    await verifyDraftCases(
      transaction,
      cases.map(({ candidateId, regionCode, findings }) => {
        const { kelurahan, kecamatan } = officers(regionCode)
        return {
          candidateId,
          proposedBy: kelurahan.accountId,
          acknowledgedBy: kecamatan.accountId,
          verifiedBy: verifier.accountId,
          policyVersion,
          findings,
        }
      }),
      at,
    )
    return accept(null)
  })
}

/**
 * A period under way: in the first kelurahan the clean cases are decided, but for the last few; what the checks found became
 * TMS or went back. In the others the work lies on every desk.
 */
export async function verifyPartOfPeriod(
  periodId: PeriodId,
  officers: Officers,
  verifier: StaffActor,
  decided: string,
  at: Date,
): Promise<void> {
  await openAt(periodId, new Date(at.getTime() - 9 * DAY))
  const cases = await checkedCases(periodId)
  const clean = cases.filter((each) => each.clean && each.regionCode === decided)
  for (const [place, each] of clean.entries()) await walk(each, officers, verifier, clean.length - place > 6 ? 3 : place % 3)
  for (const [place, each] of cases.filter(({ clean: isFine, regionCode }) => !isFine && regionCode === decided).entries())
    await (place % 3 === 2 ? giveBack(each, officers) : refuseOne(each, officers, verifier))
  for (const [place, each] of cases.filter(({ regionCode }) => regionCode !== decided).entries()) {
    if (place % 13 === 5) await giveBack(each, officers)
    else await walk(each, officers, verifier, place < 24 ? 2 : place < 48 ? 1 : 0)
  }
}

type Checked = ListedCase & { readonly findings: ReturnType<typeof preChecks>; readonly clean: boolean }

function openAt(periodId: PeriodId, at: Date): Promise<number> {
  return reading((transaction) => insertDraftCases(transaction, EVERYWHERE, periodId, at))
}

async function checkedCases(periodId: PeriodId): Promise<Checked[]> {
  return reading(async (transaction) => {
    const period = await findPeriod(transaction, periodId)
    if (period === null) throw new Error('the demo has this period')
    const { settings } = await latestPolicy(transaction, periodId)
    return (await listCases(transaction, EVERYWHERE, { periodId }, null)).map((each) => {
      const findings = preChecks(each.facts, settings, period.startsOn)
      return { ...each, findings, clean: isClean(findings) }
    })
  })
}

/** So many steps of the straight way: 1 proposed, 2 acknowledged, 3 eligible. */
async function walk({ id, regionCode }: Checked, officers: Officers, verifier: StaffActor, steps: number): Promise<void> {
  const { kelurahan, kecamatan } = officers(regionCode)
  const way = [
    [kelurahan, PROPOSE],
    [kecamatan, ACKNOWLEDGE],
    [verifier, ELIGIBLE],
  ] as const
  for (const [seen, [actor, act]] of way.slice(0, steps).entries()) await done(takeCaseStep(actor, { caseId: id, seen }, act))
}

async function giveBack(each: Checked, officers: Officers): Promise<void> {
  const { kelurahan, kecamatan } = officers(each.regionCode)
  await done(takeCaseStep(kelurahan, { caseId: each.id, seen: 0 }, PROPOSE))
  await done(takeCaseStep(kecamatan, { caseId: each.id, seen: 1 }, RETURN))
}

async function refuseOne(each: Checked, officers: Officers, verifier: StaffActor): Promise<void> {
  await walk(each, officers, verifier, 2)
  const reasons = each.findings.filter(({ outcome }) => outcome === 'attention').map(({ check }): IneligibilityReason => check)
  const note = 'Sesuai temuan pemeriksaan awal dan berkas yang dilampirkan.'
  await done(
    takeCaseStep(verifier, { caseId: each.id, seen: 2 }, { kind: 'verify', decision: { kind: 'ineligible', reasons }, note, basis: '' }),
  )
}
