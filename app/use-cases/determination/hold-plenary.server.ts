import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import {
  type CloseRefusal,
  closePlenary,
  type DecideRefusal,
  decideItem,
  isPresent,
  type OpenRefusal,
  openPlenary,
} from '#app/domain/determination/plenary.ts'
import type { DecisionForm } from '#app/domain/determination/plenary-form.ts'
import type { PlenaryId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findOwnCandidateId } from './agenda-store.server.ts'
import { adoptProposals, countSeats, findAgendaLine, holdPlenary, saveDecision, setPlenaryState } from './plenary-store.server.ts'

type NotFound = { readonly kind: 'not-found' }

/** Opens the session: from now on its present members decide. */
export function openPlenarySession(actor: Actor, plenaryId: PlenaryId): Promise<Result<null, NotFound | OpenRefusal>> {
  return inTransaction<null, NotFound | OpenRefusal>(async (transaction) => {
    if (!may(actor, 'plenary.decide')) return refuse({ kind: 'not-found' })
    const plenary = await holdPlenary(transaction, plenaryId, 'change')
    if (plenary === null) return refuse({ kind: 'not-found' })
    const opened = openPlenary(plenary)
    if (!opened.ok) return opened
    await setPlenaryState(transaction, opened.value, null)
    await appendAuditEntry(transaction, {
      at: await databaseNow(transaction),
      by: actor,
      event: { kind: 'plenary.opened', subject: plenaryId, detail: { present: plenary.members.filter(({ present }) => present).length } },
    })
    return accept(null)
  })
}

/** Decides one person; an earlier decision of the same session is replaced. */
export function decidePerson(actor: Actor, plenaryId: PlenaryId, form: DecisionForm): Promise<Result<null, NotFound | DecideRefusal>> {
  return inTransaction<null, NotFound | DecideRefusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'plenary.decide')) return refuse({ kind: 'not-found' })
    const plenary = await holdPlenary(transaction, plenaryId, 'decide')
    const line = plenary === null ? null : await findAgendaLine(transaction, plenaryId, form.candidateId)
    if (plenary === null || line === null) return refuse({ kind: 'not-found' })
    const ownCandidateId = await findOwnCandidateId(transaction, plenary.periodId, actor.accountId, form.candidateId)
    const override = form.code === undefined ? null : { code: form.code, basis: form.basis }
    const decided = decideItem(plenary, line, { seat: form.seat, override }, { accountId: actor.accountId, ownCandidateId })
    if (!decided.ok) return decided
    const at = await databaseNow(transaction)
    await saveDecision(transaction, plenaryId, decided.value, { accountId: actor.accountId, at })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'plenary.decided',
        subject: plenaryId,
        detail: { candidate: form.candidateId, proposed: line.proposed, seat: form.seat, override: form.code ?? null },
      },
    })
    return accept(null)
  })
}

type AdoptRefusal = NotFound | { readonly kind: 'not-in-session' | 'not-a-present-member' }

/** Adopts the run's list for everybody still open, in one kelurahan or in all of them. */
export function adoptList(
  actor: Actor,
  plenaryId: PlenaryId,
  urbanVillageCode: string | null,
): Promise<Result<{ decided: number }, AdoptRefusal>> {
  return inTransaction<{ decided: number }, AdoptRefusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'plenary.decide')) return refuse({ kind: 'not-found' })
    const plenary = await holdPlenary(transaction, plenaryId, 'decide')
    if (plenary === null) return refuse({ kind: 'not-found' })
    if (plenary.state !== 'in-session') return refuse({ kind: 'not-in-session' })
    if (!isPresent(plenary, actor.accountId)) return refuse({ kind: 'not-a-present-member' })
    const at = await databaseNow(transaction)
    const decided = await adoptProposals(transaction, plenaryId, urbanVillageCode, { accountId: actor.accountId, at })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'plenary.list-adopted', subject: plenaryId, detail: { urbanVillage: urbanVillageCode, decided } },
    })
    return accept({ decided })
  })
}

/** Closes the session for good: its decisions can be announced, and the minutes stand. */
export function closePlenarySession(actor: Actor, plenaryId: PlenaryId): Promise<Result<null, NotFound | CloseRefusal>> {
  return inTransaction<null, NotFound | CloseRefusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'plenary.decide')) return refuse({ kind: 'not-found' })
    const plenary = await holdPlenary(transaction, plenaryId, 'change')
    if (plenary === null) return refuse({ kind: 'not-found' })
    const seats = await countSeats(transaction, plenaryId)
    const undecided = seats.reduce((sum, each) => sum + each.undecided, 0)
    const closed = closePlenary(plenary, { undecided, seats }, actor.accountId)
    if (!closed.ok) return closed
    const at = await databaseNow(transaction)
    await setPlenaryState(transaction, closed.value, { by: actor.accountId, at })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'plenary.closed',
        subject: plenaryId,
        detail: {
          selected: seats.reduce((sum, each) => sum + each.selected, 0),
          reserve: seats.reduce((sum, each) => sum + each.reserve, 0),
          overridden: seats.reduce((sum, each) => sum + each.overridden, 0),
        },
      },
    })
    return accept(null)
  })
}
