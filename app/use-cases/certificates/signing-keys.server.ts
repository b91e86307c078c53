import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { KeysAtHand } from '#app/domain/certificates/issuance.ts'
import { changeKey, isPublished, type KeyPurpose, PublicJwk, type SigningKey } from '#app/domain/certificates/signing-key.ts'
import { addYears, dayInWib } from '#app/domain/shared/calendar.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { hasPrivateKey, removePrivateKey } from '#app/platform/signer/key-files.server.ts'
import { makeKey } from '#app/platform/signer/key-maker.server.ts'
import { databaseNow, inTransaction, reading, type Transaction } from '#app/platform/transaction.server.ts'
import { keyHolderNames } from '#app/text/certificate-credential.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findActiveKey, insertSigningKey, listSigningKeys, lockSigningKeys, updateKeyState } from './signing-key-store.server.ts'

/** How long a key may sign and be checked without asking, in years. */
const YEARS: Readonly<Record<KeyPurpose, number>> = { root: 15, document: 8, credential: 8 }

type Refusal = { readonly kind: 'forbidden' | 'key-missing' | 'not-found' | 'not-from-here' }

/** Makes the keys that are not there yet: at the first start of an installation, and never again. */
export async function ensureSigningKeys(actor: Actor): Promise<Result<null, Refusal>> {
  if (!may(actor, 'signing-key.manage')) return refuse({ kind: 'forbidden' })
  for (const purpose of ['root', 'document', 'credential'] as const) {
    const found = await reading((transaction) => findActiveKey(transaction, purpose))
    if (found !== null) continue
    const made = await makeAndStore(actor, purpose, 'active')
    if (!made.ok) return made
  }
  return accept(null)
}

/** The key in use retires and the next one takes its place; both stay published. */
export async function rotateSigningKey(
  actor: Actor,
  purpose: 'document' | 'credential',
): Promise<Result<{ readonly kid: string }, Refusal>> {
  if (!may(actor, 'signing-key.manage')) return refuse({ kind: 'forbidden' })
  const waiting = await reading(listSigningKeys)
  if (!waiting.some((key) => key.purpose === purpose && key.state === 'next')) {
    const made = await makeAndStore(actor, purpose, 'next')
    if (!made.ok) return made
  }
  return inTransaction<{ readonly kid: string }, Refusal>(async (transaction) => {
    const at = await databaseNow(transaction)
    const keys = (await lockSigningKeys(transaction)).filter((key) => key.purpose === purpose)
    const next = keys.find(({ state }) => state === 'next')
    const active = keys.find(({ state }) => state === 'active')
    if (next === undefined || !hasPrivateKey(next.kid)) return refuse({ kind: 'key-missing' })
    if (active !== undefined) await updateKeyState(transaction, active.kid, { from: 'active', to: 'retired', at })
    await updateKeyState(transaction, next.kid, { from: 'next', to: 'active', at })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'signing-key.rotated', subject: next.kid, detail: { purpose, retired: active?.kid ?? null } },
    })
    return accept({ kid: next.kid })
  })
}

/** What this key signed is trusted by nobody from now on. Another one has to be put into its place by a rotation. */
export async function reportCompromisedKey(actor: Actor, kid: string): Promise<Result<null, Refusal>> {
  return inTransaction<null, Refusal>(async (transaction) => {
    if (!may(actor, 'signing-key.manage')) return refuse({ kind: 'forbidden' })
    const at = await databaseNow(transaction)
    const key = (await lockSigningKeys(transaction)).find((each) => each.kid === kid)
    if (key === undefined) return refuse({ kind: 'not-found' })
    const to = changeKey(key.state, 'compromise')
    if (!to.ok) return to
    await updateKeyState(transaction, kid, { from: key.state, to: to.value, at })
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: { kind: 'signing-key.compromised', subject: kid, detail: { purpose: key.purpose } },
    })
    return accept(null)
  })
}

/** The keys anyone may know: all but compromised ones. */
export async function publishedKeys(actor: Actor): Promise<readonly SigningKey[]> {
  if (!may(actor, 'certificate.check')) return []
  return (await reading(listSigningKeys)).filter(isPublished)
}

/** The keys in use and whether their private halves are here. */
export async function keysAtHand(actor: Actor, transaction: Transaction): Promise<KeysAtHand & { readonly all: readonly SigningKey[] }> {
  const all = may(actor, 'certificate.make') ? await listSigningKeys(transaction) : []
  const inUse = (purpose: KeyPurpose) => {
    const key = all.find((each) => each.purpose === purpose && each.state === 'active')
    return key === undefined ? null : { kid: key.kid, present: hasPrivateKey(key.kid) }
  }
  return { document: inUse('document'), credential: inUse('credential'), all }
}

async function makeAndStore(actor: Actor, purpose: KeyPurpose, state: 'active' | 'next'): Promise<Result<null, Refusal>> {
  const { at, root } = await reading(async (transaction) => ({
    at: await databaseNow(transaction),
    root: purpose === 'document' ? await findActiveKey(transaction, 'root') : null,
  }))
  const span = { notBefore: at, notAfter: new Date(`${addYears(dayInWib(at), YEARS[purpose])}T00:00:00Z`) }
  const rootAtHand = root?.certificatePem ? { kid: root.kid, certificatePem: root.certificatePem, name: keyHolderNames.root } : null
  const made = await makeKey(purpose, keyHolderNames[purpose], span, rootAtHand)
  if (made === null) return refuse({ kind: 'key-missing' })
  const stored = await inTransaction<boolean, never>(async (transaction) => {
    const inserted = await insertSigningKey(
      transaction,
      { ...made, publicJwk: PublicJwk.parse(made.publicJwk), purpose, state, ...span },
      at,
    )
    if (inserted)
      await appendAuditEntry(transaction, {
        at,
        by: actor,
        event: { kind: 'signing-key.made', subject: made.kid, detail: { purpose, state } },
      })
    return accept(inserted)
  })
  // Another process was faster: its key counts, and this one is of no use.
  if (!stored.ok || !stored.value) await removePrivateKey(made.kid)
  return accept(null)
}
