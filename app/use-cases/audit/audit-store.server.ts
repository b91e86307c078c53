import { type Actor, rolesOf } from '#app/domain/access/actor.ts'
import { type AuditActor, AuditDetails, type AuditEntry, type AuditEvent, entryHash } from '#app/domain/audit/audit-entry.ts'
import { currentRequestId } from '#app/platform/request-context.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

/** Writes the entry in the transaction of the act. Call it last: it holds the end of the chain until the commit. */
export async function appendAuditEntry(
  transaction: Transaction,
  { at, by, event }: { at: Date; by: Actor; event: AuditEvent },
): Promise<AuditEntry> {
  const heads = await transaction.$queryRaw<{ seq: bigint; hash: string }[]>`SELECT seq, hash FROM audit_head WHERE id = 1 FOR UPDATE`
  const head = heads[0]
  if (!head) throw new Error('the audit chain has no head')
  const content = {
    seq: BigInt(head.seq) + 1n,
    at,
    actor: auditActor(by),
    event,
    requestId: currentRequestId(),
    previousHash: head.hash,
  }
  const entry: AuditEntry = { ...content, hash: entryHash(content) }
  await transaction.auditEntry.create({
    data: {
      seq: entry.seq,
      at: entry.at,
      actorKind: entry.actor.kind,
      actorId: entry.actor.id,
      actorRoles: [...entry.actor.roles],
      kind: event.kind,
      subject: event.subject,
      detail: AuditDetails.parse(event.detail ?? {}),
      requestId: entry.requestId,
      previousHash: entry.previousHash,
      hash: entry.hash,
    },
  })
  await transaction.$executeRaw`UPDATE audit_head SET seq = ${entry.seq}, hash = ${entry.hash} WHERE id = 1`
  return entry
}

export async function auditEntriesAfter(transaction: Transaction, seq: bigint, count: number): Promise<AuditEntry[]> {
  const rows = await transaction.auditEntry.findMany({ where: { seq: { gt: seq } }, orderBy: { seq: 'asc' }, take: count })
  return rows.map(toEntry)
}

export async function auditHead(transaction: Transaction): Promise<{ seq: bigint; hash: string }> {
  const head = await transaction.auditHead.findUniqueOrThrow({ where: { id: 1 } })
  return { seq: head.seq, hash: head.hash }
}

type AuditRow = Awaited<ReturnType<Transaction['auditEntry']['findUniqueOrThrow']>>

function toEntry(row: AuditRow): AuditEntry {
  return {
    seq: row.seq,
    at: row.at,
    actor: { kind: actorKind(row.actorKind), id: row.actorId, roles: row.actorRoles },
    event: { kind: row.kind, subject: row.subject, detail: AuditDetails.parse(row.detail) },
    requestId: row.requestId,
    previousHash: row.previousHash,
    hash: row.hash,
  }
}

function actorKind(text: string): AuditActor['kind'] {
  switch (text) {
    case 'staff':
    case 'candidate':
    case 'system':
      return text
    default:
      return 'anonymous'
  }
}

function auditActor(actor: Actor): AuditActor {
  const roles = rolesOf(actor)
  switch (actor.kind) {
    case 'anonymous':
      return { kind: 'anonymous', id: '', roles }
    case 'staff':
      return { kind: 'staff', id: actor.accountId, roles }
    case 'candidate':
      return { kind: 'candidate', id: actor.candidateId, roles }
    case 'system':
      return { kind: 'system', id: actor.job, roles }
  }
}
