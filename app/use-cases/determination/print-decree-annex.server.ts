import { orderOf } from '#app/documents/press.server.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { Determination } from '#app/domain/determination/determination.ts'
import { canonicalHash } from '#app/domain/shared/canonical-hash.ts'
import type { DeterminationId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { pressAside } from '#app/platform/press-thread.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { determinationPaperWords } from '#app/text/determination-papers.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findDetermination } from './determination-store.server.ts'

export type AnnexKind = 'pdf' | 'xlsx'
type Printed = { readonly fileName: string; readonly bytes: Uint8Array }
type Refusal = { readonly kind: 'not-found' | 'altered' }

/** The decree's annex from its frozen content, as paper or table; it names people, so the trail keeps who took it out. */
export async function printDecreeAnnex(
  actor: Actor,
  id: DeterminationId,
  { kind, paper }: { readonly kind: AnnexKind; readonly paper: 'A4' | 'F4' },
): Promise<Result<Printed, Refusal>> {
  const recorded = await inTransaction<Determination, Refusal>(async (transaction) => {
    if (!may(actor, 'determination.read')) return refuse({ kind: 'not-found' })
    const determination = await findDetermination(transaction, id)
    if (determination === null) return refuse({ kind: 'not-found' })
    if (canonicalHash(determination.content) !== determination.contentHash) return refuse({ kind: 'altered' })
    await appendAuditEntry(transaction, {
      at: await databaseNow(transaction),
      by: actor,
      event: {
        kind: 'decree-annex.printed',
        subject: id,
        detail: { as: kind, people: determination.content.outcomes.length, approved: determination.approval !== null },
      },
    })
    return accept(determination)
  })
  if (!recorded.ok) return recorded
  const annex = { ...recorded.value, approvedAt: recorded.value.approval?.at ?? null }
  const { demo } = environment()
  const order = kind === 'pdf' ? orderOf('decree-annex', annex, { paper, demo }) : orderOf('decree-annex-workbook', annex, { demo })
  return accept({ fileName: `${determinationPaperWords.id.annex.fileName}.${kind}`, bytes: await pressAside(order) })
}
