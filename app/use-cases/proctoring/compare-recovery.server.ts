import type { Actor } from '#app/domain/access/actor.ts'
import type { Attempt } from '#app/domain/delivery/attempt.ts'
import { weighLateEvent } from '#app/domain/delivery/late-evidence.ts'
import {
  type ComparedEvent,
  compareEvents,
  differenceOf,
  type QuestionDifference,
  type RecoveredEvent,
} from '#app/domain/delivery/recovery-file.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import { receiptTime } from '#app/platform/receipt.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'
import { findHeldEvents } from '../delivery/recovered-answer-store.server.ts'
import { policyOfVersion } from '../period/period-store.server.ts'

export type RecoveryComparison = {
  readonly events: readonly ComparedEvent[]
  readonly difference: readonly QuestionDifference[]
  /** The last contact with the server that the file proves; null when it proves none. */
  readonly lastContact: Date | null
}

/** What a file's events change about an attempt as it stands now. The page, the decision and the upload look at the same. */
export async function compareRecovery(
  _actor: Actor,
  transaction: Transaction,
  { attempt, periodId, events, uploadedAt }: { attempt: Attempt; periodId: PeriodId; events: readonly RecoveredEvent[]; uploadedAt: Date },
): Promise<RecoveryComparison> {
  const { settings } = await policyOfVersion(transaction, periodId, attempt.policyVersion)
  const held = await findHeldEvents(transaction, attempt.id)
  const effectiveEnd = attempt.status === 'closed' ? attempt.effectiveEnd : null
  const ending = { deadline: attempt.deadline, graceSeconds: attempt.graceSeconds, effectiveEnd }
  const provenAt = ({ evidence }: RecoveredEvent) => (evidence?.receipt ? receiptTime(attempt.id, evidence.receipt) : null)
  const compared = compareEvents(events, held, ending, (event) =>
    weighLateEvent({ evidence: event.evidence, receiptAt: provenAt(event), receivedAt: uploadedAt }, ending, settings.lateEvidenceMinutes),
  )
  const lastContact = events.map(provenAt).reduce((last, at) => (at !== null && (last === null || at > last) ? at : last), null)
  return { events: compared, difference: differenceOf(compared, held), lastContact }
}
