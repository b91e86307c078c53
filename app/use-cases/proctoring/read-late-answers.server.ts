import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import { lastMoment } from '#app/domain/delivery/late-evidence.ts'
import type { AttemptId, ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findLayout } from '../delivery/attempt-store.server.ts'
import { findListedSession, type ListedSession } from '../delivery/exam-session-store.server.ts'
import { type LateRow, listLateAnswers } from './late-answer-store.server.ts'

/** All that came late of one candidate. */
export type LateSheet = Pick<LateRow, 'attemptId' | 'name' | 'participantNumber' | 'isVoid'> & {
  /** By which moment an answer must have been made, and whether the exam was handed in or ended before its time was over. */
  readonly end: { readonly at: Date; readonly isEarly: boolean }
  readonly waiting: number
  readonly mayDecide: boolean
  /** `number`: the question's place on this candidate's screen. */
  readonly rows: readonly (LateRow & { readonly number: number })[]
}

/** What came late or from another device in a session, by candidate, and what became of it. No answer is shown: its moment is judged. */
export function readLateAnswers(
  actor: Actor,
  examSessionId: ExamSessionId,
): Promise<Result<{ readonly session: ListedSession; readonly sheets: readonly LateSheet[] }, { readonly kind: 'not-found' }>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.read')
    const session = scope && (await findListedSession(transaction, scope, examSessionId))
    if (scope === null || session === null) return refuse({ kind: 'not-found' as const })
    const decides = scopeFor(actor, 'room-act.decide') !== null
    const byAttempt = new Map<AttemptId, LateRow[]>()
    for (const row of await listLateAnswers(transaction, scope, examSessionId)) {
      byAttempt.set(row.attemptId, [...(byAttempt.get(row.attemptId) ?? []), row])
    }
    const sheets: LateSheet[] = []
    for (const [attemptId, rows] of byAttempt) {
      const [first] = rows
      if (first === undefined) continue
      const { order } = await findLayout(transaction, attemptId)
      const waiting = rows.filter(({ state }) => state === 'waiting').length
      const { name, participantNumber, isVoid, deadline, effectiveEnd } = first
      const numbered = rows.map((row) => ({ ...row, number: order.indexOf(row.position) + 1 }))
      sheets.push({
        attemptId,
        name,
        participantNumber,
        isVoid,
        end: { at: lastMoment(first), isEarly: effectiveEnd !== null && effectiveEnd < deadline },
        waiting,
        mayDecide: decides && waiting > 0 && !isVoid,
        rows: numbered,
      })
    }
    return accept({ session, sheets })
  })
}
