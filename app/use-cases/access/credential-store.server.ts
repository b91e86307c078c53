import { AccountId, CandidateId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export async function findAccountCredential(
  transaction: Transaction,
  username: string,
): Promise<{ accountId: AccountId; passwordHash: string } | null> {
  const row = await transaction.account.findUnique({ where: { username }, select: { id: true, passwordHash: true, active: true } })
  return row?.active ? { accountId: AccountId.parse(row.id), passwordHash: row.passwordHash } : null
}

export async function findCandidateCredential(
  transaction: Transaction,
  participantNumber: string,
): Promise<{ candidateId: CandidateId; pinHash: string; sessionToken: string | null } | null> {
  const row = await transaction.candidate.findUnique({
    where: { participantNumber },
    select: { id: true, pinHash: true, examSessionId: true },
  })
  if (!row?.pinHash) return null
  const session =
    row.examSessionId === null
      ? null
      : await transaction.examSession.findUnique({ where: { id: row.examSessionId }, select: { accessToken: true } })
  return { candidateId: CandidateId.parse(row.id), pinHash: row.pinHash, sessionToken: session?.accessToken ?? null }
}

/** Seconds until this key may try again; 0 when it may now. */
export async function blockedSeconds(transaction: Transaction, key: string): Promise<number> {
  const rows = await transaction.$queryRaw<{ seconds: number | null }[]>`
    SELECT ceil(extract(epoch FROM blocked_until - now()))::int AS seconds FROM sign_in_throttle WHERE key = ${key}`
  return Math.max(0, rows[0]?.seconds ?? 0)
}

/** Counts a failure; from `limit` failures within the window on, each one blocks the key, twice as long every time, at most 15 minutes. */
export async function countFailure(transaction: Transaction, key: string, limit: number, windowSeconds: number): Promise<void> {
  await transaction.$executeRaw`
    INSERT INTO sign_in_throttle AS t (key, failures, window_start, blocked_until) VALUES (${key}, 1, now(), NULL)
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN t.window_start < now() - make_interval(secs => ${windowSeconds}::double precision) THEN 1 ELSE t.failures + 1 END,
      window_start = CASE WHEN t.window_start < now() - make_interval(secs => ${windowSeconds}::double precision) THEN now() ELSE t.window_start END,
      blocked_until = CASE
        WHEN t.window_start >= now() - make_interval(secs => ${windowSeconds}::double precision) AND t.failures + 1 >= ${limit}
        THEN now() + make_interval(secs => least(900, 15 * power(2, least(10, t.failures + 1 - ${limit})))::double precision)
        ELSE t.blocked_until END`
}

export async function clearFailures(transaction: Transaction, key: string): Promise<void> {
  await transaction.signInThrottle.deleteMany({ where: { key } })
}
