import { z } from 'zod'
import {
  type KeyPurpose,
  KeyPurpose as KeyPurposes,
  type KeyState,
  KeyState as KeyStates,
  PublicJwk,
  type SigningKey,
} from '#app/domain/certificates/signing-key.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

const KeyRow = z.object({
  kid: z.string(),
  purpose: KeyPurposes,
  state: KeyStates,
  notBefore: z.date(),
  notAfter: z.date(),
  publicJwk: PublicJwk,
  certificatePem: z.string().nullable(),
})

/** All keys that ever were, the newest first. */
export async function listSigningKeys(transaction: Transaction): Promise<SigningKey[]> {
  const rows = await transaction.signingKey.findMany({ orderBy: [{ madeAt: 'desc' }, { kid: 'asc' }] })
  return rows.map((row) => KeyRow.parse(row))
}

/** Held until the transaction ends: keys change one at a time. */
export async function lockSigningKeys(transaction: Transaction): Promise<SigningKey[]> {
  await transaction.$queryRaw`SELECT kid FROM signing_key ORDER BY kid FOR UPDATE`
  return listSigningKeys(transaction)
}

/** False when there is an active key of this purpose already. */
export async function insertSigningKey(transaction: Transaction, key: SigningKey, at: Date): Promise<boolean> {
  const count = await transaction.$executeRaw`
    INSERT INTO signing_key (kid, purpose, state, not_before, not_after, public_jwk, certificate_pem, made_at, changed_at)
    VALUES (${key.kid}, ${key.purpose}, ${key.state}, ${key.notBefore}, ${key.notAfter}, ${JSON.stringify(key.publicJwk)}::jsonb, ${key.certificatePem}, ${at}, ${at})
    ON CONFLICT DO NOTHING`
  return count === 1
}

export async function updateKeyState(
  transaction: Transaction,
  kid: string,
  { from, to, at }: { readonly from: KeyState; readonly to: KeyState; readonly at: Date },
): Promise<boolean> {
  const { count } = await transaction.signingKey.updateMany({ where: { kid, state: from }, data: { state: to, changedAt: at } })
  return count === 1
}

/** The key of this purpose that is in use. */
export async function findActiveKey(transaction: Transaction, purpose: KeyPurpose): Promise<SigningKey | null> {
  const row = await transaction.signingKey.findFirst({ where: { purpose, state: 'active' } })
  return row ? KeyRow.parse(row) : null
}

const StandingRow = z.object({ state: KeyStates, not_before: z.coerce.date(), not_after: z.coerce.date(), at: z.coerce.date() })

/** What decides whether the key may sign, with the database's time; nobody changes the key until the transaction ends. */
export async function lockKeyStanding(
  transaction: Transaction,
  kid: string,
): Promise<{ readonly key: Pick<SigningKey, 'state' | 'notBefore' | 'notAfter'>; readonly at: Date } | null> {
  const [found] = await transaction.$queryRaw<unknown[]>`
    SELECT state, not_before, not_after, clock_timestamp() AS at FROM signing_key WHERE kid = ${kid} FOR SHARE`
  if (found === undefined) return null
  const { state, not_before: notBefore, not_after: notAfter, at } = StandingRow.parse(found)
  return { key: { state, notBefore, notAfter }, at }
}
