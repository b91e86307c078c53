import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { CompetencyFramework } from '#app/domain/roster/competency-framework.ts'
import { canonicalHash } from '#app/domain/shared/canonical-hash.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findFrameworkVersion, saveFramework } from './framework-store.server.ts'

export type LoadFrameworkRefusal = { readonly kind: 'forbidden' } | { readonly kind: 'framework-in-force'; readonly version: number }

/** Loads a version of a framework. A draft may be loaded again with changes; what is in force changes only as a new version. */
export function loadFramework(actor: Actor, framework: CompetencyFramework): Promise<Result<{ changed: boolean }, LoadFrameworkRefusal>> {
  return inTransaction<{ changed: boolean }, LoadFrameworkRefusal>(async (transaction) => {
    if (!may(actor, 'bank.author')) return refuse({ kind: 'forbidden' })
    const { code, version } = framework
    const stored = await findFrameworkVersion(transaction, code, version)
    const contentHash = canonicalHash(framework)
    if (stored !== null && canonicalHash(stored) === contentHash) return accept({ changed: false })
    if (stored?.status === 'in-force') return refuse({ kind: 'framework-in-force', version })
    await saveFramework(transaction, framework)
    await appendAuditEntry(transaction, {
      at: await databaseNow(transaction),
      by: actor,
      event: { kind: 'competency-framework.loaded', subject: code, detail: { version, contentHash } },
    })
    return accept({ changed: true })
  })
}
