import { z } from 'zod'
import { OverrideCode, Plenary, type PlenaryDecision, PlenaryState } from '#app/domain/determination/plenary.ts'
import type { AgendaShow } from '#app/domain/determination/plenary-form.ts'
import { Seat } from '#app/domain/determination/seat.ts'
import { ReasonCode } from '#app/domain/selection/selection-outcome.ts'
import { CalendarDay } from '#app/domain/shared/calendar.ts'
import { AccountId, CandidateId, PeriodId, PlenaryId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const PlenaryRow = z.object({
  id: PlenaryId,
  period_id: PeriodId,
  selection_run_id: z.uuid(),
  sequence: z.coerce.number().int(),
  held_on: CalendarDay,
  place: z.string(),
  state: PlenaryState,
  policy_version: z.coerce.number().int(),
  quorum_percent: z.coerce.number().int(),
  closed_at: z.coerce.date().nullable(),
  members: z.array(z.object({ accountId: AccountId, name: z.string(), present: z.boolean(), chair: z.boolean() })).nullable(),
})

export type StoredPlenary = Plenary & { readonly closedAt: Date | null }

const COLUMNS = Prisma.sql`
  p.id, p.period_id, p.selection_run_id, p.sequence, p.held_on::text AS held_on, p.place, p.state, p.policy_version, p.quorum_percent, p.closed_at,
  (SELECT jsonb_agg(jsonb_build_object('accountId', m.account_id, 'name', a.display_name, 'present', m.present, 'chair', m.chair) ORDER BY m.chair DESC, a.display_name)
    FROM plenary_member m JOIN account a ON a.id = m.account_id WHERE m.plenary_id = p.id) AS members`

function toPlenary(row: unknown): StoredPlenary {
  const { id, period_id, selection_run_id, sequence, held_on, place, state, policy_version, quorum_percent, closed_at, members } =
    PlenaryRow.parse(row)
  const plenary = Plenary.parse({
    id,
    periodId: period_id,
    selectionRunId: selection_run_id,
    sequence,
    heldOn: held_on,
    place,
    state,
    policyVersion: policy_version,
    quorumPercent: quorum_percent,
    members: members ?? [],
  })
  return { ...plenary, closedAt: closed_at }
}

export async function findPlenary(transaction: Transaction, id: PlenaryId): Promise<StoredPlenary | null> {
  const rows = await transaction.$queryRaw<unknown[]>`SELECT ${COLUMNS} FROM plenary p WHERE p.id = ${id}::uuid`
  return rows[0] === undefined ? null : toPlenary(rows[0])
}

/**
 * The plenary, held until the transaction ends: `decide` lets other decisions go on beside it and keeps the session from
 * closing, `change` waits for them and keeps new ones out.
 */
export async function holdPlenary(transaction: Transaction, id: PlenaryId, purpose: 'decide' | 'change'): Promise<StoredPlenary | null> {
  if (purpose === 'decide') await transaction.$queryRaw`SELECT 1 FROM plenary WHERE id = ${id}::uuid FOR SHARE`
  else await transaction.$queryRaw`SELECT 1 FROM plenary WHERE id = ${id}::uuid FOR UPDATE`
  return findPlenary(transaction, id)
}

export async function listPlenaries(transaction: Transaction, periodId: PeriodId): Promise<StoredPlenary[]> {
  const rows = await transaction.$queryRaw<
    unknown[]
  >`SELECT ${COLUMNS} FROM plenary p WHERE p.period_id = ${periodId}::uuid ORDER BY p.sequence DESC`
  return rows.map(toPlenary)
}

export type NewPlenary = Pick<
  Plenary,
  'id' | 'periodId' | 'selectionRunId' | 'sequence' | 'heldOn' | 'place' | 'policyVersion' | 'quorumPercent'
> & {
  readonly createdBy: AccountId
  readonly createdAt: Date
}

export async function insertPlenary(transaction: Transaction, { heldOn, ...plenary }: NewPlenary): Promise<void> {
  await transaction.plenary.create({ data: { ...plenary, heldOn: new Date(`${heldOn}T00:00:00Z`), state: 'preparing' } })
}

/** Sets who belongs to the session, who is there, and who leads it. */
export async function replaceMembers(
  transaction: Transaction,
  plenaryId: PlenaryId,
  members: readonly { readonly accountId: AccountId; readonly present: boolean; readonly chair: boolean }[],
): Promise<void> {
  await transaction.plenaryMember.deleteMany({ where: { plenaryId } })
  await transaction.plenaryMember.createMany({ data: members.map((member) => ({ plenaryId, ...member })) })
}

export async function setPlenaryState(
  transaction: Transaction,
  { id, state }: Pick<Plenary, 'id' | 'state'>,
  closing: { readonly by: AccountId; readonly at: Date } | null,
): Promise<void> {
  await transaction.plenary.update({ where: { id }, data: { state, closedBy: closing?.by ?? null, closedAt: closing?.at ?? null } })
}

export type AgendaFilter = {
  readonly urbanVillageCode?: string | undefined
  readonly show: AgendaShow
}

export type AgendaLine = {
  readonly candidateId: CandidateId
  readonly participantNumber: string
  readonly name: string
  readonly urbanVillageCode: string
  readonly urbanVillageName: string
  readonly competent: boolean
  readonly proposed: Seat
  readonly runOrder: number
  /** False for whoever stands behind the ranking: without a result, not eligible, below a threshold. */
  readonly ranked: boolean
  /** The run's reason for the proposal; null when the run keeps none. */
  readonly reason: ReasonCode | null
  readonly seat: Seat | null
  readonly override: { readonly code: OverrideCode; readonly basis: string } | null
}

const AgendaRow = z.object({
  candidate_id: CandidateId,
  participant_number: z.string(),
  name: z.string(),
  urban_village_code: z.string(),
  urban_village_name: z.string(),
  competent: z.boolean(),
  proposed: Seat,
  run_order: z.coerce.number().int(),
  ranked: z.boolean().nullable(),
  reason: ReasonCode.nullable(),
  seat: Seat.nullable(),
  override_code: OverrideCode.nullable(),
  override_basis: z.string().nullable(),
})

function toAgendaLine(each: unknown): AgendaLine {
  const row = AgendaRow.parse(each)
  return {
    candidateId: row.candidate_id,
    participantNumber: row.participant_number,
    name: row.name,
    urbanVillageCode: row.urban_village_code,
    urbanVillageName: row.urban_village_name,
    competent: row.competent,
    proposed: row.proposed,
    runOrder: row.run_order,
    ranked: row.ranked === true,
    reason: row.reason,
    seat: row.seat,
    override: row.override_code === null ? null : { code: row.override_code, basis: row.override_basis ?? '' },
  }
}

const AGENDA = Prisma.sql`
  SELECT i.candidate_id, c.participant_number, k.name, i.urban_village_code, coalesce(g.name, i.urban_village_code) AS urban_village_name,
    i.competent, i.proposed, i.run_order, i.seat, i.override_code, i.override_basis, o.ranked, o.content->'explanation'->>'code' AS reason
  FROM plenary_item i JOIN plenary p ON p.id = i.plenary_id
    LEFT JOIN selection_outcome o ON o.run_id = p.selection_run_id AND o.candidate_id = i.candidate_id
    JOIN candidate c ON c.id = i.candidate_id JOIN cadre k ON k.id = c.cadre_id LEFT JOIN region g ON g.code = i.urban_village_code`

/** The agenda by kelurahan and by the run's order. */
export async function listAgenda(
  transaction: Transaction,
  plenaryId: PlenaryId,
  filter: AgendaFilter,
  page: { readonly offset: number; readonly limit: number | null },
): Promise<AgendaLine[]> {
  const village = filter.urbanVillageCode ?? ''
  const rows = await transaction.$queryRaw<unknown[]>`${AGENDA}
    WHERE i.plenary_id = ${plenaryId}::uuid AND (${village}::text = '' OR i.urban_village_code = ${village}::text)
      AND CASE ${filter.show}::text WHEN 'undecided' THEN i.seat IS NULL WHEN 'overridden' THEN i.override_code IS NOT NULL
        WHEN 'all' THEN TRUE ELSE coalesce(i.seat, i.proposed) = ${filter.show}::text END
    ORDER BY i.urban_village_code, i.run_order, c.participant_number OFFSET ${page.offset} LIMIT ${page.limit}`
  return rows.map(toAgendaLine)
}

export async function findAgendaLine(transaction: Transaction, plenaryId: PlenaryId, candidateId: CandidateId): Promise<AgendaLine | null> {
  const rows = await transaction.$queryRaw<
    unknown[]
  >`${AGENDA} WHERE i.plenary_id = ${plenaryId}::uuid AND i.candidate_id = ${candidateId}::uuid`
  return rows[0] === undefined ? null : toAgendaLine(rows[0])
}

export async function saveDecision(
  transaction: Transaction,
  plenaryId: PlenaryId,
  { candidateId, seat, override }: PlenaryDecision,
  by: { readonly accountId: AccountId; readonly at: Date },
): Promise<void> {
  await transaction.plenaryItem.update({
    where: { plenaryId_candidateId: { plenaryId, candidateId } },
    data: { seat, overrideCode: override?.code ?? null, overrideBasis: override?.basis ?? null, decidedBy: by.accountId, decidedAt: by.at },
  })
}

/** Decides everybody who is still open as the run proposes, in one kelurahan or in all; answers how many. */
export async function adoptProposals(
  transaction: Transaction,
  plenaryId: PlenaryId,
  urbanVillageCode: string | null,
  by: { readonly accountId: AccountId; readonly at: Date },
): Promise<number> {
  return transaction.$executeRaw`
    UPDATE plenary_item SET seat = proposed, decided_by = ${by.accountId}::uuid, decided_at = ${by.at}
    WHERE plenary_id = ${plenaryId}::uuid AND seat IS NULL AND (${urbanVillageCode}::text IS NULL OR urban_village_code = ${urbanVillageCode}::text)`
}

export type VillageSeats = {
  readonly urbanVillageCode: string
  readonly urbanVillageName: string
  readonly quota: number
  readonly candidates: number
  readonly undecided: number
  readonly selected: number
  readonly reserve: number
  readonly overridden: number
}

const SeatsRow = z.object({
  urban_village_code: z.string(),
  urban_village_name: z.string(),
  quota: z.coerce.number().int(),
  candidates: z.coerce.number().int(),
  undecided: z.coerce.number().int(),
  selected: z.coerce.number().int(),
  reserve: z.coerce.number().int(),
  overridden: z.coerce.number().int(),
})

/** How each kelurahan of the agenda stands. */
export async function countSeats(transaction: Transaction, plenaryId: PlenaryId): Promise<VillageSeats[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT v.code AS urban_village_code, coalesce(g.name, v.code) AS urban_village_name, coalesce(q.quota, 0) AS quota,
      count(i.candidate_id) AS candidates, count(i.candidate_id) FILTER (WHERE i.seat IS NULL) AS undecided,
      count(*) FILTER (WHERE i.seat = 'selected') AS selected, count(*) FILTER (WHERE i.seat = 'reserve') AS reserve,
      count(*) FILTER (WHERE i.override_code IS NOT NULL) AS overridden
    FROM (SELECT urban_village_code AS code FROM plenary_item WHERE plenary_id = ${plenaryId}::uuid
      UNION SELECT urban_village_code FROM plenary_quota WHERE plenary_id = ${plenaryId}::uuid) v
      LEFT JOIN plenary_quota q ON q.plenary_id = ${plenaryId}::uuid AND q.urban_village_code = v.code
      LEFT JOIN plenary_item i ON i.plenary_id = ${plenaryId}::uuid AND i.urban_village_code = v.code
      LEFT JOIN region g ON g.code = v.code
    GROUP BY v.code, g.name, q.quota ORDER BY v.code`
  return rows.map((each) => {
    const row = SeatsRow.parse(each)
    return {
      urbanVillageCode: row.urban_village_code,
      urbanVillageName: row.urban_village_name,
      quota: row.quota,
      candidates: row.candidates,
      undecided: row.undecided,
      selected: row.selected,
      reserve: row.reserve,
      overridden: row.overridden,
    }
  })
}

/** Accounts that may sit in a plenary. */
export async function listPlenaryAccounts(transaction: Transaction): Promise<{ accountId: AccountId; name: string }[]> {
  const rows = await transaction.account.findMany({
    where: { active: true, grants: { some: { role: 'plenary-member' } } },
    select: { id: true, displayName: true },
    orderBy: [{ displayName: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ id, displayName }) => ({ accountId: AccountId.parse(id), name: displayName }))
}
