import { z } from 'zod'
import type { Actor } from '#app/domain/access/actor.ts'
import { Role } from '#app/domain/access/role.ts'
import { AccountId, CandidateId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { runStatement } from '#app/platform/database/statement.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export type NewSession = {
  readonly idHash: string
  readonly owner:
    | { readonly kind: 'staff'; readonly accountId: AccountId }
    | { readonly kind: 'candidate'; readonly candidateId: CandidateId }
  readonly deviceKey: string
  readonly at: Date
  readonly expiresAt: Date
}

export async function createSession(transaction: Transaction, session: NewSession): Promise<void> {
  await transaction.webSession.create({
    data: {
      idHash: session.idHash,
      kind: session.owner.kind,
      accountId: session.owner.kind === 'staff' ? session.owner.accountId : null,
      candidateId: session.owner.kind === 'candidate' ? session.owner.candidateId : null,
      deviceKey: session.deviceKey,
      createdAt: session.at,
      lastSeenAt: session.at,
      expiresAt: session.expiresAt,
    },
  })
}

const SessionRow = z.object({
  kind: z.enum(['staff', 'candidate']),
  account_id: AccountId.nullable(),
  candidate_id: CandidateId.nullable(),
  device_key: z.string(),
  last_seen_at: z.coerce.date(),
  display_name: z.string().nullable(),
  grants: z.array(z.object({ role: Role, regionCode: z.string() })).nullable(),
})

export type FoundSession = { readonly actor: Actor; readonly lastSeenAt: Date }

/** The actor behind a session that is neither over nor idle for too long; null otherwise. One query. */
export async function findSession(idHash: string, staffIdleSeconds: number): Promise<FoundSession | null> {
  const rows = await runStatement(Prisma.sql`
    SELECT s.kind, s.account_id, s.candidate_id, s.device_key, s.last_seen_at, a.display_name,
      (SELECT jsonb_agg(jsonb_build_object('role', g.role, 'regionCode', g.region_code)) FROM role_grant g WHERE g.account_id = s.account_id) AS grants
    FROM web_session s LEFT JOIN account a ON a.id = s.account_id
    WHERE s.id_hash = ${idHash} AND s.expires_at > now()
      AND (s.kind = 'candidate' OR (a.active AND s.last_seen_at > now() - make_interval(secs => ${staffIdleSeconds}::double precision)))`)
  if (rows[0] === undefined) return null
  const row = SessionRow.parse(rows[0])
  if (row.kind === 'candidate') {
    if (row.candidate_id === null) return null
    return { lastSeenAt: row.last_seen_at, actor: { kind: 'candidate', candidateId: row.candidate_id, deviceKey: row.device_key } }
  }
  if (row.account_id === null) return null
  const grants = (row.grants ?? []).map((grant) => ({ role: grant.role, regionCode: grant.regionCode === '' ? null : grant.regionCode }))
  return { lastSeenAt: row.last_seen_at, actor: { kind: 'staff', accountId: row.account_id, displayName: row.display_name ?? '', grants } }
}

export async function touchSession(transaction: Transaction, idHash: string): Promise<void> {
  await transaction.$executeRaw`UPDATE web_session SET last_seen_at = now() WHERE id_hash = ${idHash}`
}

export async function deleteSession(transaction: Transaction, idHash: string): Promise<void> {
  await transaction.webSession.deleteMany({ where: { idHash } })
}
