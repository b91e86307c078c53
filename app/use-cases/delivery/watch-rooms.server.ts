import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import type { ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { openChannel } from '#app/platform/channel.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { roomIds } from './room-counts-store.server.ts'

type NotFound = { readonly kind: 'not-found' }

/** Calls `tell` after each change in what is watched, and when one may have been missed. Answers how to leave. */
export type Watch = (tell: () => void) => () => void

/** The triggers of prisma/migrations/0015_board_changes name it. */
const board = openChannel('board')

/** Watches one room that this actor leads. */
export async function watchRoom(actor: Actor, examSessionId: ExamSessionId): Promise<Result<Watch, NotFound>> {
  const scope = scopeFor(actor, 'exam-session.proctor')
  const ids = scope === null ? [] : await reading((transaction) => roomIds(transaction, scope, examSessionId))
  return ids.length === 0 ? refuse({ kind: 'not-found' }) : accept(watchOf(ids))
}

/** Watches every room that this actor may look at now. */
export async function watchRooms(actor: Actor): Promise<Result<Watch, NotFound>> {
  const scope = scopeFor(actor, 'exam-session.read')
  if (scope === null) return refuse({ kind: 'not-found' })
  return accept(watchOf(await reading((transaction) => roomIds(transaction, scope, null))))
}

function watchOf(ids: readonly ExamSessionId[]): Watch {
  const known = new Set<string>(ids)
  return (tell) => board.subscribe((payload) => known.has(payload), tell)
}
