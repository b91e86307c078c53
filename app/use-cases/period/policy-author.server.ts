import type { Actor } from '#app/domain/access/actor.ts'

/** How a policy version names whoever made it: an account's id, or the name of a job. */
export function changedBy(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return actor.accountId
    case 'system':
      return actor.job
    case 'candidate':
    case 'anonymous':
      throw new Error(`a policy is not changed by ${actor.kind}`)
  }
}
