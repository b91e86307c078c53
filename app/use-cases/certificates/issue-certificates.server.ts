import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import type { ExamResultId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { type CertificateFilter, listIssuableIds } from './certificate-store.server.ts'
import { issueCertificate } from './issue-certificate.server.ts'

export type BatchOutcome = {
  readonly issued: number
  /** How many were refused, by the refusal's kind. */
  readonly refused: Readonly<Record<string, number>>
}

/** Each in its own transaction, in this order: one that is refused stops none of the others, and what is issued stays issued. */
export async function issueCertificates(
  actor: Actor,
  resultIds: readonly ExamResultId[],
  onProgress: (done: number, all: number) => void = () => {},
): Promise<Result<BatchOutcome, { readonly kind: 'forbidden' }>> {
  if (!may(actor, 'certificate.issue')) return refuse({ kind: 'forbidden' })
  const refused: Record<string, number> = {}
  let issued = 0
  for (const [index, resultId] of resultIds.entries()) {
    const result = await issueCertificate(actor, resultId)
    if (result.ok) issued += 1
    else refused[result.refusal.kind] = (refused[result.refusal.kind] ?? 0) + 1
    onProgress(index + 1, resultIds.length)
  }
  return accept({ issued, refused })
}

/** The next certificates of all that wait under this filter, at most `limit`, in the order of kelurahan and name. */
export async function issueReadyCertificates(
  actor: Actor,
  filter: CertificateFilter,
  limit: number,
): Promise<Result<BatchOutcome, { readonly kind: 'forbidden' }>> {
  const scope = scopeFor(actor, 'certificate.issue')
  if (actor.kind !== 'staff' || scope === null) return refuse({ kind: 'forbidden' })
  const resultIds = await reading((transaction) => listIssuableIds(transaction, scope, { ...filter, issuer: actor.accountId }, limit))
  return issueCertificates(actor, resultIds)
}
