import { randomUUID } from 'node:crypto'
import type { Actor } from '#app/domain/access/actor.ts'
import { CandidateId, EligibilityCaseId, type PeriodId } from '#app/domain/shared/id.ts'
import { accept } from '#app/domain/shared/result.ts'
import type { CaseAct } from '#app/domain/verification/eligibility-case.ts'
import { inTransaction, reading, type Transaction } from '#app/platform/transaction.server.ts'
import { openCases } from '#app/use-cases/verification/open-cases.server.ts'
import { takeCaseStep } from '#app/use-cases/verification/take-case-step.server.ts'
import { makeCadre, makeCandidate, makePeriod, makeStaff } from '#tests/factories/world.ts'

export const CIBEBER = '36.72.01.1001'
export const CIWEDUS = '36.72.02.1002'

export const propose: CaseAct = { kind: 'propose', statement: true, note: '' }
export const acknowledge: CaseAct = { kind: 'acknowledge', note: '' }
export const eligible: CaseAct = { kind: 'verify', decision: { kind: 'eligible' }, note: '', basis: '' }
export const ineligible: CaseAct = {
  kind: 'verify',
  decision: { kind: 'ineligible', reasons: ['occupation'] },
  note: 'Diangkat sebagai guru PPPK.',
  basis: '',
}
export const giveBack: CaseAct = { kind: 'return', reason: 'document-missing', note: 'KTP belum ada.' }

/** One person for each place on the way, in Cibeber. */
export async function makeOfficers() {
  return {
    analyst: await makeStaff('office-analyst'),
    kelurahan: await makeStaff('kelurahan-officer', { regionCode: CIBEBER }),
    kecamatan: await makeStaff('kecamatan-officer', { regionCode: '36.72.01' }),
    verifier: await makeStaff('verifier'),
    plenary: await makeStaff('plenary-member'),
    otherKelurahan: await makeStaff('kelurahan-officer', { regionCode: CIWEDUS }),
    otherKecamatan: await makeStaff('kecamatan-officer', { regionCode: '36.72.02' }),
  }
}

type CaseCadre = { readonly urbanVillageCode?: string; readonly name?: string; readonly occupation?: string }

/** A period with an open case for each of these cadres; a cadre is what the test says of her. */
export async function makeCases(cadres: readonly CaseCadre[] = [{}]) {
  const periodId = await makePeriod({ state: 'registration' })
  const candidateIds: CandidateId[] = []
  for (const { occupation, ...cadre } of cadres) {
    // A name of her own: two active rows of one name and birth date are a finding.
    const cadreId = await makeCadre({ name: `Kader ${randomUUID()}`, ...cadre })
    if (occupation !== undefined) await reading((transaction) => transaction.cadre.update({ where: { id: cadreId }, data: { occupation } }))
    candidateIds.push(CandidateId.parse((await makeCandidate({ periodId, cadreId, eligible: false })).candidateId))
  }
  const opened = await openCases(await makeStaff('office-analyst'), periodId)
  if (!opened.ok) throw new Error(opened.refusal.kind)
  const rows = await reading((transaction) => transaction.eligibilityCase.findMany({ where: { periodId } }))
  const caseIds = candidateIds.map((candidateId) => EligibilityCaseId.parse(rows.find((row) => row.candidateId === candidateId)?.id))
  return { periodId, candidateIds, caseIds }
}

export async function makeCase(cadre: CaseCadre = {}) {
  const { periodId, candidateIds, caseIds } = await makeCases([cadre])
  const [candidateId, caseId] = [candidateIds[0], caseIds[0]]
  if (candidateId === undefined || caseId === undefined) throw new Error('no case')
  return { periodId, candidateId, caseId }
}

/** Takes steps one after the other, from the version that each finds. */
export async function go(caseId: EligibilityCaseId, ...steps: readonly (readonly [Actor, CaseAct])[]) {
  for (const [actor, act] of steps) {
    const result = await takeCaseStep(actor, { caseId, seen: (await storedCase(caseId)).version }, act)
    if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  }
}

export const storedCase = (caseId: EligibilityCaseId) =>
  reading((transaction) => transaction.eligibilityCase.findUniqueOrThrow({ where: { id: caseId } }))

export const storedSteps = (caseId: EligibilityCaseId) =>
  reading((transaction) => transaction.caseTransition.findMany({ where: { caseId }, orderBy: { version: 'asc' } }))

export const storedCandidate = (candidateId: CandidateId) =>
  reading((transaction) => transaction.candidate.findUniqueOrThrow({ where: { id: candidateId } }))

/** Writes past the use-cases, as somebody with the database would; what the database would check at the commit it checks at the end. */
export const write = (work: (transaction: Transaction) => Promise<unknown>) =>
  inTransaction<null, never>(async (transaction) => {
    await work(transaction)
    return accept(null)
  })

export async function movePeriod(periodId: PeriodId, state: string) {
  await reading((transaction) => transaction.assessmentPeriod.update({ where: { id: periodId }, data: { state } }))
}
