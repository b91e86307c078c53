import type { Actor } from '#app/domain/access/actor.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { createSession } from '#app/use-cases/access/session-store.server.ts'
import { newSessionId, sessionHeader } from '#app/web/session.server.ts'

/** The cookie of a browser in which this actor is signed in, with a session of its own; null for who is not. */
export async function cookieOf(actor: Actor): Promise<string | null> {
  if (actor.kind !== 'staff' && actor.kind !== 'candidate') return null
  const session = newSessionId()
  const at = new Date()
  const expiresAt = new Date(at.getTime() + 3_600_000)
  const owner =
    actor.kind === 'staff'
      ? ({ kind: 'staff', accountId: actor.accountId } as const)
      : ({ kind: 'candidate', candidateId: actor.candidateId } as const)
  const deviceKey = actor.kind === 'candidate' ? actor.deviceKey : 'device'
  await reading((transaction) => createSession(transaction, { idHash: session.idHash, owner, deviceKey, at, expiresAt }))
  return (await sessionHeader(session.id, expiresAt)).split(';')[0] ?? null
}
