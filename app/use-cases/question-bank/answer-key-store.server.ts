import { z } from 'zod'
import { AnswerKey } from '#app/domain/question-bank/question.ts'
import { QuestionVersionId } from '#app/domain/shared/id.ts'
import type { SqlTransaction } from '#app/platform/transaction.server.ts'

const KeyRow = z.object({ id: QuestionVersionId, answer_key: AnswerKey })

/** The keys of these question versions: for scoring and for markers, never for anything that a candidate's page loads. */
export async function findAnswerKeys(
  transaction: SqlTransaction,
  ids: readonly QuestionVersionId[],
): Promise<Map<QuestionVersionId, AnswerKey>> {
  const rows = await transaction.$queryRaw`SELECT id, answer_key FROM question_version WHERE id = ANY(${[...ids]}::uuid[])`
  return new Map(rows.map((row) => KeyRow.parse(row)).map((row) => [row.id, row.answer_key]))
}
