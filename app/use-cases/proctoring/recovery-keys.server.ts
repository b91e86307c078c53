import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { listRecoveryKeys, recoveryKey, rotateRecoveryKey } from '#app/platform/recovery-key.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'

type Refusal = { readonly kind: 'forbidden' }

/** The names of the keys to which recovery files are sealed, the one in use first; made where there is none yet. */
export async function namesOfRecoveryKeys(actor: Actor): Promise<Result<readonly string[], Refusal>> {
  if (!may(actor, 'signing-key.manage')) return refuse({ kind: 'forbidden' })
  await recoveryKey()
  return accept(await listRecoveryKeys())
}

/** Devices seal to another key from now on, once their page is loaded anew; what was sealed before still opens. */
export async function replaceRecoveryKey(actor: Actor): Promise<Result<{ readonly kid: string }, Refusal>> {
  if (!may(actor, 'signing-key.manage')) return refuse({ kind: 'forbidden' })
  const { kid } = await rotateRecoveryKey()
  return inTransaction<{ readonly kid: string }, Refusal>(async (transaction) => {
    const at = await databaseNow(transaction)
    await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'recovery-key.rotated', subject: kid } })
    return accept({ kid })
  })
}
