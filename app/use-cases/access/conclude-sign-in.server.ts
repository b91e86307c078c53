import type { Actor } from '#app/domain/access/actor.ts'
import { type SignInRefusal, THROTTLE } from '#app/domain/access/sign-in.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { blockedSeconds, clearFailures, countFailure } from './credential-store.server.ts'
import { createSession, type NewSession } from './session-store.server.ts'

/** What failures are counted under: the person at this address, and the address itself. */
export type ThrottleKeys = { readonly account: string; readonly address: string }

type Opening = Pick<NewSession, 'idHash' | 'owner' | 'deviceKey'> & { readonly seconds: number }

export function secondsToWait(_actor: Actor, keys: ThrottleKeys): Promise<number> {
  return reading(async (transaction) =>
    Math.max(await blockedSeconds(transaction, keys.account), await blockedSeconds(transaction, keys.address)),
  )
}

/** The count and its entry are committed although the sign-in is refused. */
export async function refuseSignIn(actor: Actor, keys: ThrottleKeys, subject: string | null): Promise<Result<never, SignInRefusal>> {
  await inTransaction(async (transaction) => {
    await countFailure(transaction, keys.account, THROTTLE.account.limit, THROTTLE.account.windowSeconds)
    await countFailure(transaction, keys.address, THROTTLE.address.limit, THROTTLE.address.windowSeconds)
    await appendAuditEntry(transaction, {
      at: await databaseNow(transaction),
      by: actor,
      event: { kind: 'session.refused', subject: subject ?? 'unknown' },
    })
    return accept(null)
  })
  return refuse({ kind: 'wrong-credentials' })
}

export function openSession(
  actor: Actor,
  keys: ThrottleKeys,
  { seconds, ...session }: Opening,
): Promise<Result<{ expiresAt: Date }, never>> {
  const subject = session.owner.kind === 'staff' ? session.owner.accountId : session.owner.candidateId
  return inTransaction(async (transaction) => {
    const at = await databaseNow(transaction)
    const expiresAt = new Date(at.getTime() + seconds * 1000)
    await clearFailures(transaction, keys.account)
    await createSession(transaction, { ...session, at, expiresAt })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'session.started', subject, detail: { kind: session.owner.kind } },
    })
    return accept({ expiresAt })
  })
}
