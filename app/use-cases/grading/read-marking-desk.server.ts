import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { QuestionBody, Rubric } from '#app/domain/question-bank/question.ts'
import type { MarkingTaskId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findAnswerKeys } from '../question-bank/answer-key-store.server.ts'
import { findQuestionBodies } from '../question-bank/candidate-question-store.server.ts'
import { countMarking, findAssignedTask, findMarker } from './marking-store.server.ts'

/** One response as a marker may see it: no name, number, kelurahan, attempt or automatic score. */
export type MarkingSheet = {
  readonly taskId: MarkingTaskId
  readonly lockVersion: number
  readonly question: Pick<QuestionBody, 'stem' | 'media'>
  readonly response: string
  readonly rubric: Rubric
  readonly modelAnswer: string
}
export type MarkingDesk = { readonly left: number; readonly marked: number; readonly sheet: MarkingSheet | null }

/** How much is left for this marker, and the response on their desk, if one is. */
export function readMarkingDesk(actor: Actor): Promise<Result<MarkingDesk, { kind: 'forbidden' }>> {
  return reading(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'marking.mark')) return refuse({ kind: 'forbidden' })
    const marker = await findMarker(transaction, actor.accountId)
    const counts = await countMarking(transaction, marker)
    const view = await findAssignedTask(transaction, marker)
    if (view === null) return accept({ ...counts, sheet: null })
    const key = (await findAnswerKeys(transaction, [view.questionVersionId])).get(view.questionVersionId)
    const body = (await findQuestionBodies(transaction, [view.questionVersionId])).get(view.questionVersionId)
    if (key?.kind !== 'essay' || body === undefined) throw new Error(`task ${view.taskId} is about a question that nobody marks`)
    const { taskId, lockVersion, response } = view
    return accept({
      ...counts,
      sheet: {
        taskId,
        lockVersion,
        question: { stem: body.stem, media: body.media },
        response,
        rubric: key.rubric,
        modelAnswer: key.modelAnswer,
      },
    })
  })
}
