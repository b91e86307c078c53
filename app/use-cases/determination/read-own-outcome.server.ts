import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { Eligibility } from '#app/domain/delivery/eligibility.ts'
import { type Appeal, mayFile } from '#app/domain/determination/appeal.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, reading } from '#app/platform/transaction.server.ts'
import { listOwnAppeals } from './appeal-store.server.ts'
import {
  findOwnAnnouncement,
  findOwnDetermination,
  findOwnEligibility,
  type OwnAnnouncement,
  type OwnDetermination,
} from './own-outcome-store.server.ts'

export type OwnOutcome = {
  readonly eligibility: Eligibility
  /** The provisional list with her own line; null before one is published. */
  readonly announcement: OwnAnnouncement | null
  /** Whether she can file an appeal now, or why not. */
  readonly filing: 'open' | 'not-announced' | 'window-closed' | 'already-open' | 'not-on-the-list'
  readonly appeals: readonly Appeal[]
  readonly determination: OwnDetermination | null
}

/** A candidate's own three outcomes, the window for appeals, and what became of hers; nothing of anybody else. */
export async function readOwnOutcome(actor: Actor): Promise<Result<OwnOutcome, { readonly kind: 'forbidden' }>> {
  if (actor.kind !== 'candidate' || !may(actor, 'appeal.file-own', { ownerCandidateId: actor.candidateId }))
    return refuse({ kind: 'forbidden' })
  return reading(async (transaction) => {
    const announcement = await findOwnAnnouncement(transaction, actor.candidateId)
    const appeals = await listOwnAppeals(transaction, actor.candidateId)
    return accept({
      eligibility: (await findOwnEligibility(transaction, actor.candidateId)) ?? 'unverified',
      announcement,
      filing: announcement === null ? 'not-announced' : filingOf(announcement, appeals, await databaseNow(transaction)),
      appeals,
      determination: await findOwnDetermination(transaction, actor.candidateId),
    })
  })
}

function filingOf({ publishedAt, closesAt, line }: OwnAnnouncement, appeals: readonly Appeal[], at: Date): OwnOutcome['filing'] {
  const hasOpenAppeal = appeals.some(({ state }) => state === 'submitted')
  const allowed = mayFile({ at, publishedAt, closesAt, onTheList: line !== null, hasOpenAppeal })
  return allowed.ok ? 'open' : allowed.refusal.kind
}
