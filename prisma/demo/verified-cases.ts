import type { CandidateId } from '#app/domain/shared/id.ts'
import type { Finding } from '#app/domain/verification/findings.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export type VerifiedCase = {
  readonly candidateId: CandidateId
  readonly proposedBy: string
  readonly acknowledgedBy: string
  readonly verifiedBy: string
  readonly policyVersion: number
  readonly findings: readonly Finding[]
}

const HOUR = 60 * 60 * 1000

/** Cases of candidates who have none yet, taken the whole way, in bulk. */
export async function insertVerifiedCases(transaction: Transaction, cases: readonly VerifiedCase[], at: Date): Promise<void> {
  const openedAt = new Date(at.getTime() - 72 * HOUR)
  await transaction.$executeRaw`
    INSERT INTO eligibility_case (id, period_id, candidate_id, cadre_id, urban_village_code, state, version, reasons, opened_at, state_since)
    SELECT gen_random_uuid(), c.period_id, c.id, k.id, k.urban_village_code, 'draft', 0, '{}', ${openedAt}::timestamptz, ${openedAt}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) AS given("candidateId" uuid)
    JOIN candidate c ON c.id = given."candidateId" JOIN cadre k ON k.id = c.cadre_id`
  await verifyDraftCases(transaction, cases, at)
}

/** Takes draft cases the whole way, in bulk: proposed, acknowledged and found eligible by three people, the last one at `at`. */
export async function verifyDraftCases(transaction: Transaction, cases: readonly VerifiedCase[], at: Date): Promise<void> {
  const rows = JSON.stringify(cases)
  const hoursBefore = (hours: number) => new Date(at.getTime() - hours * HOUR)
  await transaction.$executeRaw`
    UPDATE eligibility_case e SET state = 'proposed', version = 1, proposed_by = given."proposedBy", state_since = ${hoursBefore(48)}::timestamptz
    FROM jsonb_to_recordset(${rows}::jsonb) AS given("candidateId" uuid, "proposedBy" uuid) WHERE e.candidate_id = given."candidateId"`
  await insertSteps(transaction, rows, { act: 'propose', duty: 'propose', from: 'draft', to: 'proposed', version: 1, at: hoursBefore(48) })
  await transaction.$executeRaw`
    UPDATE eligibility_case e SET state = 'acknowledged', version = 2, acknowledged_by = given."acknowledgedBy", state_since = ${hoursBefore(24)}::timestamptz
    FROM jsonb_to_recordset(${rows}::jsonb) AS given("candidateId" uuid, "acknowledgedBy" uuid) WHERE e.candidate_id = given."candidateId"`
  const acknowledged = { act: 'acknowledge', duty: 'acknowledge', from: 'proposed', to: 'acknowledged', version: 2, at: hoursBefore(24) }
  await insertSteps(transaction, rows, acknowledged)
  await transaction.$executeRaw`
    UPDATE eligibility_case e SET state = 'verified', version = 3, verified_by = given."verifiedBy", decision = 'eligible', state_since = ${at}::timestamptz
    FROM jsonb_to_recordset(${rows}::jsonb) AS given("candidateId" uuid, "verifiedBy" uuid) WHERE e.candidate_id = given."candidateId"`
  await insertSteps(transaction, rows, { act: 'verify', duty: 'decide', from: 'acknowledged', to: 'verified', version: 3, at })
  await transaction.$executeRaw`
    UPDATE candidate c SET eligibility = 'eligible'
    FROM jsonb_to_recordset(${rows}::jsonb) AS given("candidateId" uuid) WHERE c.id = given."candidateId"`
}

async function insertSteps(
  transaction: Transaction,
  rows: string,
  step: { act: string; duty: string; from: string; to: string; version: number; at: Date },
) {
  await transaction.$executeRaw`
    INSERT INTO case_transition (case_id, version, act, duty, from_state, to_state, actor_id, at, reasons, note, basis, policy_version, findings)
    SELECT e.id, ${step.version}, ${step.act}, ${step.duty}, ${step.from}, ${step.to},
      CASE ${step.duty} WHEN 'propose' THEN e.proposed_by WHEN 'acknowledge' THEN e.acknowledged_by ELSE e.verified_by END,
      ${step.at}::timestamptz, '{}', '', '', given."policyVersion", given.findings
    FROM jsonb_to_recordset(${rows}::jsonb) AS given("candidateId" uuid, "policyVersion" int, findings jsonb)
    JOIN eligibility_case e ON e.candidate_id = given."candidateId"`
}
