import { orderOf } from '#app/documents/press.server.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { CandidateId, ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { hashPassword } from '#app/platform/password.server.ts'
import { pressAside } from '#app/platform/press-thread.server.ts'
import { randomDigits } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { listSeatedCandidates, type SeatedCandidate, saveCards } from './candidate-store.server.ts'
import { findListedSession } from './exam-session-store.server.ts'

const PIN_LENGTH = 6

/** Whose cards: of those who have none yet, of everybody, or of one person whose card is lost; of eligible candidates only. */
export type CardChoice =
  | { readonly kind: 'missing' }
  | { readonly kind: 'all' }
  | { readonly kind: 'one'; readonly candidateId: CandidateId }
export type MadeCards = { readonly fileName: string; readonly bytes: Uint8Array; readonly count: number }
export type MakeCardsRefusal =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'session-closed' }
  | { readonly kind: 'no-cards-to-make' }
  | { readonly kind: 'seats-changed' }

/**
 * Makes PINs and the sheets that show them, once: the PINs exist in clear only in this answer, the database keeps hashes.
 * A card that is made again replaces the PIN of the one before. The PINs count from the commit on, after the sheets are drawn.
 */
export async function makeCards(
  actor: Actor,
  examSessionId: ExamSessionId,
  choice: CardChoice,
): Promise<Result<MadeCards, MakeCardsRefusal>> {
  const scope = scopeFor(actor, 'card.make')
  if (scope === null) return refuse({ kind: 'not-found' })
  const session = await reading((transaction) => findListedSession(transaction, scope, examSessionId))
  if (session === null) return refuse({ kind: 'not-found' })
  if (session.state === 'closed') return refuse({ kind: 'session-closed' })
  const seated = await reading((transaction) => listSeatedCandidates(transaction, scope, examSessionId))
  const chosen = seated.filter((candidate) => candidate.eligibility === 'eligible' && isChosen(candidate, choice))
  if (chosen.length === 0) return refuse({ kind: choice.kind === 'one' ? 'not-found' : 'no-cards-to-make' })
  const cards = await Promise.all(
    chosen.map(async (candidate) => {
      const pin = randomDigits(PIN_LENGTH)
      return { candidate, pin, pinHash: await hashPassword(pin, 'candidate') }
    }),
  )
  const at = await reading(databaseNow)
  const { origin, demo } = environment()
  const printed = cards.map(({ candidate, pin }) => ({ ...candidate, pin }))
  const bytes = await pressAside(orderOf('participant-cards', { session, cards: printed, origin, demo, at }))
  return inTransaction<MadeCards, MakeCardsRefusal>(async (transaction) => {
    const saved = await saveCards(
      transaction,
      examSessionId,
      cards.map(({ candidate, pinHash }) => ({ candidateId: candidate.candidateId, pinHash })),
      at,
    )
    if (saved !== cards.length) return refuse({ kind: 'seats-changed' })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'cards.made',
        subject: examSessionId,
        detail: { choice: choice.kind, candidates: cards.map(({ candidate }) => candidate.candidateId) },
      },
    })
    return accept({ fileName: `kartu-peserta-${examSessionId.slice(0, 8)}.pdf`, bytes, count: cards.length })
  })
}

function isChosen(candidate: SeatedCandidate, choice: CardChoice): boolean {
  switch (choice.kind) {
    case 'missing':
      return candidate.cardMadeAt === null
    case 'all':
      return true
    case 'one':
      return candidate.candidateId === choice.candidateId
  }
}
