import type { Actor } from '#app/domain/access/actor.ts'
import { differencesOf, type EntryFault, readEntry, settledAnswers } from '#app/domain/delivery/paper-entry.ts'
import { decideEntry, type EntryRefusal } from '#app/domain/delivery/paper-mode.ts'
import { isEmpty } from '#app/domain/question-bank/answering.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findPaperEntries, insertPaperAnswers, insertPaperEntry } from '../delivery/paper-store.server.ts'
import { scoreLocked } from '../scoring/score-attempt.server.ts'
import { lockAttempt } from '../scoring/score-input-store.server.ts'
import { findPaperSheet, type SheetPlace } from './find-paper-sheet.server.ts'

export type KeyInRefusal =
  | EntryRefusal
  | { readonly kind: 'not-found' }
  | { readonly kind: 'faults'; readonly faults: ReadonlyMap<number, EntryFault> }
/** What comes after an entry: the second one, somebody to settle differences, or nothing more. */
export type KeyedIn = { readonly next: 'second-entry' | 'differences' | 'ready' }

/**
 * One of two people keys a sheet in, blind to the other. Where both read the same everywhere, the answers count at once and the
 * exam is scored. The trail says who, which of the two and how many answers, never which.
 */
export function keyInSheet(actor: Actor, place: SheetPlace, typedAt: (position: number) => string): Promise<Result<KeyedIn, KeyInRefusal>> {
  return inTransaction<KeyedIn, KeyInRefusal>(async (transaction) => {
    const attempt = await lockAttempt(transaction, place.attemptId)
    const sheet = await findPaperSheet(actor, transaction, 'paper-entry.record', place)
    if (attempt === null || sheet === null || actor.kind !== 'staff') return refuse({ kind: 'not-found' })
    const { seat, questions } = sheet
    const decided = decideEntry(seat, actor.accountId)
    if (!decided.ok) return decided
    const read = readEntry(questions, typedAt)
    if (!read.ok) return read
    const [ordinal, answers] = [decided.value, read.value]
    const at = await databaseNow(transaction)
    const [first] = await findPaperEntries(transaction, attempt.id)
    await insertPaperEntry(transaction, { attemptId: attempt.id, ordinal, answers, enteredBy: actor.accountId, enteredAt: at })
    const differences = first === undefined ? null : differencesOf(questions, first, answers).length
    const settled = first === undefined ? null : settledAnswers(questions, first, answers, new Map())
    if (settled?.ok) {
      await insertPaperAnswers(transaction, attempt.id, settled.value, { by: null, at })
      await scoreLocked(actor, transaction, [attempt])
    }
    const answered = Object.values(answers).filter((value) => !isEmpty(value)).length
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'paper.keyed-in', subject: attempt.id, detail: { entry: ordinal, answered, differences } },
    })
    return accept({ next: differences === null ? 'second-entry' : differences > 0 ? 'differences' : 'ready' })
  })
}
