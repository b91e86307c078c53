import { appealWindow } from '#app/domain/determination/announcement.ts'
import type { AnnouncementId, PeriodId } from '#app/domain/shared/id.ts'
import { accept } from '#app/domain/shared/result.ts'
import { inTransaction } from '#app/platform/transaction.server.ts'
import { findAnnouncement, savePublication } from '#app/use-cases/determination/announcement-store.server.ts'
import { approvePeriodDetermination, prepareDetermination } from '#app/use-cases/determination/determine-period.server.ts'
import { adoptList, closePlenarySession, openPlenarySession } from '#app/use-cases/determination/hold-plenary.server.ts'
import { preparePlenary, setPlenaryMembers } from '#app/use-cases/determination/prepare-plenary.server.ts'
import { prepareAnnouncement } from '#app/use-cases/determination/publish-announcement.server.ts'
import { listPeriodPlenaries } from '#app/use-cases/determination/read-plenary.server.ts'
import { done, type StaffActor } from './actors.ts'
import { advanceTo } from './programme.ts'

type People = { readonly analyst: StaffActor; readonly approver: StaffActor; readonly chair: StaffActor; readonly member: StaffActor }

/** A plenary that adopts the approved list, an announcement whose window is long over, and the decree. From marking to the end. */
export async function determineDemoPeriod(periodId: PeriodId, year: number, { analyst, approver, chair, member }: People): Promise<void> {
  await advanceTo(analyst, periodId, 'marking', 'plenary')
  const { runs } = await done(listPeriodPlenaries(analyst, periodId))
  const [run] = runs
  if (run === undefined) throw new Error('the demo has an approved selection before its plenary')
  const { plenaryId } = await done(
    preparePlenary(analyst, periodId, { selectionRunId: run.id, heldOn: `${year}-12-01`, place: 'Aula DP3AP2KB (peragaan)' }),
  )
  const members = [chair.accountId, member.accountId]
  await done(setPlenaryMembers(analyst, plenaryId, { member: members, present: members, chair: chair.accountId }))
  await done(openPlenarySession(chair, plenaryId))
  await done(adoptList(chair, plenaryId, null))
  await done(closePlenarySession(chair, plenaryId))
  const { id } = await done(prepareAnnouncement(analyst, plenaryId, { number: `400/PERAGAAN/${year}` }))
  await publishInThePast(id, approver, new Date(`${year}-12-02T02:00:00Z`))
  await advanceTo(analyst, periodId, 'plenary', 'announcement')
  const decree = {
    decreeNumber: `400.2/Kep.PERAGAAN/${year}`,
    decreeDay: `${year}-12-15`,
    signerOffice: 'Wali Kota Cilegon (peragaan)',
    signerName: 'Nama Rekaan',
  }
  const determination = await done(prepareDetermination(analyst, periodId, decree))
  await done(approvePeriodDetermination(approver, determination.id))
  await advanceTo(analyst, periodId, 'determined', 'closed')
}

/** Publishing takes the present moment; the demo's list was published when its period ended. */
async function publishInThePast(id: AnnouncementId, approver: StaffActor, at: Date) {
  await done(
    inTransaction(async (transaction) => {
      const announcement = await findAnnouncement(transaction, id)
      if (announcement === null) throw new Error('the announcement was prepared')
      const { closesAt, holidaysKnown } = appealWindow(at, 3, new Set())
      await savePublication(transaction, { ...announcement, publication: { by: approver.accountId, at, closesAt, holidaysKnown } })
      return accept(null)
    }),
  )
}
