import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { EligibilityCaseId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import type { TieRelation } from '#app/domain/verification/tie.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findCase, insertTie } from './case-store.server.ts'

/** Somebody says that this is her own case or a relative's. It is never taken back, and from now on others take the steps. */
export function declareTie(
  actor: Actor,
  caseId: EligibilityCaseId,
  relation: TieRelation,
): Promise<Result<{ kind: 'declared' | 'already-declared' }, { kind: 'not-found' }>> {
  return inTransaction<{ kind: 'declared' | 'already-declared' }, { kind: 'not-found' }>(async (transaction) => {
    const scope = scopeFor(actor, 'verification.read')
    const current = scope && (await findCase(transaction, scope, caseId))
    if (actor.kind !== 'staff' || current === null) return refuse({ kind: 'not-found' })
    const at = await databaseNow(transaction)
    const { accountId } = actor
    const isNew = await insertTie(transaction, { accountId, cadreId: current.cadreId, relation, declaredBy: accountId, declaredAt: at })
    if (!isNew) return accept({ kind: 'already-declared' })
    await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'cadre-tie.declared', subject: caseId, detail: { relation } } })
    return accept({ kind: 'declared' })
  })
}
