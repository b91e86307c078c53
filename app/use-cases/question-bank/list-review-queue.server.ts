import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { authorsSincePublished, personBehind } from '#app/domain/question-bank/question-version.ts'
import type { ServiceField } from '#app/domain/roster/service-field.ts'
import type { BankId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findQuestionsInReview, namesOf, type StoredVersion } from './question-store.server.ts'

export type QueuedVersion = StoredVersion & {
  readonly key: string
  readonly authorName: string
  readonly isOwn: boolean
  readonly needsNote: boolean
}

/** Every version that waits for a reviewer, the longest wait first. What the reader wrote is there and marked. */
export function listReviewQueue(
  actor: Actor,
  filter: { readonly bankId?: BankId | undefined; readonly field?: ServiceField | undefined } = {},
): Promise<Result<readonly QueuedVersion[], { readonly kind: 'forbidden' }>> {
  return reading(async (transaction) => {
    if (!may(actor, 'bank.review')) return refuse({ kind: 'forbidden' })
    const questions = await findQuestionsInReview(transaction, filter)
    const nameOf = await namesOf(
      transaction,
      questions.flatMap(({ versions }) => versions.map(({ authoredBy }) => authoredBy)),
    )
    const queue = questions.flatMap(({ key, versions }) =>
      versions
        .filter(({ status }) => status === 'in-review')
        .map((version) => ({
          ...version,
          key,
          authorName: nameOf(version.authoredBy),
          isOwn: authorsSincePublished(versions).has(personBehind(actor)),
          needsNote: version.content.documentation.fileReview === 'in-review',
        })),
    )
    return accept(queue.sort((left, right) => left.createdAt.getTime() - right.createdAt.getTime()))
  })
}
