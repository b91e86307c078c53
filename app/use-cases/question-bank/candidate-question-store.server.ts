import { z } from 'zod'
import { QuestionBody } from '#app/domain/question-bank/question.ts'
import { QuestionVersionId } from '#app/domain/shared/id.ts'
import type { SqlTransaction } from '#app/platform/transaction.server.ts'

const BodyRow = z.object({ id: QuestionVersionId, body: QuestionBody })

/** What candidates may see of these question versions. The key's column is not read. */
export async function findQuestionBodies(
  transaction: SqlTransaction,
  ids: readonly QuestionVersionId[],
): Promise<Map<QuestionVersionId, QuestionBody>> {
  const rows = await transaction.$queryRaw`SELECT id, body FROM question_version WHERE id = ANY(${[...ids]}::uuid[])`
  return new Map(rows.map((row) => BodyRow.parse(row)).map((row) => [row.id, row.body]))
}
