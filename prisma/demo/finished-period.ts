import { CadreId, CandidateId, type ExamId, ExamSessionId, type PeriodId, VenueId } from '#app/domain/shared/id.ts'
import { accept } from '#app/domain/shared/result.ts'
import { newUuid, randomToken } from '#app/platform/random.server.ts'
import { inTransaction, reading, type Transaction } from '#app/platform/transaction.server.ts'
import { registerCandidates } from '#app/use-cases/delivery/register-candidates.server.ts'
import { latestPolicy } from '#app/use-cases/period/period-store.server.ts'
import { done, type StaffActor } from './actors.ts'
import type { Officers } from './officers.ts'
import { numberFor, type Sitter, sitExam } from './sat-exam.ts'
import { verifyWholePeriod } from './verification.ts'

const HOUR = 60 * 60 * 1000

type Village = { readonly code: string; readonly name: string }
type PlannedRoom = {
  readonly examId: ExamId
  readonly village: Village
  readonly label: string
  readonly opensAt: Date
  readonly hours: number
  readonly capacity: number
  readonly state: 'planned' | 'closed'
}

export function listVillages(): Promise<Village[]> {
  return reading((transaction) =>
    transaction.region.findMany({ where: { level: 'kelurahan' }, orderBy: { code: 'asc' }, select: { code: true, name: true } }),
  )
}

/** A room in a kelurahan and a session in it. Written directly: a demo's session may lie in the past. */
export async function insertRoom(transaction: Transaction, room: PlannedRoom): Promise<ExamSessionId> {
  const venueId = VenueId.parse(newUuid())
  const id = ExamSessionId.parse(newUuid())
  await transaction.venue.create({
    data: {
      id: venueId,
      name: `Aula Kelurahan ${room.village.name}`,
      address: `Kantor Kelurahan ${room.village.name}, Kota Cilegon (peragaan)`,
      regionCode: room.village.code,
      capacity: room.capacity,
    },
  })
  const hardClose = new Date(room.opensAt.getTime() + room.hours * HOUR)
  await transaction.examSession.create({
    data: {
      id,
      examId: room.examId,
      venueId,
      label: room.label,
      opensAt: room.opensAt,
      latestStart: new Date(hardClose.getTime() - HOUR),
      hardClose,
      capacity: room.capacity,
      state: room.state,
      accessToken: randomToken(6),
    },
  })
  return id
}

/** Everybody of the roster was found eligible and sat the exam in her own kelurahan; essays are marked and results confirmed. */
export async function sitWholePeriod(
  periodId: PeriodId,
  examId: ExamId,
  {
    analyst,
    markers,
    verifier,
    officers,
    day,
  }: { analyst: StaffActor; markers: readonly StaffActor[]; verifier: StaffActor; officers: Officers; day: Date },
) {
  const villages = await listVillages()
  await done(
    registerCandidates(
      analyst,
      periodId,
      villages.map(({ code }) => code),
    ),
  )
  await verifyWholePeriod(periodId, officers, verifier, day)
  const policy = await reading((transaction) => latestPolicy(transaction, periodId))
  for (const [index, village] of villages.entries()) {
    const opensAt = new Date(day.getTime() + (index % 3) * 4 * HOUR)
    await inTransaction(async (transaction) => {
      const session = await insertRoom(transaction, {
        examId,
        village,
        label: `Sesi ${(index % 3) + 1}`,
        opensAt,
        hours: 3,
        capacity: 150,
        state: 'closed',
      })
      const sitters = await seat(transaction, { periodId, villageCode: village.code, session, opensAt, most: 150 })
      const marker = ({ urbanVillageCode }: Sitter) => pickMarker(markers, urbanVillageCode)
      await sitExam(transaction, { examId, limitMinutes: policy.settings.limitMinutes, policy, sitters, marker, confirmer: verifier })
      return accept(null)
    })
  }
}

/** Seats the eligible candidates of a kelurahan and admits them, each starting within five minutes of the opening. */
export async function seat(
  transaction: Transaction,
  {
    periodId,
    villageCode,
    session,
    opensAt,
    most,
  }: { periodId: PeriodId; villageCode: string; session: ExamSessionId; opensAt: Date; most: number },
): Promise<Sitter[]> {
  const rows = await transaction.$queryRaw<{ id: string; cadre_id: string }[]>`
    SELECT c.id, c.cadre_id FROM candidate c JOIN cadre k ON k.id = c.cadre_id
    WHERE c.period_id = ${periodId}::uuid AND k.urban_village_code = ${villageCode} AND c.exam_session_id IS NULL AND c.eligibility = 'eligible' ORDER BY c.participant_number LIMIT ${most}`
  await transaction.candidate.updateMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    data: { examSessionId: session, admittedAt: opensAt, cardMadeAt: opensAt },
  })
  return rows.map((row) => ({
    candidateId: CandidateId.parse(row.id),
    cadreId: CadreId.parse(row.cadre_id),
    urbanVillageCode: villageCode,
    examSessionId: session,
    startedAt: new Date(opensAt.getTime() + numberFor(row.id, 300) * 1000),
  }))
}

/** Nobody marks an answer from the kelurahan where she lives. */
function pickMarker(markers: readonly StaffActor[], villageCode: string): StaffActor {
  const [first, second] = markers
  if (!first || !second) throw new Error('the demo has two assessors')
  return villageCode.startsWith('36.72.01') ? second : first
}
