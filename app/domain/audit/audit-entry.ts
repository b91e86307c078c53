import { z } from 'zod'
import { canonicalJson, textHash } from '../shared/canonical-hash.ts'

/** What happened, as the act that did it says it: no personal data, only ids, codes and figures. */
export type AuditEvent = {
  /** `attempt.handed-in`: the subject's kind, a dot, the verb in the past. */
  readonly kind: string
  /** The id of what it happened to. */
  readonly subject: string
  readonly detail?: Readonly<Record<string, AuditDetail>>
}
export type AuditDetail = string | number | boolean | null | readonly string[]

export const AuditDetails = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]))

export type AuditActor = {
  readonly kind: 'staff' | 'candidate' | 'system' | 'anonymous'
  readonly id: string
  readonly roles: readonly string[]
}

export type AuditEntry = {
  readonly seq: bigint
  readonly at: Date
  readonly actor: AuditActor
  readonly event: AuditEvent
  readonly requestId: string | null
  readonly previousHash: string
  readonly hash: string
}

/** The hash before the first entry. */
export const CHAIN_START = '0'.repeat(64)

/** hash = SHA-256(previous hash + canonical JSON of the entry without its hashes). */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): string {
  const { previousHash, ...content } = entry
  return textHash(
    previousHash +
      canonicalJson({
        seq: content.seq,
        at: content.at,
        actor: { kind: content.actor.kind, id: content.actor.id, roles: content.actor.roles },
        event: { kind: content.event.kind, subject: content.event.subject, detail: content.event.detail ?? {} },
        requestId: content.requestId,
      }),
  )
}

export type ChainFault = { readonly seq: bigint; readonly fault: 'gap' | 'broken-link' | 'altered' }

/**
 * Walks entries in the order of seq, from the given predecessor on. An entry that was changed, removed, inserted or
 * swapped behind the chain's back shows as a fault at its place.
 */
export function chainFaults(entries: readonly AuditEntry[], before: { seq: bigint; hash: string }): ChainFault[] {
  const faults: ChainFault[] = []
  let previous = before
  for (const entry of entries) {
    if (entry.seq !== previous.seq + 1n) faults.push({ seq: entry.seq, fault: 'gap' })
    if (entry.previousHash !== previous.hash) faults.push({ seq: entry.seq, fault: 'broken-link' })
    if (entryHash(entry) !== entry.hash) faults.push({ seq: entry.seq, fault: 'altered' })
    previous = { seq: entry.seq, hash: entry.hash }
  }
  return faults
}
