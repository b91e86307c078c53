import { type Actor, ANONYMOUS } from '#app/domain/access/actor.ts'
import { STAFF_IDLE_SECONDS } from '#app/domain/access/sign-in.ts'
import { now } from '#app/platform/clock.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findSession, touchSession } from './session-store.server.ts'

/** Who holds this session. The last-seen time is written at most once a minute. */
export async function findActor(_actor: Actor, sessionIdHash: string): Promise<Actor> {
  const session = await findSession(sessionIdHash, STAFF_IDLE_SECONDS)
  if (session === null) return ANONYMOUS
  if (now().getTime() - session.lastSeenAt.getTime() > 60_000) await reading((transaction) => touchSession(transaction, sessionIdHash))
  return session.actor
}
