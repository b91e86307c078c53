import { Determination } from '#app/domain/determination/determination.ts'
import type { DeterminationId, PeriodId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

type Row = {
  id: string
  periodId: string
  plenaryId: string
  content: unknown
  contentHash: string
  preparedBy: string
  preparedAt: Date
  approvedBy: string | null
  approvedAt: Date | null
}

function toDetermination({ approvedBy, approvedAt, ...row }: Row): Determination {
  return Determination.parse({ ...row, approval: approvedBy === null ? null : { by: approvedBy, at: approvedAt } })
}

export async function insertDetermination(transaction: Transaction, { approval: _none, ...determination }: Determination): Promise<void> {
  await transaction.determination.create({ data: { ...determination, plenaryId: determination.content.plenary.id } })
}

export async function findDetermination(transaction: Transaction, id: DeterminationId): Promise<Determination | null> {
  const row = await transaction.determination.findUnique({ where: { id } })
  return row ? toDetermination(row) : null
}

/** The approved one, or the newest that waits; null while nobody prepared any. */
export async function findDeterminationOf(transaction: Transaction, periodId: PeriodId): Promise<Determination | null> {
  const row = await transaction.determination.findFirst({
    where: { periodId },
    orderBy: [{ approvedAt: { sort: 'desc', nulls: 'last' } }, { preparedAt: 'desc' }],
  })
  return row ? toDetermination(row) : null
}

/** Takes back what waits for approval: a newer list is prepared instead. */
export async function deleteUnapproved(transaction: Transaction, periodId: PeriodId): Promise<void> {
  await transaction.determination.deleteMany({ where: { periodId, approvedAt: null } })
}

/** Approves it and writes one row a person; false when somebody else was faster. */
export async function saveApproval(transaction: Transaction, { id, content, approval }: Determination): Promise<boolean> {
  if (approval === null) throw new Error('an approval has who and when')
  const { count } = await transaction.determination.updateMany({
    where: { id, approvedAt: null },
    data: { approvedBy: approval.by, approvedAt: approval.at },
  })
  if (count !== 1) return false
  await transaction.determinedOutcome.createMany({
    data: content.outcomes.map(({ candidateId, urbanVillageCode, competent, seat, reserveRank }) => ({
      determinationId: id,
      candidateId,
      urbanVillageCode,
      competent,
      seat,
      reserveRank,
    })),
  })
  return true
}
