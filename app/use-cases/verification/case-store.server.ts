import { z } from 'zod'
import { type RegionCode, RegionCode as RegionCodeSchema, type RegionScope } from '#app/domain/access/role.ts'
import { AccountId, CadreId, CandidateId, EligibilityCaseId, PeriodId } from '#app/domain/shared/id.ts'
import { ActKind, CaseState, Duty } from '#app/domain/verification/case-step.ts'
import type { CaseTransition, EligibilityCase } from '#app/domain/verification/eligibility-case.ts'
import { type CadreFacts, type Finding, Findings } from '#app/domain/verification/findings.ts'
import { IneligibilityReason } from '#app/domain/verification/reasons.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const count = z.coerce.number().int()

/** Opens a case for every candidate of the period, within the scope, who is unverified and has none. Answers how many. */
export async function insertDraftCases(transaction: Transaction, scope: RegionScope, periodId: PeriodId, at: Date): Promise<number> {
  return transaction.$executeRaw`
    INSERT INTO eligibility_case (id, period_id, candidate_id, cadre_id, urban_village_code, state, version, reasons, opened_at, state_since)
    SELECT gen_random_uuid(), c.period_id, c.id, k.id, k.urban_village_code, 'draft', 0, '{}', ${at}::timestamptz, ${at}::timestamptz
    FROM candidate c JOIN cadre k ON k.id = c.cadre_id
    WHERE c.period_id = ${periodId}::uuid AND c.eligibility = 'unverified' AND k.active
      AND ${liesWithin(scope, Prisma.sql`k.urban_village_code`)}
    ON CONFLICT (candidate_id) DO NOTHING`
}

