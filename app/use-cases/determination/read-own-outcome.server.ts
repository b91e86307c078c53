import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { Eligibility } from '#app/domain/delivery/eligibility.ts'
import { type Appeal, mayFile } from '#app/domain/determination/appeal.ts'
import type { OverrideCode } from '#app/domain/determination/plenary.ts'
import type { SelectionOutcome } from '#app/domain/selection/selection-outcome.ts'
import type { AnnouncementId, CandidateId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, reading, type Transaction } from '#app/platform/transaction.server.ts'
import { findOutcome } from '../selection/selection-run-store.server.ts'
import { type AppealFile, listAppealFiles, listOwnAppeals } from './appeal-store.server.ts'
import {
  findOwnAnnouncement,
  findOwnDecision,
  findOwnDetermination,
  findOwnEligibility,
  type OwnAnnouncement,
  type OwnDetermination,
} from './own-outcome-store.server.ts'

/** The calculation's reason, or the code of the plenary that departed from it. */
export type OwnReason =
  | { readonly kind: 'proposal'; readonly outcome: SelectionOutcome }
  | { readonly kind: 'override'; readonly code: OverrideCode }

export type OwnOutcome = {
  readonly eligibility: Eligibility
  /** The provisional list with her own line; null before one is published. */
  readonly announcement: OwnAnnouncement | null
  /** Whether she can file an appeal now, or why not. */
  readonly filing: 'open' | 'not-announced' | 'window-closed' | 'already-open' | 'not-on-the-list'
  readonly appeals: readonly (Appeal & { readonly files: readonly AppealFile[] })[]
  /** Why her line of the list says what it says; null without a line. */
  readonly why: OwnReason | null
  readonly determination: OwnDetermination | null
}

/** A candidate's own three outcomes, the window for appeals, and what became of hers; nothing of anybody else. */
export async function readOwnOutcome(actor: Actor): Promise<Result<OwnOutcome, { readonly kind: 'forbidden' }>> {
  if (actor.kind !== 'candidate' || !may(actor, 'appeal.file-own', { ownerCandidateId: actor.candidateId }))
    return refuse({ kind: 'forbidden' })
  return reading(async (transaction) => {
    const announcement = await findOwnAnnouncement(transaction, actor.candidateId)
    const appeals: (Appeal & { files: AppealFile[] })[] = []
    for (const appeal of await listOwnAppeals(transaction, actor.candidateId))
      appeals.push({ ...appeal, files: await listAppealFiles(transaction, appeal.id) })
    return accept({
      eligibility: (await findOwnEligibility(transaction, actor.candidateId)) ?? 'unverified',
      announcement,
      filing: announcement === null ? 'not-announced' : filingOf(announcement, appeals, await databaseNow(transaction)),
      appeals,
      why: announcement === null ? null : await reasonOf(transaction, announcement.id, actor.candidateId),
      determination: await findOwnDetermination(transaction, actor.candidateId),
    })
  })
}

async function reasonOf(transaction: Transaction, announcementId: AnnouncementId, candidateId: CandidateId): Promise<OwnReason | null> {
  const decision = await findOwnDecision(transaction, announcementId, candidateId)
  if (decision === null) return null
  if (decision.override !== null) return { kind: 'override', code: decision.override }
  const outcome = await findOutcome(transaction, decision.runId, candidateId)
  return outcome === null ? null : { kind: 'proposal', outcome }
}

function filingOf({ publishedAt, closesAt, line }: OwnAnnouncement, appeals: readonly Appeal[], at: Date): OwnOutcome['filing'] {
  const hasOpenAppeal = appeals.some(({ state }) => state === 'submitted')
  const allowed = mayFile({ at, publishedAt, closesAt, onTheList: line !== null, hasOpenAppeal })
  return allowed.ok ? 'open' : allowed.refusal.kind
}
