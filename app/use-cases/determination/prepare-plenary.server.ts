import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { MembersForm, PlenaryForm } from '#app/domain/determination/plenary-form.ts'
import { type PeriodId, PlenaryId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { latestPolicy, lockPeriod } from '../period/period-store.server.ts'
import { copyAgenda } from './agenda-store.server.ts'
import { holdPlenary, insertPlenary, listPlenaries, listPlenaryAccounts, replaceMembers } from './plenary-store.server.ts'

type PrepareRefusal = { readonly kind: 'not-found' | 'one-under-way' | 'run-not-approved' | 'wrong-period-state' }

/** Calls a plenary on an approved run: its list becomes the agenda, its quotas the bounds. One session of a period at a time. */
export function preparePlenary(
  actor: Actor,
  periodId: PeriodId,
  form: PlenaryForm,
): Promise<Result<{ plenaryId: PlenaryId }, PrepareRefusal>> {
  return inTransaction<{ plenaryId: PlenaryId }, PrepareRefusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'plenary.prepare')) return refuse({ kind: 'not-found' })
    const period = await lockPeriod(transaction, periodId)
    if (period === null) return refuse({ kind: 'not-found' })
    if (period.state !== 'plenary' && period.state !== 'announcement') return refuse({ kind: 'wrong-period-state' })
    const earlier = await listPlenaries(transaction, periodId)
    if (earlier.some(({ state }) => state !== 'closed')) return refuse({ kind: 'one-under-way' })
    const policy = await latestPolicy(transaction, periodId)
    const at = await databaseNow(transaction)
    const plenaryId = PlenaryId.parse(newUuid())
    await insertPlenary(transaction, {
      id: plenaryId,
      periodId,
      ...form,
      sequence: (earlier[0]?.sequence ?? 0) + 1,
      policyVersion: policy.version,
      quorumPercent: policy.settings.plenaryQuorumPercent,
      createdBy: actor.accountId,
      createdAt: at,
    })
    const copied = await copyAgenda(transaction, plenaryId, form.selectionRunId, periodId)
    if (copied === null) return refuse({ kind: 'run-not-approved' })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'plenary.prepared',
        subject: plenaryId,
        detail: { period: periodId, selectionRun: form.selectionRunId, people: copied.people, policyVersion: policy.version },
      },
    })
    return accept({ plenaryId })
  })
}

type MembersRefusal = { readonly kind: 'not-found' | 'already-closed' | 'not-a-plenary-member' }

/** Sets members, presence and the chair, before and while the session sits. Only holders of the role can sit in it. */
export function setPlenaryMembers(actor: Actor, plenaryId: PlenaryId, form: MembersForm): Promise<Result<null, MembersRefusal>> {
  return inTransaction<null, MembersRefusal>(async (transaction) => {
    if (!may(actor, 'plenary.prepare')) return refuse({ kind: 'not-found' })
    const plenary = await holdPlenary(transaction, plenaryId, 'change')
    if (plenary === null) return refuse({ kind: 'not-found' })
    if (plenary.state === 'closed') return refuse({ kind: 'already-closed' })
    const allowed = new Set((await listPlenaryAccounts(transaction)).map(({ accountId }) => accountId))
    if (!form.member.every((each) => allowed.has(each))) return refuse({ kind: 'not-a-plenary-member' })
    const members = [...new Set(form.member)].map((accountId) => ({
      accountId,
      present: form.present.includes(accountId),
      chair: form.chair === accountId,
    }))
    await replaceMembers(transaction, plenaryId, members)
    await appendAuditEntry(transaction, {
      at: await databaseNow(transaction),
      by: actor,
      event: {
        kind: 'plenary.members-set',
        subject: plenaryId,
        detail: { members: [...form.member], present: [...form.present], chair: form.chair },
      },
    })
    return accept(null)
  })
}
