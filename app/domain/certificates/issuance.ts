import { z } from 'zod'
import { accept, type Result, refuse } from '../shared/result.ts'

/** The job that takes approved decisions to published certificates. */
export const MAKE_CERTIFICATES = 'make-certificates'

/**
 * The way of one decision to a published certificate. Each step is done once, whoever starts it again: `numbered` has its
 * number and content, `rendered` its paper with the credential in it, `signed` the final file, `verified` was read back
 * and checked, `published` is known to the public. `refused`: the decision no longer stood when its number was due.
 */
export const ISSUANCE_STATES = ['approved', 'numbered', 'rendered', 'signed', 'verified', 'published', 'refused'] as const
export const IssuanceState = z.enum(ISSUANCE_STATES)
export type IssuanceState = z.infer<typeof IssuanceState>

const NEXT: Readonly<Record<IssuanceState, readonly IssuanceState[]>> = {
  approved: ['numbered', 'refused'],
  numbered: ['rendered'],
  rendered: ['signed', 'numbered'],
  signed: ['verified', 'numbered'],
  verified: ['published'],
  published: [],
  refused: [],
}

/** Whether a decision may go from one state to the other: one step forward, or back to its number while the file is not verified. */
export function mayGo(from: IssuanceState, to: IssuanceState): boolean {
  return NEXT[from].includes(to)
}

/** Who signs the files of a batch: a key of this installation, the government's provider BSrE, or nobody. */
export const SIGNERS = ['local-key', 'bsre', 'none'] as const
export const Signer = z.enum(SIGNERS)
export type Signer = z.infer<typeof Signer>

export const BATCH_STATES = ['running', 'paused', 'stopped', 'done'] as const
export const BatchState = z.enum(BATCH_STATES)
export type BatchState = z.infer<typeof BatchState>

/**
 * Why a batch stands still without anybody having paused it. `key-missing`, `key-rotated`: the key it was begun with is not
 * there or not in use any more. `passphrase-needed`: the provider's passphrase was wrong or is no longer held.
 * `provider-unavailable`: the provider does not answer or refuses. `provider-untrusted`: what it
 * sent back is signed with a certificate that no trusted root vouches for now. `provider-other-document`: what it sent back is not
 * the file that it was given, with a signature behind it. `step-failed`: one certificate failed again and again.
 */
export const STOP_REASONS = [
  'key-missing',
  'key-rotated',
  'passphrase-needed',
  'provider-unavailable',
  'provider-untrusted',
  'provider-other-document',
  'step-failed',
] as const
export const StopReason = z.enum(STOP_REASONS)
export type StopReason = z.infer<typeof StopReason>

/** How often one step of one certificate may fail before its batch stops. */
export const MOST_FAULTS = 3

/** The key ids a batch was begun with; null before its first file. */
export type BatchKeys = { readonly document: string | null; readonly credential: string | null }
/** The keys in use now, with whether their private halves are at hand. */
export type KeysAtHand = {
  readonly document: { readonly kid: string; readonly present: boolean } | null
  readonly credential: { readonly kid: string; readonly present: boolean } | null
}

/** The keys a batch goes on with. It stops when one is missing or is another than it was begun with: nothing goes out unsigned. */
export function keysToGoOnWith(
  signer: Signer,
  begunWith: BatchKeys,
  atHand: KeysAtHand,
): Result<{ readonly document: string | null; readonly credential: string }, { readonly kind: 'key-missing' | 'key-rotated' }> {
  const { credential } = atHand
  const document = signer === 'local-key' ? atHand.document : null
  if (credential === null || !credential.present) return refuse({ kind: 'key-missing' })
  if (signer === 'local-key' && (document === null || !document.present)) return refuse({ kind: 'key-missing' })
  const rotated =
    (begunWith.credential !== null && begunWith.credential !== credential.kid) ||
    (signer === 'local-key' && begunWith.document !== null && begunWith.document !== document?.kid)
  if (rotated) return refuse({ kind: 'key-rotated' })
  return accept({ document: document?.kid ?? null, credential: credential.kid })
}

export type BatchChange = 'pause' | 'resume'

/** A running batch can be paused; a paused or stopped one resumed. */
export function changeBatch(state: BatchState, change: BatchChange): Result<BatchState, { readonly kind: 'not-now' }> {
  if (change === 'pause') return state === 'running' ? accept('paused') : refuse({ kind: 'not-now' })
  return state === 'paused' || state === 'stopped' ? accept('running') : refuse({ kind: 'not-now' })
}
