import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import {
  type Appeal,
  AppealKind,
  type DecidedAppeal,
  type OpenAppeal,
  Ruling,
  type WithdrawnAppeal,
} from '#app/domain/determination/appeal.ts'
import { AccountId, AnnouncementId, AppealId, AttemptId, CandidateId, type PeriodId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const AppealRow = z.object({
  id: AppealId,
  announcementId: AnnouncementId,
  candidateId: CandidateId,
  number: z.number(),
  kind: AppealKind,
  statement: z.string(),
  state: z.enum(['submitted', 'withdrawn', 'decided']),
  filedAt: z.date(),
  filedBy: AccountId.nullable(),
  withdrawnAt: z.date().nullable(),
  outcome: z.string().nullable(),
  remedy: z.string().nullable(),
  reason: z.string().nullable(),
  decidedBy: AccountId.nullable(),
  decidedAt: z.date().nullable(),
})

function toAppeal(stored: unknown): Appeal {
  const { state, withdrawnAt, outcome, remedy, reason, decidedBy, decidedAt, ...filed } = AppealRow.parse(stored)
  if (state === 'withdrawn' && withdrawnAt !== null) return { ...filed, state, withdrawnAt }
  if (state === 'decided' && decidedBy !== null && decidedAt !== null) {
    return { ...filed, state, decidedBy, decidedAt, ruling: Ruling.parse({ outcome, remedy: remedy ?? undefined, reason }) }
  }
  return { ...filed, state: 'submitted' }
}

/** The next number of the register of this announcement's period; held, so that two appeals at once get two numbers. */
export async function nextAppealNumber(transaction: Transaction, announcementId: AnnouncementId): Promise<number> {
  await transaction.$queryRaw`SELECT 1 FROM announcement WHERE id = ${announcementId}::uuid FOR UPDATE`
  const rows = await transaction.$queryRaw<
    unknown[]
  >`SELECT coalesce(max(number), 0) + 1 AS next FROM appeal WHERE announcement_id = ${announcementId}::uuid`
  return z.object({ next: z.coerce.number().int() }).parse(rows[0]).next
}

export async function insertAppeal(transaction: Transaction, appeal: OpenAppeal): Promise<void> {
  await transaction.appeal.create({ data: appeal })
}

export async function hasOpenAppeal(transaction: Transaction, candidateId: CandidateId): Promise<boolean> {
  return (await transaction.appeal.count({ where: { candidateId, state: 'submitted' } })) > 0
}

/** The appeal, held until the transaction ends. */
export async function lockAppeal(transaction: Transaction, id: AppealId): Promise<Appeal | null> {
  await transaction.$queryRaw`SELECT 1 FROM appeal WHERE id = ${id}::uuid FOR UPDATE`
  const row = await transaction.appeal.findUnique({ where: { id } })
  return row ? toAppeal(row) : null
}

export async function findAppeal(transaction: Transaction, id: AppealId): Promise<Appeal | null> {
  const row = await transaction.appeal.findUnique({ where: { id } })
  return row ? toAppeal(row) : null
}

export async function saveWithdrawal(transaction: Transaction, { id, withdrawnAt }: WithdrawnAppeal): Promise<void> {
  await transaction.appeal.update({ where: { id }, data: { state: 'withdrawn', withdrawnAt } })
}

export async function saveRuling(transaction: Transaction, { id, ruling, decidedBy, decidedAt }: DecidedAppeal): Promise<void> {
  await transaction.appeal.update({
    where: { id },
    data: {
      state: 'decided',
      outcome: ruling.outcome,
      remedy: ruling.outcome === 'granted' ? ruling.remedy : null,
      reason: ruling.reason,
      decidedBy,
      decidedAt,
    },
  })
}

/** Everyone who marked, confirmed or decided anything of this candidate, and whoever is tied to her. */
export async function listInvolved(transaction: Transaction, candidateId: CandidateId): Promise<AccountId[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT m.assessor_id AS id FROM attempt t JOIN marking_task k ON k.attempt_id = t.id JOIN mark m ON m.task_id = k.id WHERE t.candidate_id = ${candidateId}::uuid
    UNION SELECT r.confirmed_by FROM attempt t JOIN exam_result r ON r.attempt_id = t.id WHERE t.candidate_id = ${candidateId}::uuid AND r.confirmed_by IS NOT NULL
    UNION SELECT i.decided_by FROM plenary_item i WHERE i.candidate_id = ${candidateId}::uuid AND i.override_code IS NOT NULL
    UNION SELECT s.actor_id FROM eligibility_case v JOIN case_transition s ON s.case_id = v.id WHERE v.candidate_id = ${candidateId}::uuid
    UNION SELECT t.account_id FROM candidate c JOIN cadre_tie t ON t.cadre_id = c.cadre_id WHERE c.id = ${candidateId}::uuid`
  return rows.map((each) => z.object({ id: AccountId }).parse(each).id)
}

/** The attempt whose marks an appeal can ask to take back: the candidate's last one, when somebody marked in it. */
export async function findMarkedAttempt(transaction: Transaction, candidateId: CandidateId): Promise<AttemptId | null> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT t.id FROM attempt t WHERE t.candidate_id = ${candidateId}::uuid
      AND EXISTS (SELECT 1 FROM marking_task k WHERE k.attempt_id = t.id AND k.state = 'marked') ORDER BY t.started_at DESC LIMIT 1`
  return rows[0] === undefined ? null : z.object({ id: AttemptId }).parse(rows[0]).id
}

const ListedRow = z.object({
  id: AppealId,
  number: z.coerce.number().int(),
  kind: AppealKind,
  state: z.enum(['submitted', 'withdrawn', 'decided']),
  outcome: z.enum(['granted', 'rejected']).nullable(),
  remedy: z.enum(['mark-again', 'reopen-case']).nullable(),
  filed_at: z.coerce.date(),
  filed_by_staff: z.boolean(),
  decided_at: z.coerce.date().nullable(),
  remedied_at: z.coerce.date().nullable(),
  candidate_id: CandidateId,
  participant_number: z.string(),
  name: z.string(),
  urban_village_name: z.string(),
})
export type ListedAppeal = {
  readonly id: AppealId
  readonly number: number
  readonly kind: AppealKind
  readonly state: 'submitted' | 'withdrawn' | 'decided'
  readonly outcome: 'granted' | 'rejected' | null
  readonly remedy: 'mark-again' | 'reopen-case' | null
  readonly filedAt: Date
  readonly filedByStaff: boolean
  readonly decidedAt: Date | null
  /** When what was granted had been carried out. */
  readonly remediedAt: Date | null
  readonly candidateId: CandidateId
  readonly participantNumber: string
  readonly name: string
  readonly urbanVillageName: string
}

// A remedy is done when a result newer than the ruling is confirmed, or the reopened case is decided again.
const REMEDIED_AT = Prisma.sql`
  CASE p.remedy WHEN 'mark-again' THEN (
    SELECT min(r.confirmed_at) FROM attempt t JOIN exam_result r ON r.attempt_id = t.id
    WHERE t.candidate_id = p.candidate_id AND r.current AND r.state = 'confirmed' AND r.scored_at >= p.decided_at)
  WHEN 'reopen-case' THEN (
    SELECT v.state_since FROM eligibility_case v WHERE v.candidate_id = p.candidate_id AND v.state = 'verified' AND v.state_since > p.decided_at) END`

/** The register of a period, by number. */
export async function listAppeals(transaction: Transaction, scope: RegionScope, periodId: PeriodId): Promise<ListedAppeal[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT p.id, p.number, p.kind, p.state, p.outcome, p.remedy, p.filed_at, p.filed_by IS NOT NULL AS filed_by_staff, p.decided_at, ${REMEDIED_AT} AS remedied_at,
      p.candidate_id, c.participant_number, k.name, coalesce(g.name, k.urban_village_code) AS urban_village_name
    FROM appeal p JOIN announcement a ON a.id = p.announcement_id JOIN candidate c ON c.id = p.candidate_id JOIN cadre k ON k.id = c.cadre_id
      LEFT JOIN region g ON g.code = k.urban_village_code
    WHERE a.period_id = ${periodId}::uuid
      AND ${liesWithin(scope, Prisma.sql`k.urban_village_code`)}
    ORDER BY a.published_at, p.number`
  return rows.map((each) => {
    const row = ListedRow.parse(each)
    return {
      id: row.id,
      number: row.number,
      kind: row.kind,
      state: row.state,
      outcome: row.outcome,
      remedy: row.remedy,
      filedAt: row.filed_at,
      filedByStaff: row.filed_by_staff,
      decidedAt: row.decided_at,
      remediedAt: row.remedied_at,
      candidateId: row.candidate_id,
      participantNumber: row.participant_number,
      name: row.name,
      urbanVillageName: row.urban_village_name,
    }
  })
}

/** A candidate's own appeals, the newest first. */
export async function listOwnAppeals(transaction: Transaction, candidateId: CandidateId): Promise<Appeal[]> {
  const rows = await transaction.appeal.findMany({ where: { candidateId }, orderBy: { filedAt: 'desc' } })
  return rows.map(toAppeal)
}

export type AppealPerson = {
  readonly participantNumber: string
  readonly name: string
  readonly urbanVillageCode: string
  readonly urbanVillageName: string
}
const PersonRow = z.object({
  participant_number: z.string(),
  name: z.string(),
  urban_village_code: z.string(),
  urban_village_name: z.string(),
})

export async function findAppealPerson(transaction: Transaction, candidateId: CandidateId): Promise<AppealPerson | null> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT c.participant_number, k.name, k.urban_village_code, coalesce(g.name, k.urban_village_code) AS urban_village_name
    FROM candidate c JOIN cadre k ON k.id = c.cadre_id LEFT JOIN region g ON g.code = k.urban_village_code WHERE c.id = ${candidateId}::uuid`
  if (rows[0] === undefined) return null
  const row = PersonRow.parse(rows[0])
  return {
    participantNumber: row.participant_number,
    name: row.name,
    urbanVillageCode: row.urban_village_code,
    urbanVillageName: row.urban_village_name,
  }
}

/** By participant number, for writing down what a walk-in says. */
export async function findCandidateByNumber(transaction: Transaction, participantNumber: string): Promise<CandidateId | null> {
  const row = await transaction.candidate.findUnique({ where: { participantNumber }, select: { id: true } })
  return row ? CandidateId.parse(row.id) : null
}

export type AppealFile = {
  readonly id: string
  readonly appealId: AppealId
  readonly type: string
  readonly size: number
  readonly hash: string
  readonly storedAs: string
  readonly addedAt: Date
}

export async function insertAppealFile(transaction: Transaction, file: AppealFile): Promise<void> {
  await transaction.appealFile.create({ data: file })
}

export async function listAppealFiles(transaction: Transaction, appealId: AppealId): Promise<AppealFile[]> {
  const rows = await transaction.appealFile.findMany({ where: { appealId }, orderBy: { addedAt: 'asc' } })
  return rows.map((row) => ({ ...row, appealId: AppealId.parse(row.appealId) }))
}
