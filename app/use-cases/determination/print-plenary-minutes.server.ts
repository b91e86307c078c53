import { type PlenaryMinutes, renderPlenaryMinutes } from '#app/documents/plenary-minutes.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { quorumOf } from '#app/domain/determination/plenary.ts'
import type { PlenaryId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { databaseNow, inTransaction, type Transaction } from '#app/platform/transaction.server.ts'
import { determinationPaperWords } from '#app/text/determination-papers.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findPeriod } from '../period/period-store.server.ts'
import { type AgendaLine, countSeats, findPlenary, listAgenda } from './plenary-store.server.ts'

export type PrintedPaper = { readonly fileName: string; readonly bytes: Uint8Array }
type Refusal = { readonly kind: 'not-found' | 'plenary-not-closed' }

/** The minutes of a closed session. That they were taken out of the app stands in the trail: they name people. */
export async function printPlenaryMinutes(actor: Actor, plenaryId: PlenaryId, paper: 'A4' | 'F4'): Promise<Result<PrintedPaper, Refusal>> {
  const recorded = await inTransaction<PlenaryMinutes, Refusal>(async (transaction) => {
    if (!may(actor, 'plenary.read')) return refuse({ kind: 'not-found' })
    const minutes = await loadMinutes(transaction, plenaryId)
    if (!minutes.ok) return minutes
    await appendAuditEntry(transaction, {
      at: await databaseNow(transaction),
      by: actor,
      event: { kind: 'plenary-minutes.printed', subject: plenaryId, detail: { overrides: minutes.value.overrides.length } },
    })
    return minutes
  })
  if (!recorded.ok) return recorded
  const bytes = await renderPlenaryMinutes(recorded.value, { paper, demo: environment().demo })
  return accept({ fileName: `${determinationPaperWords.id.minutes.fileName}-${recorded.value.sequence}.pdf`, bytes })
}

async function loadMinutes(transaction: Transaction, plenaryId: PlenaryId): Promise<Result<PlenaryMinutes, Refusal>> {
  const plenary = await findPlenary(transaction, plenaryId)
  const period = plenary === null ? null : await findPeriod(transaction, plenary.periodId)
  if (plenary === null || period === null) return refuse({ kind: 'not-found' })
  if (plenary.closedAt === null) return refuse({ kind: 'plenary-not-closed' })
  const overridden = await listAgenda(transaction, plenaryId, { show: 'overridden' }, { offset: 0, limit: null })
  return accept({
    ...plenary,
    period,
    closedAt: plenary.closedAt,
    quorum: quorumOf(plenary),
    villages: await countSeats(transaction, plenaryId),
    overrides: overridden.flatMap(overrideOf),
  })
}

function overrideOf({
  participantNumber,
  name,
  urbanVillageName,
  proposed,
  seat,
  override,
}: AgendaLine): PlenaryMinutes['overrides'][number][] {
  return seat === null || override === null ? [] : [{ participantNumber, name, urbanVillageName, proposed, decided: seat, ...override }]
}
