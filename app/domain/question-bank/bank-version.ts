import { canonicalHash } from '../shared/canonical-hash.ts'
import { accept, type Result, refuse } from '../shared/result.ts'

export type FrozenQuestion = { readonly key: string; readonly version: number; readonly contentHash: string }

export type PublishBankRefusal = { readonly kind: 'nothing-published' } | { readonly kind: 'nothing-changed'; readonly version: number }

/** The hash of what a bank version holds: its questions in the order of their keys, whoever published them and when. */
export function bankContentHash(slug: string, questions: readonly FrozenQuestion[]): string {
  const inOrder = [...questions].sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
  return canonicalHash({ slug, questions: inOrder.map(({ key, version, contentHash }) => ({ key, version, contentHash })) })
}

/** The next bank version: the newest published version of every question, unless that is what the last one holds. */
export function nextBankVersion(
  slug: string,
  questions: readonly FrozenQuestion[],
  last: { readonly version: number; readonly contentHash: string } | null,
): Result<{ readonly version: number; readonly contentHash: string }, PublishBankRefusal> {
  if (questions.length === 0) return refuse({ kind: 'nothing-published' })
  const contentHash = bankContentHash(slug, questions)
  if (last !== null && last.contentHash === contentHash) return refuse({ kind: 'nothing-changed', version: last.version })
  return accept({ version: (last?.version ?? 0) + 1, contentHash })
}
