import type { Actor } from '#app/domain/access/actor.ts'
import { mayEnter, scopeFor } from '#app/domain/access/may.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import {
  findResultChoices,
  type ListedResult,
  listResults,
  type ResultChoices,
  type ResultFilter,
  type ResultOrder,
} from '../scoring/result-list-store.server.ts'

export const RESULTS_A_PAGE = 100

export type ResultPage = { readonly total: number; readonly rows: readonly ListedResult[]; readonly choices: ResultChoices }

/** One page of current results. Who marks does not see results that are still to be marked, so that marking stays blind. */
export function browseResults(
  actor: Actor,
  filter: Omit<ResultFilter, 'completeOnly'>,
  { order, page }: { order: ResultOrder; page: number },
): Promise<Result<ResultPage, { kind: 'forbidden' }>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'result.read')
    if (actor.kind !== 'staff' || scope === null) return refuse({ kind: 'forbidden' })
    const paging = { reader: actor.accountId, order, skip: (page - 1) * RESULTS_A_PAGE, take: RESULTS_A_PAGE }
    const listed = await listResults(transaction, scope, { ...filter, completeOnly: mayEnter(actor, 'marking.mark') }, paging)
    return accept({ ...listed, choices: await findResultChoices(transaction, scope) })
  })
}
