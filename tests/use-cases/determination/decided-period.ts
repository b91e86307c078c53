import { randomUUID } from 'node:crypto'
import type { Seat } from '#app/domain/determination/seat.ts'
import { sharedReason } from '#app/domain/selection/selection-outcome.ts'
import type { AccountId, CandidateId, PeriodId } from '#app/domain/shared/id.ts'
import { reading } from '#app/platform/transaction.server.ts'

export type ProposedPerson = {
  readonly candidateId: CandidateId
  readonly urbanVillageCode: string
  readonly outcome: Seat
  readonly rank: number
}

const EXPLANATION = sharedReason('quota-full', { ranked: 3, quota: 1 })

/** An approved run with this list and these quotas, as the selection leaves it. */
export async function makeApprovedRun(
  periodId: PeriodId,
  people: readonly ProposedPerson[],
  quotas: Readonly<Record<string, number>>,
  by: { readonly proposer: AccountId; readonly approver: AccountId },
): Promise<string> {
  const id = randomUUID()
  const at = new Date()
  await reading(async (transaction) => {
    const number = (await transaction.selectionRun.count({ where: { periodId } })) + 1
    await transaction.selectionRun.create({
      data: {
        id,
        periodId,
        number,
        state: 'draft',
        inputs: '{}',
        inputsHash: 'a'.repeat(64),
        sealedHash: 'b'.repeat(64),
        resultHash: 'c'.repeat(64),
        summary: {},
        createdBy: by.proposer,
        createdAt: at,
      },
    })
    await transaction.selectionQuota.createMany({
      data: Object.entries(quotas).map(([urbanVillageCode, quota]) => {
        const inside = people.filter((person) => person.urbanVillageCode === urbanVillageCode)
        return {
          runId: id,
          urbanVillageCode,
          quota,
          selected: inside.filter(({ outcome }) => outcome === 'selected').length,
          reserve: inside.filter(({ outcome }) => outcome === 'reserve').length,
          figures: {},
        }
      }),
    })
    await transaction.selectionOutcome.createMany({
      data: people.map(({ candidateId, urbanVillageCode, outcome, rank }) => ({
        runId: id,
        candidateId,
        urbanVillageCode,
        outcome,
        rank,
        ranked: outcome !== 'not-selected',
        seat: outcome === 'selected' ? 'general' : null,
        content: { participantNumber: '26-000000', score: null, explanation: EXPLANATION },
      })),
    })
    await transaction.selectionRun.update({ where: { id }, data: { state: 'proposed', proposedBy: by.proposer, proposedAt: at } })
    await transaction.selectionRun.updateMany({ where: { periodId, state: 'approved' }, data: { state: 'superseded' } })
    await transaction.selectionRun.update({ where: { id }, data: { state: 'approved', approvedBy: by.approver, approvedAt: at } })
  })
  return id
}

/** Lets the window of a published list be over: time alone does it in life, and the database lets nobody change it otherwise. */
export async function endAppealWindow(announcementId: string): Promise<void> {
  await reading(async (transaction) => {
    await transaction.$executeRaw`ALTER TABLE announcement DISABLE TRIGGER announcement_stays`
    await transaction.$executeRaw`UPDATE announcement SET closes_at = clock_timestamp() - interval '1 second' WHERE id = ${announcementId}::uuid`
    await transaction.$executeRaw`ALTER TABLE announcement ENABLE TRIGGER announcement_stays`
  })
}