/** How many candidates, by kelurahan, wait for a case to be opened. */
export async function countWithoutCase(transaction: Transaction, scope: RegionScope, periodId: PeriodId): Promise<Map<RegionCode, number>> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT k.urban_village_code AS code, count(*) AS candidates FROM candidate c JOIN cadre k ON k.id = c.cadre_id
    WHERE c.period_id = ${periodId}::uuid AND c.eligibility = 'unverified' AND k.active
      AND NOT EXISTS (SELECT 1 FROM eligibility_case e WHERE e.candidate_id = c.id)
      AND ${liesWithin(scope, Prisma.sql`k.urban_village_code`)}
    GROUP BY k.urban_village_code`
  const Row = z.object({ code: RegionCodeSchema, candidates: count })
  return new Map(rows.map((row) => Row.parse(row)).map(({ code, candidates }) => [code, candidates]))
}

const CaseRow = z
  .object({
    id: EligibilityCaseId,
    period_id: PeriodId,
    candidate_id: CandidateId,
    cadre_id: CadreId,
    urban_village_code: RegionCodeSchema,
    state: CaseState,
    version: count,
    reopened: z.boolean(),
    proposed_by: AccountId.nullable(),
    acknowledged_by: AccountId.nullable(),
    verified_by: AccountId.nullable(),
    decision: z.enum(['eligible', 'ineligible']).nullable(),
    reasons: z.array(IneligibilityReason),
    hands: z.array(z.object({ accountId: AccountId, duty: Duty })),
  })
  .transform((row): EligibilityCase => {
    const { proposed_by: proposedBy, acknowledged_by: acknowledgedBy, verified_by: verifiedBy } = row
    const head = {
      id: row.id,
      periodId: row.period_id,
      candidateId: row.candidate_id,
      cadreId: row.cadre_id,
      regionCode: row.urban_village_code,
      version: row.version,
      reopened: row.reopened,
      hands: row.hands,
    }
    if (row.state === 'draft' || row.state === 'returned') return { ...head, state: row.state }
    if (proposedBy === null) throw new Error('a case that was proposed has a proposer')
    if (row.state === 'proposed') return { ...head, state: row.state, proposedBy }
    if (acknowledgedBy === null) throw new Error('a case that was acknowledged has somebody who did')
    if (row.state === 'acknowledged') return { ...head, state: row.state, proposedBy, acknowledgedBy }
    if (verifiedBy === null || row.decision === null) throw new Error('a verified case has a decision')
    const decision = row.decision === 'eligible' ? { kind: row.decision } : { kind: row.decision, reasons: row.reasons }
    return { ...head, state: row.state, proposedBy, acknowledgedBy, verifiedBy, decision }
  })

/** The case with everybody who had a hand in it, held until the transaction ends; null when there is none in the scope. */
export async function lockCase(transaction: Transaction, scope: RegionScope, caseId: EligibilityCaseId): Promise<EligibilityCase | null> {
  await transaction.$queryRaw`SELECT 1 FROM eligibility_case WHERE id = ${caseId}::uuid FOR UPDATE`
  return findCase(transaction, scope, caseId)
}

/** The one case of a candidate as it stands now; null when none was opened. */
export async function findCaseVersion(
  transaction: Transaction,
  candidateId: CandidateId,
): Promise<{ caseId: EligibilityCaseId; seen: number } | null> {
  const row = await transaction.eligibilityCase.findUnique({ where: { candidateId }, select: { id: true, version: true } })
  return row ? { caseId: EligibilityCaseId.parse(row.id), seen: row.version } : null
}

export async function findCase(transaction: Transaction, scope: RegionScope, caseId: EligibilityCaseId): Promise<EligibilityCase | null> {
  const [row] = await transaction.$queryRaw<unknown[]>`
    SELECT e.*, coalesce((
      SELECT jsonb_agg(DISTINCT jsonb_build_object('accountId', t.actor_id, 'duty', t.duty)) FROM case_transition t WHERE t.case_id = e.id
    ), '[]'::jsonb) AS hands
    FROM eligibility_case e WHERE e.id = ${caseId}::uuid
      AND ${liesWithin(scope, Prisma.sql`e.urban_village_code`)}`
  return row === undefined ? null : CaseRow.parse(row)
}

/** False when the case is no longer at the version from which the step went: somebody was faster. */
export async function saveStep(
  transaction: Transaction,
  after: EligibilityCase,
  transition: CaseTransition,
  made: { readonly at: Date; readonly policyVersion: number; readonly findings: readonly Finding[] },
): Promise<boolean> {
  const people = {
    proposedBy: 'proposedBy' in after ? after.proposedBy : null,
    acknowledgedBy: 'acknowledgedBy' in after ? after.acknowledgedBy : null,
    verifiedBy: after.state === 'verified' ? after.verifiedBy : null,
  }
  const decision = after.state === 'verified' ? after.decision : null
  const { count: changed } = await transaction.eligibilityCase.updateMany({
    where: { id: after.id, version: transition.version - 1, state: transition.from },
    data: {
      state: after.state,
      version: after.version,
      reopened: after.reopened,
      ...people,
      decision: decision?.kind ?? null,
      reasons: decision?.kind === 'ineligible' ? [...decision.reasons] : [],
      stateSince: made.at,
    },
  })
  if (changed !== 1) return false
  await transaction.caseTransition.create({
    data: {
      caseId: after.id,
      version: transition.version,
      act: transition.act,
      duty: transition.duty,
      fromState: transition.from,
      toState: transition.to,
      actorId: transition.by,
      at: made.at,
      reasons: [...transition.reasons],
      note: transition.note,
      basis: transition.basis,
      policyVersion: made.policyVersion,
      findings: [...made.findings],
    },
  })
  return true
}

export async function findLastTransition(
  transaction: Transaction,
  caseId: EligibilityCaseId,
): Promise<Pick<CaseTransition, 'version' | 'act' | 'by'> | null> {
  const row = await transaction.caseTransition.findFirst({ where: { caseId }, orderBy: { version: 'desc' } })
  return row === null ? null : { version: row.version, act: ActKind.parse(row.act), by: AccountId.parse(row.actorId) }
}

/** What the checks need to know of a cadre. Throws when there is none: every case is a roster row's. */
export async function findCadreFacts(transaction: Transaction, cadreId: CadreId): Promise<CadreFacts> {
  const [row] = await transaction.$queryRaw<unknown[]>`
    SELECT to_char(k.birth_date, 'YYYY-MM-DD') AS birth_date, k.occupation, k.spouse_occupation,
      (SELECT count(*) FROM cadre o WHERE o.active AND o.id <> k.id AND o.name_sort = k.name_sort AND o.birth_date = k.birth_date) AS namesakes
    FROM cadre k WHERE k.id = ${cadreId}::uuid`
  return factsOf(z.object(FACTS).parse(row))
}

const FACTS = {
  birth_date: z.iso.date(),
  occupation: z.string(),
  spouse_occupation: z.string().nullable(),
  namesakes: count,
}

function factsOf(row: z.output<z.ZodObject<typeof FACTS>>): CadreFacts {
  return { birthDate: row.birth_date, occupation: row.occupation, spouseOccupation: row.spouse_occupation, namesakes: row.namesakes }
}

/** A case with what its list and its page show of the person. */
export type ListedCase = {
  readonly id: EligibilityCaseId
  readonly candidateId: CandidateId
  readonly cadreId: CadreId
  readonly regionCode: RegionCode
  readonly state: CaseState
  readonly version: number
  readonly reopened: boolean
  readonly decision: 'eligible' | 'ineligible' | null
  readonly reasons: readonly IneligibilityReason[]
  readonly openedAt: Date
  readonly stateSince: Date
  readonly participantNumber: string
  readonly cadreName: string
  readonly nationalIdLast4: string
  readonly posyandu: string
  readonly servingSince: number
  readonly decreeNumber: string
  readonly facts: CadreFacts
  readonly documents: number
  /** The reader is this cadre or of her kin. */
  readonly tied: boolean
  /** What the reader did in this case. */
  readonly ownDuty: Duty | null
}

const ListedRow = z
  .object({
    id: EligibilityCaseId,
    candidate_id: CandidateId,
    cadre_id: CadreId,
    urban_village_code: RegionCodeSchema,
    state: CaseState,
    version: count,
    reopened: z.boolean(),
    decision: z.enum(['eligible', 'ineligible']).nullable(),
    reasons: z.array(IneligibilityReason),
    opened_at: z.coerce.date(),
    state_since: z.coerce.date(),
    participant_number: z.string(),
    name: z.string(),
    national_id_last4: z.string(),
    posyandu: z.string(),
    serving_since: count,
    decree_number: z.string(),
    documents: count,
    tied: z.boolean(),
    own_duty: Duty.nullable(),
    ...FACTS,
  })
  .transform(
    (row): ListedCase => ({
      id: row.id,
      candidateId: row.candidate_id,
      cadreId: row.cadre_id,
      regionCode: row.urban_village_code,
      state: row.state,
      version: row.version,
      reopened: row.reopened,
      decision: row.decision,
      reasons: row.reasons,
      openedAt: row.opened_at,
      stateSince: row.state_since,
      participantNumber: row.participant_number,
      cadreName: row.name,
      nationalIdLast4: row.national_id_last4,
      posyandu: row.posyandu,
      servingSince: row.serving_since,
      decreeNumber: row.decree_number,
      facts: factsOf(row),
      documents: row.documents,
      tied: row.tied,
      ownDuty: row.own_duty,
    }),
  )

export type CaseFilter = { readonly periodId: PeriodId } | { readonly caseId: EligibilityCaseId }

/** The cases in the scope, by kelurahan and name; a null reader has no ties and no duties. */
export async function listCases(
  transaction: Transaction,
  scope: RegionScope,
  filter: CaseFilter,
  reader: AccountId | null,
): Promise<ListedCase[]> {
  const periodId = 'periodId' in filter ? filter.periodId : null
  const caseId = 'caseId' in filter ? filter.caseId : null
  const rows = await transaction.$queryRaw<unknown[]>`
    WITH same AS (SELECT name_sort, birth_date, count(*) AS people FROM cadre WHERE active GROUP BY name_sort, birth_date HAVING count(*) > 1),
      papers AS (SELECT case_id, count(*) AS documents FROM case_document WHERE removed_at IS NULL GROUP BY case_id),
      own AS (SELECT DISTINCT ON (case_id) case_id, duty FROM case_transition WHERE actor_id = ${reader}::uuid ORDER BY case_id)
    SELECT e.id, e.candidate_id, e.cadre_id, e.urban_village_code, e.state, e.version, e.reopened, e.decision, e.reasons, e.opened_at, e.state_since,
      c.participant_number, k.name, k.national_id_last4, k.posyandu, k.serving_since, k.decree_number,
      to_char(k.birth_date, 'YYYY-MM-DD') AS birth_date, k.occupation, k.spouse_occupation,
      coalesce(same.people - CASE WHEN k.active THEN 1 ELSE 0 END, 0) AS namesakes, coalesce(papers.documents, 0) AS documents,
      t.cadre_id IS NOT NULL AS tied, own.duty AS own_duty
    FROM eligibility_case e JOIN candidate c ON c.id = e.candidate_id JOIN cadre k ON k.id = e.cadre_id
    LEFT JOIN same ON same.name_sort = k.name_sort AND same.birth_date = k.birth_date
    LEFT JOIN papers ON papers.case_id = e.id
    LEFT JOIN own ON own.case_id = e.id
    LEFT JOIN cadre_tie t ON t.cadre_id = e.cadre_id AND t.account_id = ${reader}::uuid
    WHERE (e.period_id = ${periodId}::uuid OR e.id = ${caseId}::uuid)
      AND ${liesWithin(scope, Prisma.sql`e.urban_village_code`)}
    ORDER BY e.urban_village_code COLLATE "C", k.name_sort COLLATE "C", c.participant_number`
  return rows.map((row) => ListedRow.parse(row))
}

/** A step with the name of whoever took it. */
export type RecordedStep = CaseTransition & {
  readonly at: Date
  readonly byName: string
  readonly policyVersion: number
  readonly findings: readonly Finding[]
}

const StepRow = z
  .object({
    version: count,
    act: ActKind,
    duty: Duty,
    from_state: CaseState,
    to_state: CaseState,
    actor_id: AccountId,
    display_name: z.string().nullable(),
    at: z.coerce.date(),
    reasons: z.array(z.string()),
    note: z.string(),
    basis: z.string(),
    policy_version: count,
    findings: Findings,
  })
  .transform(
    (row): RecordedStep => ({
      version: row.version,
      act: row.act,
      duty: row.duty,
      from: row.from_state,
      to: row.to_state,
      by: row.actor_id,
      byName: row.display_name ?? '',
      at: row.at,
      reasons: row.reasons,
      note: row.note,
      basis: row.basis,
      policyVersion: row.policy_version,
      findings: row.findings,
    }),
  )

/** Every step of a case, the first one first. */
export async function listSteps(transaction: Transaction, caseId: EligibilityCaseId): Promise<RecordedStep[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT t.*, a.display_name FROM case_transition t LEFT JOIN account a ON a.id = t.actor_id
    WHERE t.case_id = ${caseId}::uuid ORDER BY t.version`
  return rows.map((row) => StepRow.parse(row))
}

