import { randomUUID } from 'node:crypto'
import { PublicId } from '#app/domain/certificates/public-id.ts'
import type { Policy } from '#app/domain/period/policy.ts'
import { SERVICE_FIELDS } from '#app/domain/roster/service-field.ts'
import type { ResultBreakdown, ResultState } from '#app/domain/scoring/result-breakdown.ts'
import { type AccountId, CertificateId, type ExamId, type PeriodId } from '#app/domain/shared/id.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { issueCertificates } from '#app/use-cases/certificates/issue-certificates.server.ts'
import { makeCertificates } from '#app/use-cases/certificates/make-certificates.server.ts'
import { firstResult, scoredAttempt } from '#tests/factories/sat-attempt.ts'
import { makeCadre, makeCandidate, makeExam, makePeriod, type makeStaff, singleChoice } from '#tests/factories/world.ts'

const breakdown: ResultBreakdown = {
  fields: SERVICE_FIELDS.map((field) => ({
    field,
    earned: '3',
    maximum: '4',
    score: { numerator: '75', denominator: '1' },
    threshold: '60',
    competent: true,
  })),
  total: { numerator: '75', denominator: '1' },
  totalThreshold: '65',
  unmarked: 0,
}

type Options = {
  name?: string
  urbanVillageCode?: string
  passed?: boolean
  state?: ResultState
  current?: boolean
  determined?: boolean
  policy?: Partial<Policy>
}

let shared: Promise<{ periodId: PeriodId; examId: ExamId; formId: string }> | null = null

async function makeStage(policy: Partial<Policy> = {}) {
  const periodId = await makePeriod({ policy, state: 'determined' })
  return { periodId, ...(await makeExam([singleChoice()], { periodId })) }
}

/** A closed attempt with a result: confirmed, passed and determined unless the test says otherwise. */
export async function makeResult(
  confirmedBy: AccountId,
  { name, urbanVillageCode, passed = true, state = 'confirmed', current = true, determined = true, policy }: Options = {},
) {
  shared ??= makeStage()
  const { periodId, examId, formId } = policy === undefined ? await shared : await makeStage(policy)
  const cadreId = await makeCadre({
    ...(name === undefined ? {} : { name }),
    ...(urbanVillageCode === undefined ? {} : { urbanVillageCode }),
  })
  const candidate = await makeCandidate({ periodId, cadreId })
  const attemptId = randomUUID()
  const at = new Date('2026-11-20T04:00:00Z')
  const result = firstResult(attemptId, breakdown, at, { state, current, passed, confirmedBy })
  await reading(async (transaction) => {
    await transaction.attempt.create({
      data: scoredAttempt({ id: attemptId, candidateId: candidate.candidateId, examId, examSessionId: randomUUID(), formId }, at),
    })
    await transaction.examResult.create({ data: result })
    if (!determined) return
    await transaction.determinedOutcome.create({
      data: {
        determinationId: randomUUID(),
        candidateId: candidate.candidateId,
        urbanVillageCode: urbanVillageCode ?? '36.72.01.1001',
        competent: passed,
        seat: 'not-selected',
      },
    })
  })
  return { resultId: result.id, candidate, examId }
}

/** The worker that makes certificates. */
export const certificateJob = { kind: 'system', job: 'make-certificates' } as const

type Staff = Awaited<ReturnType<typeof makeStaff>>

/** A published certificate of a new person. */
export async function makeCertificate(
  { issuer, verifier }: { readonly issuer: Staff; readonly verifier: Staff },
  signer: 'local-key' | 'none',
  options: Options = {},
) {
  const { resultId, candidate } = await makeResult(verifier.accountId, options)
  const approved = await issueCertificates(issuer, [resultId], signer)
  if (!approved.ok || approved.value.approved !== 1) throw new Error(JSON.stringify(approved))
  await makeCertificates(certificateJob)
  const row = await reading((transaction) => transaction.certificate.findFirstOrThrow({ where: { examResultId: resultId } }))
  return { id: CertificateId.parse(row.id), publicId: PublicId.parse(row.publicId), resultId, candidate }
}
