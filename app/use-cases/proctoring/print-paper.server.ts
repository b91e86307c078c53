import { orderOf } from '#app/documents/press.server.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import type { PaperQuestion } from '#app/domain/delivery/candidate-paper.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { pressAside } from '#app/platform/press-thread.server.ts'
import { databaseNow, inTransaction, reading, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findStoredPicture, type Picture } from '../question-bank/picture-store.server.ts'
import { findPaperSheet, type SheetPlace } from './find-paper-sheet.server.ts'

export type PaperName = 'question-booklet' | 'answer-sheet'
type Refusal = { readonly kind: 'not-found' | 'void' }
type Printed = { readonly fileName: string; readonly bytes: Uint8Array }

const FILE_NAMES: Record<PaperName, string> = { 'question-booklet': 'naskah-soal', 'answer-sheet': 'lembar-jawaban' }

/** One of the two papers of somebody whose exam was begun on paper. That it was taken out of the app stands in the trail. */
export async function printPaper(actor: Actor, place: SheetPlace, paper: PaperName): Promise<Result<Printed, Refusal>> {
  const found = await reading(async (transaction) => {
    const sheet = await findPaperSheet(actor, transaction, 'paper-entry.record', place)
    if (sheet === null) return null
    return { ...sheet, pictures: await picturesOf(transaction, sheet.questions), at: await databaseNow(transaction) }
  })
  if (found === null) return refuse({ kind: 'not-found' })
  const { session, seat, questions, pictures, at } = found
  if (seat.isVoid) return refuse({ kind: 'void' })
  const { demo, origin } = environment()
  const head = {
    examTitle: session.examTitle,
    session: session.label,
    venue: session.venueName,
    name: seat.name,
    participantNumber: seat.participantNumber,
    startedAt: seat.startedAt ?? at,
    deadline: seat.deadline ?? at,
    isLarge: seat.means.includes('large-text'),
    code: place.attemptId.slice(0, 8).toUpperCase(),
    demo,
    at,
  }
  const address = `${origin}/proctor/sessions/${place.examSessionId}/paper/${place.attemptId}`
  const bytes =
    paper === 'question-booklet'
      ? await pressAside(orderOf('question-booklet', { ...head, questions, pictures }))
      : await pressAside(orderOf('answer-sheet', { ...head, questions, address }))
  return inTransaction<Printed, Refusal>(async (transaction) => {
    await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'paper.printed', subject: place.attemptId, detail: { paper } } })
    return accept({ fileName: `${FILE_NAMES[paper]}-${place.attemptId.slice(0, 8)}.pdf`, bytes })
  })
}

async function picturesOf(transaction: Transaction, questions: readonly PaperQuestion[]): Promise<Picture[]> {
  const hashes = new Set(questions.flatMap(({ body }) => (body.media === null ? [] : [body.media.hash])))
  const pictures: Picture[] = []
  for (const hash of hashes) {
    const picture = await findStoredPicture(transaction, hash)
    if (picture !== null) pictures.push(picture)
  }
  return pictures
}