/** Who took part in the verification of a kelurahan, by what they did, each once. */
export async function listHands(
  transaction: Transaction,
  periodId: PeriodId,
  regionCode: RegionCode,
): Promise<{ duty: Duty; name: string; cases: number }[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT t.duty, coalesce(a.display_name, '') AS name, count(DISTINCT t.case_id) AS cases
    FROM case_transition t JOIN eligibility_case e ON e.id = t.case_id LEFT JOIN account a ON a.id = t.actor_id
    WHERE e.period_id = ${periodId}::uuid AND e.urban_village_code = ${regionCode}
    GROUP BY t.duty, a.id, a.display_name ORDER BY t.duty, name`
  const Row = z.object({ duty: Duty, name: z.string(), cases: count })
  return rows.map((row) => Row.parse(row))
}

export async function isTied(transaction: Transaction, accountId: AccountId, cadreId: CadreId): Promise<boolean> {
  return (
    (await transaction.cadreTie.findUnique({ where: { accountId_cadreId: { accountId, cadreId } }, select: { relation: true } })) !== null
  )
}

/** False when it was declared before. */
export async function insertTie(
  transaction: Transaction,
  tie: { accountId: AccountId; cadreId: CadreId; relation: string; declaredBy: AccountId; declaredAt: Date },
): Promise<boolean> {
  const { count: made } = await transaction.cadreTie.createMany({ data: [tie], skipDuplicates: true })
  return made === 1
}

/** Current results of the period that wait for their second person, by kelurahan: the other kind of case. */
export async function countOpenResults(
  transaction: Transaction,
  scope: RegionScope,
  periodId: PeriodId,
): Promise<{ regionCode: RegionCode; state: string; results: number }[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT k.urban_village_code AS code, r.state, count(*) AS results
    FROM exam_result r JOIN attempt a ON a.id = r.attempt_id JOIN candidate c ON c.id = a.candidate_id JOIN cadre k ON k.id = c.cadre_id
    WHERE r.current AND c.period_id = ${periodId}::uuid
      AND ${liesWithin(scope, Prisma.sql`k.urban_village_code`)}
    GROUP BY k.urban_village_code, r.state`
  const Row = z.object({ code: RegionCodeSchema, state: z.string(), results: count })
  return rows.map((row) => Row.parse(row)).map(({ code, state, results }) => ({ regionCode: code, state, results }))
}
