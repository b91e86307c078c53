import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import type { PaperQuestion } from '#app/domain/delivery/candidate-paper.ts'
import { differencesOf, typedAs } from '#app/domain/delivery/paper-entry.ts'
import { decideEntry, decideSettling, type PaperStage, paperStage } from '#app/domain/delivery/paper-mode.ts'
import type { ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findListedSession, type ListedSession } from '../delivery/exam-session-store.server.ts'
import { findPaperEntries, listPaperSeats, type PaperSeat } from '../delivery/paper-store.server.ts'
import { findPaperSheet, type SheetPlace } from './find-paper-sheet.server.ts'

type NotFound = { readonly kind: 'not-found' }
export type PapersOfSession = {
  readonly session: ListedSession
  readonly seats: readonly (PaperSeat & { readonly stage: PaperStage })[]
  /** Whether the reader begins exams on paper and takes sheets in. */
  readonly mayLead: boolean
}

/** Everybody who sits on paper in a session, and how far each sheet is. */
export function readPapers(actor: Actor, examSessionId: ExamSessionId): Promise<Result<PapersOfSession, NotFound>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'paper-entry.record')
    const session = scope && (await findListedSession(transaction, scope, examSessionId))
    if (scope === null || session === null) return refuse({ kind: 'not-found' as const })
    const seats = await listPaperSeats(transaction, scope, examSessionId)
    return accept({
      session,
      seats: seats.map((seat) => ({ ...seat, stage: paperStage(seat) })),
      mayLead: may(actor, 'exam-session.proctor', { regionCode: session.regionCode }),
    })
  })
}

export type Difference = PaperQuestion & { readonly first: string; readonly second: string }
/** What this reader can do about a sheet now. Who keys in gets no answer of anybody else; only who settles does. */
export type SheetTask =
  | { readonly kind: 'key-in'; readonly entry: 1 | 2; readonly questions: readonly PaperQuestion[] }
  | { readonly kind: 'settle'; readonly differences: readonly Difference[] }
  | { readonly kind: 'nothing'; readonly why: 'not-handed-in' | 'void' | 'second-person' | 'third-person' | 'ready' }

export function readSheet(
  actor: Actor,
  place: SheetPlace,
): Promise<Result<{ readonly session: ListedSession; readonly seat: PaperSeat; readonly task: SheetTask }, NotFound>> {
  return reading(async (transaction) => {
    const sheet = await findPaperSheet(actor, transaction, 'paper-entry.record', place)
    if (sheet === null || actor.kind !== 'staff') return refuse({ kind: 'not-found' as const })
    const { session, seat, questions } = sheet
    const entry = decideEntry(seat, actor.accountId)
    if (entry.ok) return accept({ session, seat, task: { kind: 'key-in' as const, entry: entry.value, questions } })
    if (decideSettling(seat, actor.accountId).ok) {
      const [first, second] = await findPaperEntries(transaction, place.attemptId)
      if (first === undefined || second === undefined) throw new Error('a sheet with differences has two entries')
      const differences = differencesOf(questions, first, second).map((question) => {
        const said = (answers: typeof first) => {
          const value = answers[String(question.position)]
          return value === undefined ? '' : typedAs(question.body, value)
        }
        return { ...question, first: said(first), second: said(second) }
      })
      return accept({ session, seat, task: { kind: 'settle' as const, differences } })
    }
    return accept({ session, seat, task: { kind: 'nothing' as const, why: whyNothing(paperStage(seat)) } })
  })
}

function whyNothing(stage: PaperStage): Extract<SheetTask, { kind: 'nothing' }>['why'] {
  switch (stage) {
    case 'planned':
    case 'writing':
      return 'not-handed-in'
    case 'void':
      return 'void'
    case 'first-entry':
    case 'second-entry':
      return 'second-person'
    case 'differences':
      return 'third-person'
    case 'ready':
      return 'ready'
  }
}
