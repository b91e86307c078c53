import { orderOf } from '#app/documents/press.server.ts'
import type { RecapRow } from '#app/documents/score-recap.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'
import type { ExamId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { pressAside } from '#app/platform/press-thread.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { recapWords } from '#app/text/score-recap.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { type ExamWithResults, listExamsWithResults } from './distribution-store.server.ts'
import type { RecapRefusal } from './read-score-recap.server.ts'
import { listRecap } from './recap-store.server.ts'

type Recorded = { readonly exam: ExamWithResults; readonly rows: readonly RecapRow[]; readonly at: Date }

/** Every person's result of an exam as Excel. The export is recorded, with how many people it names, before it is handed out. */
export async function exportScoreRecap(
  actor: Actor,
  examId: ExamId | null,
  locale: Locale,
): Promise<Result<{ readonly bytes: Uint8Array; readonly fileName: string }, RecapRefusal>> {
  const recorded = await inTransaction<Recorded, RecapRefusal>(async (transaction) => {
    const scope = scopeFor(actor, 'result.read')
    if (scope === null) return refuse({ kind: 'forbidden' })
    const exams = await listExamsWithResults(transaction)
    const exam = examId === null ? exams[0] : exams.find(({ id }) => id === examId)
    if (exam === undefined) return refuse({ kind: 'not-found' })
    const rows = await listRecap(transaction, scope, exam.id)
    const at = await databaseNow(transaction)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'score-recap.exported', subject: exam.id, detail: { people: rows.length } },
    })
    return accept({ exam, rows, at })
  })
  if (!recorded.ok) return recorded
  const { exam, rows, at } = recorded.value
  const title = `${recapWords[locale].title} · ${exam.title} · ${exam.periodName}`
  const bytes = await pressAside(orderOf('score-recap-workbook', { title, rows, at, demo: environment().demo, locale }))
  return accept({ bytes, fileName: `${recapWords[locale].fileName}.xlsx` })
}
