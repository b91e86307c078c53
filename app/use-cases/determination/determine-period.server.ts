import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import { EVERYWHERE } from '#app/domain/access/role.ts'
import { isPending } from '#app/domain/determination/appeal.ts'
import {
  type ApproveRefusal,
  approveDetermination,
  type DecreeForm,
  type Determination,
  mayDetermine,
  type ReadyRefusal,
} from '#app/domain/determination/determination.ts'
import { outcomesOf } from '#app/domain/determination/seat.ts'
import { type AssessmentPeriod, advancePeriod } from '#app/domain/period/period.ts'
import { canonicalHash } from '#app/domain/shared/canonical-hash.ts'
import { DeterminationId, type PeriodId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, reading, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { changePeriodState, findPeriod, lockPeriod } from '../period/period-store.server.ts'
import { findAnnouncementsOfPeriod, listDecided, type StoredAnnouncement } from './announcement-store.server.ts'
import { listAppeals } from './appeal-store.server.ts'
import {
  deleteUnapproved,
  findDetermination,
  findDeterminationOf,
  insertDetermination,
  saveApproval,
} from './determination-store.server.ts'
import { listPlenaries, type StoredPlenary } from './plenary-store.server.ts'

type NotFound = { readonly kind: 'not-found' }

type Standing = {
  readonly plenary: StoredPlenary | null
  readonly announcement: StoredAnnouncement | null
  readonly appeals: { readonly open: number; readonly all: number }
  readonly ready: Result<null, ReadyRefusal>
}

/** Where the period stands on its way to the decree. */
async function standingOf(transaction: Transaction, periodId: PeriodId): Promise<Standing> {
  const plenary = (await listPlenaries(transaction, periodId)).find(({ state }) => state === 'closed') ?? null
  const announcements = await findAnnouncementsOfPeriod(transaction, periodId)
  const published = announcements.filter(({ publication }) => publication !== null)
  const appeals = await listAppeals(transaction, EVERYWHERE, periodId)
  const remedies = appeals.flatMap(({ remediedAt }) => (remediedAt === null ? [] : [remediedAt.getTime()]))
  const open = appeals.filter(isPending).length
  const ready = mayDetermine({
    at: await databaseNow(transaction),
    closesAt: latest(published.map(({ publication }) => publication?.closesAt.getTime() ?? 0)),
    pendingAppeals: open,
    lastRemedyAt: latest(remedies),
    plenaryClosedAt: plenary?.closedAt ?? null,
  })
  return { plenary, announcement: announcements[0] ?? null, appeals: { open, all: appeals.length }, ready }
}

function latest(moments: readonly number[]): Date | null {
  return moments.length === 0 ? null : new Date(Math.max(...moments))
}

type PrepareRefusal = ReadyRefusal | NotFound | { readonly kind: 'already-determined' }

/** Freezes the decree's annex from the last closed plenary; an earlier draft that nobody approved is replaced. */
export function prepareDetermination(
  actor: Actor,
  periodId: PeriodId,
  form: DecreeForm,
): Promise<Result<{ id: DeterminationId }, PrepareRefusal>> {
  return inTransaction<{ id: DeterminationId }, PrepareRefusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'determination.prepare')) return refuse({ kind: 'not-found' })
    const period = await lockPeriod(transaction, periodId)
    if (period === null) return refuse({ kind: 'not-found' })
    const { plenary, ready } = await standingOf(transaction, periodId)
    if (!ready.ok) return ready
    if (plenary === null) return refuse({ kind: 'no-closed-plenary' })
    if ((await findDeterminationOf(transaction, periodId))?.approval) return refuse({ kind: 'already-determined' })
    const content: Determination['content'] = {
      decreeNumber: form.decreeNumber,
      decreeDay: form.decreeDay,
      signer: { office: form.signerOffice, name: form.signerName },
      period: { name: period.name, year: period.year },
      policyVersion: plenary.policyVersion,
      plenary: { id: plenary.id, sequence: plenary.sequence, heldOn: plenary.heldOn },
      outcomes: outcomesOf(await listDecided(transaction, plenary.id)),
    }
    const at = await databaseNow(transaction)
    const id = DeterminationId.parse(newUuid())
    const contentHash = canonicalHash(content)
    await deleteUnapproved(transaction, periodId)
    await insertDetermination(transaction, {
      id,
      periodId,
      content,
      contentHash,
      preparedBy: actor.accountId,
      preparedAt: at,
      approval: null,
    })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'determination.prepared',
        subject: id,
        detail: { period: periodId, plenary: plenary.id, people: content.outcomes.length, contentHash },
      },
    })
    return accept({ id })
  })
}

type ApprovalRefusal = ApproveRefusal | ReadyRefusal | NotFound

/** The second signature: from now on every outcome of the list is determined, and certificates may be issued from it. */
export function approvePeriodDetermination(actor: Actor, id: DeterminationId): Promise<Result<null, ApprovalRefusal>> {
  return inTransaction<null, ApprovalRefusal>(async (transaction) => {
    if (actor.kind !== 'staff' || !may(actor, 'determination.approve')) return refuse({ kind: 'not-found' })
    const seen = await findDetermination(transaction, id)
    const period = seen === null ? null : await lockPeriod(transaction, seen.periodId)
    const determination = await findDetermination(transaction, id)
    if (determination === null || period === null) return refuse({ kind: 'not-found' })
    const { ready } = await standingOf(transaction, period.id)
    if (!ready.ok) return ready
    const at = await databaseNow(transaction)
    const approved = approveDetermination(determination, { accountId: actor.accountId, at })
    if (!approved.ok) return approved
    if (!(await saveApproval(transaction, approved.value))) return refuse({ kind: 'already-determined' })
    if (advancePeriod(period, 'determined').ok) await changePeriodState(transaction, period.id, period.state, 'determined')
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'determination.approved',
        subject: id,
        detail: { period: period.id, people: determination.content.outcomes.length, contentHash: determination.contentHash },
      },
    })
    return accept(null)
  })
}

export type DeterminationPage = Standing & { readonly period: AssessmentPeriod; readonly determination: Determination | null }

/** Where a period stands between its plenary and its decree, with the decree when there is one. */
export async function readDetermination(actor: Actor, periodId: PeriodId): Promise<Result<DeterminationPage, NotFound>> {
  if (!may(actor, 'determination.read')) return refuse({ kind: 'not-found' })
  return reading(async (transaction) => {
    const period = await findPeriod(transaction, periodId)
    if (period === null) return refuse({ kind: 'not-found' })
    return accept({ period, ...(await standingOf(transaction, periodId)), determination: await findDeterminationOf(transaction, periodId) })
  })
}
