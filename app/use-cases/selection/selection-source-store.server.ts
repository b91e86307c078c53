import { z } from 'zod'
import type { AssessmentPeriod } from '#app/domain/period/period.ts'
import type { PolicyVersion } from '#app/domain/period/policy.ts'
import type { UrbanVillage } from '#app/domain/roster/region.ts'
import { ServiceField } from '#app/domain/roster/service-field.ts'
import { ResultBreakdown } from '#app/domain/scoring/result-breakdown.ts'
import {
  FieldSeats,
  POPULATION,
  SELECTION_ALGORITHM,
  type SelectionCandidate,
  type SelectionInputs,
  type SelectionVillage,
} from '#app/domain/selection/selection-inputs.ts'
import { CalendarDay } from '#app/domain/shared/calendar.ts'
import { CandidateId, ExamId, type PeriodId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'
import { listUrbanVillages } from '../roster/region-store.server.ts'

/** What a selection is made from, apart from its rules. */
export type SelectionSource = Omit<SelectionInputs, 'rules' | 'lotNumber'> & {
  readonly urbanVillages: readonly UrbanVillage[]
  /** Results that nobody has confirmed yet: their people count as without a result. */
  readonly unconfirmed: number
}

/** Null while the period has no published exam. */
export async function readSelectionSource(
  transaction: Transaction,
  period: Pick<AssessmentPeriod, 'id'>,
  policy: PolicyVersion,
): Promise<SelectionSource | null> {
  const examId = await findExam(transaction, period.id)
  if (examId === null) return null
  const urbanVillages = await listUrbanVillages(transaction)
  const { candidates, unconfirmed } = await readCandidates(transaction, period.id, examId)
  return {
    algorithm: SELECTION_ALGORITHM,
    periodId: period.id,
    examId,
    policyVersion: policy.version,
    resultWeights: policy.settings.fieldWeights,
    villages: await readVillages(transaction, period.id, urbanVillages),
    candidates,
    urbanVillages,
    unconfirmed,
  }
}

/** The published exam that most people of the period sat. */
async function findExam(transaction: Transaction, periodId: PeriodId): Promise<ExamId | null> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT e.id FROM exam e LEFT JOIN attempt a ON a.exam_id = e.id
    WHERE e.period_id = ${periodId}::uuid AND e.status = 'published' GROUP BY e.id ORDER BY count(a.id) DESC, e.id LIMIT 1`
  return rows[0] === undefined ? null : z.object({ id: ExamId }).parse(rows[0]).id
}

const VillageRow = z.object({
  urbanVillageCode: z.string(),
  figures: z.record(z.string(), z.number()),
  importedQuota: z.number().nullable(),
  decreeQuota: z.number().nullable(),
  fieldSeats: FieldSeats.nullable(),
})

async function readVillages(transaction: Transaction, periodId: PeriodId, known: readonly UrbanVillage[]): Promise<SelectionVillage[]> {
  const rows = await transaction.selectionVillage.findMany({ where: { periodId } })
  const byCode = new Map(rows.map((row) => [row.urbanVillageCode, VillageRow.parse(row)]))
  return known.map(({ code, population }) => {
    const row = byCode.get(code)
    return {
      code,
      figures: { [POPULATION]: population, ...row?.figures },
      importedQuota: row?.importedQuota ?? null,
      decreeQuota: row?.decreeQuota ?? null,
      fieldSeats: row?.fieldSeats ?? null,
    }
  })
}

const CandidateRow = z.object({
  id: CandidateId,
  participant_number: z.string(),
  urban_village_code: z.string(),
  eligibility: z.string(),
  serving_since: z.coerce.number().int(),
  birth_date: CalendarDay,
  state: z.string().nullable(),
  breakdown: z.unknown(),
  content_hash: z.string().nullable(),
  practice: z.string().nullable(),
  service_record: z.string().nullable(),
  plenary_place: z.coerce.number().int().nullable(),
  can_serve: z.array(ServiceField).nullable(),
  groups: z.array(z.string()).nullable(),
})

async function readCandidates(
  transaction: Transaction,
  periodId: PeriodId,
  examId: ExamId,
): Promise<{ candidates: SelectionCandidate[]; unconfirmed: number }> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT p.id, p.participant_number, c.urban_village_code, p.eligibility, c.serving_since, c.birth_date::text AS birth_date,
      r.state, r.breakdown, r.content_hash, s.practice, s.service_record, s.plenary_place, s.can_serve, s.groups
    FROM candidate p JOIN cadre c ON c.id = p.cadre_id
      LEFT JOIN attempt a ON a.candidate_id = p.id AND a.exam_id = ${examId}::uuid
      LEFT JOIN exam_result r ON r.attempt_id = a.id AND r.current
      LEFT JOIN selection_component s ON s.candidate_id = p.id
    WHERE p.period_id = ${periodId}::uuid ORDER BY p.participant_number`
  let unconfirmed = 0
  const candidates = rows.map((each): SelectionCandidate => {
    const row = CandidateRow.parse(each)
    const isConfirmed = row.state === 'confirmed' && row.content_hash !== null
    if (row.state !== null && !isConfirmed) unconfirmed += 1
    const breakdown = isConfirmed ? ResultBreakdown.parse(row.breakdown) : null
    return {
      candidateId: row.id,
      participantNumber: row.participant_number,
      urbanVillageCode: row.urban_village_code,
      eligible: row.eligibility === 'eligible',
      exam: breakdown && {
        resultHash: row.content_hash ?? '',
        fields: breakdown.fields.map(({ field, score }) => ({ field, score })),
        total: breakdown.total,
      },
      practice: row.practice,
      serviceRecord: row.service_record,
      servingSince: row.serving_since,
      birthDate: row.birth_date,
      plenaryPlace: row.plenary_place,
      canServe: row.can_serve ?? [],
      groups: row.groups ?? [],
    }
  })
  return { candidates, unconfirmed }
}

export type SelectionPerson = { readonly name: string; readonly posyandu: string }

/** Names for lists, by candidate. */
export async function readSelectionPeople(
  transaction: Transaction,
  candidateIds: readonly CandidateId[],
): Promise<Map<CandidateId, SelectionPerson>> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT p.id, c.name, c.posyandu FROM candidate p JOIN cadre c ON c.id = p.cadre_id WHERE p.id = ANY(${[...candidateIds]}::uuid[])`
  return new Map(
    rows.map((each) => {
      const row = z.object({ id: CandidateId, name: z.string(), posyandu: z.string() }).parse(each)
      return [row.id, { name: row.name, posyandu: row.posyandu }] as const
    }),
  )
}
