import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { Permission } from '#app/domain/access/permission.ts'
import { layOutQuestions, type PaperQuestion } from '#app/domain/delivery/candidate-paper.ts'
import type { AttemptId, ExamSessionId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'
import { findLayout } from '../delivery/attempt-store.server.ts'
import { findListedSession, type ListedSession } from '../delivery/exam-session-store.server.ts'
import { formQuestions } from '../delivery/form-questions-store.server.ts'
import { listPaperSeats, type PaperSeat } from '../delivery/paper-store.server.ts'

export type SheetPlace = { readonly examSessionId: ExamSessionId; readonly attemptId: AttemptId }
export type PaperSheet = {
  readonly session: ListedSession
  readonly seat: PaperSeat
  /** As they stand on this candidate's paper. No key is read. */
  readonly questions: readonly PaperQuestion[]
}

/** An exam on paper in a session within the reach of the permission; null otherwise. */
export async function findPaperSheet(
  actor: Actor,
  transaction: Transaction,
  permission: Permission,
  { examSessionId, attemptId }: SheetPlace,
): Promise<PaperSheet | null> {
  const scope = scopeFor(actor, permission)
  const session = scope && (await findListedSession(transaction, scope, examSessionId))
  if (scope === null || session === null) return null
  const [seat] = await listPaperSeats(transaction, scope, examSessionId, attemptId)
  if (seat === undefined || seat.formId === null) return null
  const { content, bodies } = await formQuestions(transaction, seat.formId)
  return { session, seat, questions: layOutQuestions(content, await findLayout(transaction, attemptId), bodies) }
}
