import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { CertificateBatchId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { isBsreConfigured } from '#app/platform/signer/bsre-signer.server.ts'
import { reading, type Transaction } from '#app/platform/transaction.server.ts'
import { type Batch, countIssuances, findBatch, type IssuanceCounts, listBatches } from './issuance-store.server.ts'

type Refusal = { readonly kind: 'forbidden' | 'not-found' }
export type BatchOverview = Batch & { readonly counts: IssuanceCounts; readonly all: number; readonly through: number }

const NEWEST = 50

/** The newest batches with how far each is. */
export async function browseBatches(actor: Actor): Promise<Result<readonly BatchOverview[], Refusal>> {
  if (!may(actor, 'certificate.read')) return refuse({ kind: 'forbidden' })
  return reading(async (transaction) => accept(await overviewsOf(transaction, await listBatches(transaction, NEWEST))))
}

/** One batch, step by step. */
export async function readBatch(actor: Actor, batchId: CertificateBatchId): Promise<Result<BatchOverview, Refusal>> {
  if (!may(actor, 'certificate.read')) return refuse({ kind: 'forbidden' })
  return reading(async (transaction) => {
    const batch = await findBatch(transaction, batchId)
    const [overview] = batch === null ? [] : await overviewsOf(transaction, [batch])
    return overview === undefined ? refuse({ kind: 'not-found' as const }) : accept(overview)
  })
}

/** Who can sign here: the provider only where its client is configured. */
export function signersHere(actor: Actor): readonly ('local-key' | 'bsre' | 'none')[] {
  if (!may(actor, 'certificate.read')) return []
  return isBsreConfigured() ? ['local-key', 'bsre', 'none'] : ['local-key', 'none']
}

async function overviewsOf(transaction: Transaction, batches: readonly Batch[]): Promise<BatchOverview[]> {
  const counts = await countIssuances(
    transaction,
    batches.map(({ id }) => id),
  )
  return batches.flatMap((batch) => {
    const found = counts.get(batch.id)
    if (found === undefined) return []
    const all = Object.values(found).reduce((sum, count) => sum + count, 0)
    return [{ ...batch, counts: found, all, through: found.published + found.refused }]
  })
}
