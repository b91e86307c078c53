import type { Actor } from '#app/domain/access/actor.ts'
import { accept } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { deleteSession } from './session-store.server.ts'

export function signOut(actor: Actor, sessionIdHash: string) {
  return inTransaction(async (transaction) => {
    await deleteSession(transaction, sessionIdHash)
    if (actor.kind !== 'staff' && actor.kind !== 'candidate') return accept(null)
    const subject = actor.kind === 'staff' ? actor.accountId : actor.candidateId
    await appendAuditEntry(transaction, { at: await databaseNow(transaction), by: actor, event: { kind: 'session.ended', subject } })
    return accept(null)
  })
}
