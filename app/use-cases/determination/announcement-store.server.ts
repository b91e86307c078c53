import { z } from 'zod'
import { Announcement } from '#app/domain/determination/announcement.ts'
import { type DecidedSeat, ListedOutcome } from '#app/domain/determination/seat.ts'
import type { AnnouncementId, PeriodId, PlenaryId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

/** An announcement without its list: thousands of lines are read only where they are shown. */
export type StoredAnnouncement = Announcement & { readonly contentHash: string }
export type AnnouncedList = StoredAnnouncement & { readonly outcomes: readonly ListedOutcome[] }

const WITHOUT_LIST = { outcomes: true } as const

type Row = {
  id: string
  periodId: string
  plenaryId: string
  number: string
  contentHash: string
  preparedBy: string
  preparedAt: Date
  publishedBy: string | null
  publishedAt: Date | null
  closesAt: Date | null
  holidaysKnown: boolean | null
}

function toAnnouncement({ contentHash, publishedBy, publishedAt, closesAt, holidaysKnown, ...row }: Row): StoredAnnouncement {
  const publication = publishedBy === null ? null : { by: publishedBy, at: publishedAt, closesAt, holidaysKnown }
  return { ...Announcement.parse({ ...row, publication }), contentHash }
}

export async function insertAnnouncement(transaction: Transaction, announcement: AnnouncedList): Promise<void> {
  const { publication: _none, outcomes, ...data } = announcement
  await transaction.announcement.create({ data: { ...data, outcomes: [...outcomes] } })
}

export async function findAnnouncedList(transaction: Transaction, id: AnnouncementId): Promise<AnnouncedList | null> {
  const row = await transaction.announcement.findUnique({ where: { id } })
  return row ? { ...toAnnouncement(row), outcomes: z.array(ListedOutcome).parse(row.outcomes) } : null
}

export async function findAnnouncement(transaction: Transaction, id: AnnouncementId): Promise<StoredAnnouncement | null> {
  const row = await transaction.announcement.findUnique({ where: { id }, omit: WITHOUT_LIST })
  return row ? toAnnouncement(row) : null
}

export async function findAnnouncementOf(transaction: Transaction, plenaryId: PlenaryId): Promise<StoredAnnouncement | null> {
  const row = await transaction.announcement.findUnique({ where: { plenaryId }, omit: WITHOUT_LIST })
  return row ? toAnnouncement(row) : null
}

/** All of a period, the newest first. */
export async function findAnnouncementsOfPeriod(transaction: Transaction, periodId: PeriodId): Promise<StoredAnnouncement[]> {
  const rows = await transaction.announcement.findMany({ where: { periodId }, orderBy: { preparedAt: 'desc' }, omit: WITHOUT_LIST })
  return rows.map(toAnnouncement)
}

/** False when somebody else published it meanwhile. */
export async function savePublication(transaction: Transaction, { id, publication }: Announcement): Promise<boolean> {
  if (publication === null) throw new Error('a publication has who and when')
  const { count } = await transaction.announcement.updateMany({
    where: { id, publishedAt: null },
    data: {
      publishedBy: publication.by,
      publishedAt: publication.at,
      closesAt: publication.closesAt,
      holidaysKnown: publication.holidaysKnown,
    },
  })
  return count === 1
}

const ListedRow = z.object({
  id: z.uuid(),
  number: z.string(),
  published_at: z.coerce.date(),
  closes_at: z.coerce.date(),
  period_name: z.string(),
})
export type ListedAnnouncement = {
  readonly id: string
  readonly number: string
  readonly publishedAt: Date
  readonly closesAt: Date
  readonly periodName: string
}

/** Every published list, the newest first: for anyone. */
export async function listPublished(transaction: Transaction): Promise<ListedAnnouncement[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT a.id, a.number, a.published_at, a.closes_at, p.name AS period_name FROM announcement a JOIN assessment_period p ON p.id = a.period_id
    WHERE a.published_at IS NOT NULL ORDER BY a.published_at DESC LIMIT 50`
  return rows.map((each) => {
    const row = ListedRow.parse(each)
    return { id: row.id, number: row.number, publishedAt: row.published_at, closesAt: row.closes_at, periodName: row.period_name }
  })
}

const OutcomeRow = z.object({
  candidate_id: z.uuid(),
  participant_number: z.string(),
  name: z.string(),
  urban_village_code: z.string(),
  urban_village_name: z.string(),
  competent: z.boolean(),
  seat: ListedOutcome.shape.seat,
  run_order: z.coerce.number().int(),
  moved: z.boolean(),
})

/** What a closed plenary decided, person by person, by kelurahan and the run's order. */
export async function listDecided(transaction: Transaction, plenaryId: PlenaryId): Promise<DecidedSeat[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT i.candidate_id, c.participant_number, k.name, i.urban_village_code, coalesce(g.name, i.urban_village_code) AS urban_village_name,
      i.competent, i.seat, i.run_order, i.override_code IS NOT NULL AS moved
    FROM plenary_item i JOIN candidate c ON c.id = i.candidate_id JOIN cadre k ON k.id = c.cadre_id LEFT JOIN region g ON g.code = i.urban_village_code
    WHERE i.plenary_id = ${plenaryId}::uuid ORDER BY i.urban_village_code, i.run_order, c.participant_number`
  return rows.map((each) => {
    const row = OutcomeRow.parse(each)
    return {
      candidateId: row.candidate_id,
      participantNumber: row.participant_number,
      name: row.name,
      urbanVillageCode: row.urban_village_code,
      urbanVillageName: row.urban_village_name,
      competent: row.competent,
      seat: row.seat,
      order: row.run_order,
      moved: row.moved,
    }
  })
}
