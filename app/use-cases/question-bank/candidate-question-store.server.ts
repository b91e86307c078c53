import { QuestionBody } from '#app/domain/question-bank/question.ts'
import { QuestionVersionId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

/** What candidates may see of these question versions. The key's column is not read. */
export async function findQuestionBodies(
  transaction: Transaction,
  ids: readonly QuestionVersionId[],
): Promise<Map<QuestionVersionId, QuestionBody>> {
  const rows = await transaction.questionVersion.findMany({ where: { id: { in: [...ids] } }, select: { id: true, body: true } })
  return new Map(rows.map((row) => [QuestionVersionId.parse(row.id), QuestionBody.parse(row.body)]))
}
