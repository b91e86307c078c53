import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { fitResponse, type Standing } from '#app/domain/delivery/answer-events.ts'
import type { ResponseValue } from '#app/domain/question-bank/response.ts'
import type { AttemptId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { inTransaction } from '#app/platform/transaction.server.ts'
import { findAnswerSheet, highestSeq, judgeEvents } from './answer-store.server.ts'
import { lockAttempt } from './attempt-store.server.ts'

type FormAnswer = {
  readonly attemptId: AttemptId
  readonly leaseEpoch: number
  readonly position: number
  readonly value: ResponseValue
  readonly doubtful: boolean
}

type Refusal = { readonly kind: 'not-found' | 'bad-input' | 'paused' }

/** Saves one question that was posted as a form. A form has no queue, so the server numbers the event. */
export async function saveFormAnswer(
  actor: Actor,
  { attemptId, leaseEpoch, position, value, doubtful }: FormAnswer,
): Promise<Result<{ standing: Standing }, Refusal>> {
  const sheet = await findAnswerSheet(attemptId)
  if (actor.kind !== 'candidate' || sheet === null || !may(actor, 'attempt.take', { ownerCandidateId: sheet.candidateId }))
    return refuse({ kind: 'not-found' })
  const rule = sheet.rules.get(position)
  const fitting = rule === undefined ? null : fitResponse(value, rule)
  if (fitting === null) return refuse({ kind: 'bad-input' })
  return inTransaction<{ standing: Standing }, Refusal>(async (transaction) => {
    await lockAttempt(transaction, attemptId)
    const seq = (await highestSeq(transaction, attemptId, leaseEpoch)) + 1
    const saved = await judgeEvents(transaction, attemptId, { leaseEpoch, deviceKey: actor.deviceKey }, [
      { seq, position, value: fitting, doubtful, clientWall: null },
    ])
    const standing = saved.acks[0]?.standing
    // What an old device sends is kept as a conflict, whatever the clock does.
    if (standing === undefined && saved.status === 'paused') return refuse({ kind: 'paused' })
    if (standing !== 'accepted' && standing !== 'late' && standing !== 'conflict')
      throw new Error(`a numbered event came back as ${standing}`)
    return accept({ standing })
  })
}
