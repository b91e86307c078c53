import type { Actor } from '#app/domain/access/actor.ts'
import { differencesOf, type EntryFault, type Reading, readTyped, settledAnswers } from '#app/domain/delivery/paper-entry.ts'
import { decideSettling, type SettleRefusal } from '#app/domain/delivery/paper-mode.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findPaperEntries, insertPaperAnswers } from '../delivery/paper-store.server.ts'
import { scoreLocked } from '../scoring/score-attempt.server.ts'
import { lockAttempt } from '../scoring/score-input-store.server.ts'
import { findPaperSheet, type SheetPlace } from './find-paper-sheet.server.ts'

/** What a form says about one difference; `typed` counts only where neither reading is right. */
export type Settling = { readonly from: string; readonly typed: string }
export type SettleFault = EntryFault | 'choose'
export type SettleSheetRefusal =
  | SettleRefusal
  | { readonly kind: 'not-found' }
  | { readonly kind: 'faults'; readonly faults: ReadonlyMap<number, SettleFault> }

/**
 * A third person looks at the paper and settles every difference between the two entries. From here on the answers count, and
 * the exam is scored. The trail says how many differences there were and whose reading stood, never an answer.
 */
export function settleSheet(
  actor: Actor,
  place: SheetPlace,
  settlingAt: (position: number) => Settling,
): Promise<Result<{ readonly settled: number }, SettleSheetRefusal>> {
  return inTransaction<{ readonly settled: number }, SettleSheetRefusal>(async (transaction) => {
    const attempt = await lockAttempt(transaction, place.attemptId)
    const sheet = await findPaperSheet(actor, transaction, 'paper-entry.record', place)
    if (attempt === null || sheet === null || actor.kind !== 'staff') return refuse({ kind: 'not-found' })
    const decided = decideSettling(sheet.seat, actor.accountId)
    if (!decided.ok) return decided
    const [first, second] = await findPaperEntries(transaction, attempt.id)
    if (first === undefined || second === undefined) throw new Error('a sheet with differences has two entries')
    const faults = new Map<number, SettleFault>()
    const readings = new Map<number, Reading>()
    for (const { position, body } of differencesOf(sheet.questions, first, second)) {
      const { from, typed } = settlingAt(position)
      if (from === 'first' || from === 'second') readings.set(position, { from })
      else if (from === 'reread') {
        const read = readTyped(body, typed)
        if (read.ok) readings.set(position, { from, value: read.value })
        else faults.set(position, read.refusal)
      } else faults.set(position, 'choose')
    }
    if (faults.size > 0) return refuse({ kind: 'faults', faults })
    const settled = settledAnswers(sheet.questions, first, second, readings)
    if (!settled.ok) throw new Error('every difference was read')
    const at = await databaseNow(transaction)
    await insertPaperAnswers(transaction, attempt.id, settled.value, { by: actor.accountId, at })
    await scoreLocked(actor, transaction, [attempt])
    const stood = (origin: string) => settled.value.filter((answer) => answer.origin === origin).length
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'paper.settled',
        subject: attempt.id,
        detail: { differences: readings.size, first: stood('first'), second: stood('second'), reread: stood('reread') },
      },
    })
    return accept({ settled: readings.size })
  })
}
