import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { countOpen } from './answer-store.server.ts'

/** Attempts under way, for whoever watches the machines. */
export async function countOpenAttempts(actor: Actor): Promise<number> {
  if (!may(actor, 'exam-session.read')) return 0
  return countOpen()
}
