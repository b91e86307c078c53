import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { type AppealStatement, type FileRefusal, mayFile, withdrawAppeal } from '#app/domain/determination/appeal.ts'
import { AppealId, type CandidateId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import {
  findAppealPerson,
  findCandidateByNumber,
  hasOpenAppeal,
  insertAppeal,
  lockAppeal,
  nextAppealNumber,
  saveWithdrawal,
} from './appeal-store.server.ts'
import { findOwnAnnouncement } from './own-outcome-store.server.ts'

type Filed = { readonly id: AppealId; readonly number: number }
type Refusal = FileRefusal | { readonly kind: 'not-found' | 'not-announced' }

/** Files an appeal: by the candidate herself, or by staff who write down what a walk-in says. */
export function fileAppeal(actor: Actor, candidateId: CandidateId, form: AppealStatement): Promise<Result<Filed, Refusal>> {
  return inTransaction<Filed, Refusal>(async (transaction) => {
    const person = await findAppealPerson(transaction, candidateId)
    if (person === null || !mayFileFor(actor, candidateId, person.urbanVillageCode)) return refuse({ kind: 'not-found' })
    const announcement = await findOwnAnnouncement(transaction, candidateId)
    if (announcement === null) return refuse({ kind: 'not-announced' })
    const number = await nextAppealNumber(transaction, announcement.id)
    const at = await databaseNow(transaction)
    const allowed = mayFile({
      at,
      publishedAt: announcement.publishedAt,
      closesAt: announcement.closesAt,
      onTheList: announcement.line !== null,
      hasOpenAppeal: await hasOpenAppeal(transaction, candidateId),
    })
    if (!allowed.ok) return allowed
    const id = AppealId.parse(newUuid())
    const filedBy = actor.kind === 'staff' ? actor.accountId : null
    await insertAppeal(transaction, {
      id,
      announcementId: announcement.id,
      candidateId,
      number,
      ...form,
      state: 'submitted',
      filedAt: at,
      filedBy,
    })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'appeal.filed', subject: id, detail: { candidate: candidateId, about: form.kind, number, walkIn: filedBy !== null } },
    })
    return accept({ id, number })
  })
}

function mayFileFor(actor: Actor, candidateId: CandidateId, regionCode: string): boolean {
  if (actor.kind === 'candidate') return may(actor, 'appeal.file-own', { ownerCandidateId: candidateId })
  return actor.kind === 'staff' && may(actor, 'appeal.file-for', { regionCode })
}

/** The same for a walk-in, named by the number on her card. */
export async function fileWalkInAppeal(actor: Actor, participantNumber: string, form: AppealStatement): Promise<Result<Filed, Refusal>> {
  const candidateId = await reading((transaction) => findCandidateByNumber(transaction, participantNumber))
  return candidateId === null ? refuse({ kind: 'not-found' }) : fileAppeal(actor, candidateId, form)
}

/** The candidate takes her own appeal back while nobody has decided it. */
export function withdrawOwnAppeal(actor: Actor, appealId: AppealId): Promise<Result<null, { readonly kind: 'not-found' | 'not-open' }>> {
  return inTransaction<null, { readonly kind: 'not-found' | 'not-open' }>(async (transaction) => {
    const appeal = await lockAppeal(transaction, appealId)
    if (appeal === null || !may(actor, 'appeal.file-own', { ownerCandidateId: appeal.candidateId })) return refuse({ kind: 'not-found' })
    const at = await databaseNow(transaction)
    const withdrawn = withdrawAppeal(appeal, at)
    if (!withdrawn.ok) return withdrawn
    await saveWithdrawal(transaction, withdrawn.value)
    await appendAuditEntry(transaction, { at, by: actor, event: { kind: 'appeal.withdrawn', subject: appealId } })
    return accept(null)
  })
}
