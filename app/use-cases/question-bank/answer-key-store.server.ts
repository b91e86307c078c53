import { AnswerKey } from '#app/domain/question-bank/question.ts'
import { QuestionVersionId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

/** The keys of these question versions: for scoring and for markers, never for anything that a candidate's page loads. */
export async function findAnswerKeys(
  transaction: Transaction,
  ids: readonly QuestionVersionId[],
): Promise<Map<QuestionVersionId, AnswerKey>> {
  const rows = await transaction.questionVersion.findMany({ where: { id: { in: [...ids] } }, select: { id: true, answerKey: true } })
  return new Map(rows.map((row) => [QuestionVersionId.parse(row.id), AnswerKey.parse(row.answerKey)]))
}
