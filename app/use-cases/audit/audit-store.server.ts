import { z } from 'zod'
import { type Actor, rolesOf } from '#app/domain/access/actor.ts'
import { type AuditActor, AuditDetails, type AuditEntry, type AuditEvent, entryHash } from '#app/domain/audit/audit-entry.ts'
import { currentRequestId } from '#app/platform/request-context.server.ts'
import type { SqlTransaction, Transaction } from '#app/platform/transaction.server.ts'

/** `requestId`: of the request that asked for it, where that is another one than the one under way. */
type NewEntry = { readonly at: Date; readonly by: Actor; readonly event: AuditEvent; readonly requestId?: string | null }

const HeadRow = z.object({ seq: z.coerce.bigint(), hash: z.string() })

/** Writes the entry in the transaction of the act. Call it last: it holds the end of the chain until the commit. */
export function appendAuditEntry(transaction: SqlTransaction, entry: NewEntry): Promise<void> {
  return appendAuditEntries(transaction, [entry])
}

/** The same for acts that are done in bulk: one link of the chain each, in this order. */
export async function appendAuditEntries(transaction: SqlTransaction, acts: readonly NewEntry[]): Promise<void> {
  const heads = await transaction.$queryRaw`SELECT seq, hash FROM audit_head WHERE id = 1 FOR UPDATE`
  let last = HeadRow.parse(heads[0])
  const rows = acts.map(({ at, by, event, requestId = currentRequestId() }) => {
    const content = { seq: last.seq + 1n, at, actor: auditActor(by), event, requestId, previousHash: last.hash }
    const hash = entryHash(content)
    last = { seq: content.seq, hash }
    return {
      seq: content.seq.toString(),
      at,
      actor_kind: content.actor.kind,
      actor_id: content.actor.id,
      actor_roles: content.actor.roles,
      kind: event.kind,
      subject: event.subject,
      detail: AuditDetails.parse(event.detail ?? {}),
      request_id: content.requestId,
      previous_hash: content.previousHash,
      hash,
    }
  })
  await transaction.$executeRaw`
    INSERT INTO audit_entry (seq, at, actor_kind, actor_id, actor_roles, kind, subject, detail, request_id, previous_hash, hash)
    SELECT seq, at, actor_kind, actor_id, actor_roles, kind, subject, detail, request_id, previous_hash, hash
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n(seq bigint, at timestamptz, actor_kind text, actor_id text, actor_roles text[],
      kind text, subject text, detail jsonb, request_id text, previous_hash text, hash text)
    ORDER BY seq`
  await transaction.$executeRaw`UPDATE audit_head SET seq = ${last.seq}, hash = ${last.hash} WHERE id = 1`
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
