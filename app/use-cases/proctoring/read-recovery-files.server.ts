import type { Actor } from '#app/domain/access/actor.ts'
import { scopeFor } from '#app/domain/access/may.ts'
import { isLetIn, markOf, type QuestionDifference } from '#app/domain/delivery/recovery-file.ts'
import { mayDecideRecovery } from '#app/domain/proctoring/recovery-decision.ts'
import type { ExamSessionId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { reading, type Transaction } from '#app/platform/transaction.server.ts'
import { findAttempt, findLayout } from '../delivery/attempt-store.server.ts'
import { findListedSession, type ListedSession } from '../delivery/exam-session-store.server.ts'
import { compareRecovery } from './compare-recovery.server.ts'
import { type ListedRecoveryFile, listRecoveryFiles, listRoomsWithFiles, type RoomWithFiles } from './recovery-file-store.server.ts'

/** What a file changes, as the second person sees it. */
export type RecoverySheet = {
  /** `number`: the question's place on this candidate's screen; in that order, and without what the server has already. */
  readonly rows: readonly (QuestionDifference & { readonly number: number; readonly isOtherDevice: boolean })[]
  /** How many questions are the same in the file and on the server. */
  readonly same: number
  readonly letIn: number
  readonly lastContact: Date | null
  readonly isOver: boolean
  readonly seen: string
}

export type RecoveryEntry = Omit<ListedRecoveryFile, 'events'> & {
  readonly count: number
  /** Null once it is decided. */
  readonly sheet: RecoverySheet | null
  readonly mayDecide: boolean
  readonly isOwn: boolean
}

type NotFound = { readonly kind: 'not-found' }
type RecoveryPage = { readonly session: ListedSession; readonly files: readonly RecoveryEntry[]; readonly mayBringIn: boolean }

/** The recovery files of a session and what each one that waits would change. What an answer says is not shown. */
export function readRecoveryFiles(actor: Actor, examSessionId: ExamSessionId): Promise<Result<RecoveryPage, NotFound>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.read')
    const session = scope && (await findListedSession(transaction, scope, examSessionId))
    if (scope === null || session === null || actor.kind !== 'staff') return refuse({ kind: 'not-found' as const })
    const decides = scopeFor(actor, 'room-act.decide') !== null
    const files: RecoveryEntry[] = []
    for (const { events, ...file } of await listRecoveryFiles(transaction, scope, examSessionId)) {
      const isWaiting = file.state === 'waiting'
      files.push({
        ...file,
        count: events.length,
        sheet: isWaiting ? await sheetOf(actor, transaction, session, { events, ...file }) : null,
        mayDecide: decides && mayDecideRecovery(file, actor.accountId).ok,
        isOwn: isWaiting && file.uploadedBy === actor.accountId,
      })
    }
    return accept({ session, files, mayBringIn: scopeFor(actor, 'room-act.ask') !== null })
  })
}

async function sheetOf(
  actor: Actor,
  transaction: Transaction,
  { periodId }: ListedSession,
  { attemptId, events, uploadedAt }: ListedRecoveryFile,
): Promise<RecoverySheet> {
  const attempt = await findAttempt(transaction, attemptId)
  if (attempt === null) throw new Error(`a recovery file is about attempt ${attemptId}, which is not stored`)
  const { order } = await findLayout(transaction, attemptId)
  const compared = await compareRecovery(actor, transaction, { attempt, periodId, events, uploadedAt })
  const rows = compared.difference
    .filter(({ effect }) => effect !== 'same')
    .map((row) => ({ ...row, number: order.indexOf(row.position) + 1, isOtherDevice: row.newest.leaseEpoch !== attempt.lease.epoch }))
    .sort((left, right) => left.number - right.number)
  return {
    rows,
    same: compared.difference.length - rows.length,
    letIn: compared.events.filter(isLetIn).length,
    lastContact: compared.lastContact,
    isOver: attempt.status === 'closed',
    seen: markOf(compared.difference),
  }
}

/** Rooms with files that wait for this reader as the second person. */
export function browseWaitingFiles(actor: Actor): Promise<Result<readonly RoomWithFiles[], NotFound>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'room-act.decide')
    if (scope === null || actor.kind !== 'staff') return refuse({ kind: 'not-found' as const })
    return accept(await listRoomsWithFiles(transaction, scope, actor.accountId))
  })
}
