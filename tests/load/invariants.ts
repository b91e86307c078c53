import pg from 'pg'
import { z } from 'zod'
import { ExamResultId } from '#app/domain/shared/id.ts'
import { verifyChain } from '#app/use-cases/audit/verify-chain.server.ts'
import { checkResult } from '#app/use-cases/scoring/check-result.server.ts'
import { makeStaff } from '#tests/factories/world.ts'
import type { Ledger, SentAnswer } from './ledger.ts'

export type Finding = {
  readonly id: 'I1' | 'I2' | 'I3' | 'I4' | 'I6' | 'L4' | 'duplicates'
  readonly what: string
  readonly counted: number
  readonly wrong: number
  readonly examples: readonly string[]
}
export type Findings = { readonly findings: readonly Finding[]; readonly acknowledged: number; readonly scoredWithin: number }

const Attempt = z.object({
  id: z.string(),
  number: z.string(),
  status: z.string(),
  deadline: z.coerce.date(),
  grace_seconds: z.number(),
  closed_by: z.string().nullable(),
  closed_at: z.coerce.date().nullable(),
  effective_end: z.coerce.date().nullable(),
  event_count: z.number().nullable(),
  event_hash: z.string().nullable(),
  log_count: z.number(),
  log_hash: z.string(),
})
type Attempt = z.infer<typeof Attempt>
const Event = z.object({
  attempt_id: z.string(),
  lease_epoch: z.number(),
  seq: z.number(),
  position: z.number(),
  value: z.unknown(),
  doubtful: z.boolean(),
  standing: z.string(),
  received_at: z.coerce.date(),
})
type Event = z.infer<typeof Event>
const Current = Event.omit({ standing: true, received_at: true })
const Result = z.object({ id: ExamResultId, attempt_id: z.string(), scored_at: z.coerce.date() })
const Audited = z.object({ kind: z.string(), subject: z.string(), event_hash: z.string().nullable(), event_count: z.number().nullable() })

/** Compares what candidates sent and heard with what the database holds; the database that `useDatabase` named is the same one. */
export async function checkInvariants(url: string, ledgers: readonly Ledger[]): Promise<Findings> {
  const seen = await readAll(url)
  const acknowledged = ledgers.flatMap(({ answers }) => answers).filter(({ standing }) => standing === 'accepted').length
  const findings = [
    acknowledgedAreStored(ledgers, seen),
    lastOnesCount(ledgers, seen),
    nothingTwice(ledgers, seen),
    nothingAfterTheEnd(ledgers, seen),
    oneResultEach(seen),
    await scoresRecomputed(seen),
    auditAgrees(seen),
    await chainHolds(),
  ]
  return { findings, acknowledged, scoredWithin: slowestScore(seen) }
}

type Seen = {
  readonly attempts: readonly Attempt[]
  readonly events: ReadonlyMap<string, readonly Event[]>
  readonly current: ReadonlyMap<string, readonly z.infer<typeof Current>[]>
  readonly results: readonly z.infer<typeof Result>[]
  readonly audited: readonly z.infer<typeof Audited>[]
}

async function readAll(url: string): Promise<Seen> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const read = async <Row>(schema: z.ZodType<Row>, sql: string) => z.array(schema).parse((await client.query(sql)).rows)
  try {
    const attempts = await read(
      Attempt,
      `SELECT a.id, c.participant_number AS number, a.status, a.deadline, a.grace_seconds, a.closed_by, a.closed_at, a.effective_end, a.event_count, a.event_hash,
         l.log_count, l.log_hash
       FROM attempt a JOIN candidate c ON c.id = a.candidate_id CROSS JOIN LATERAL (
         SELECT count(*)::int AS log_count, encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', lease_epoch, seq, position, doubtful, value::text,
           (extract(epoch FROM received_at) * 1000)::bigint), E'\\n' ORDER BY lease_epoch, seq), ''), 'UTF8')), 'hex') AS log_hash
         FROM answer_event WHERE attempt_id = a.id AND standing = 'accepted') AS l`,
    )
    const events = await read(
      Event,
      'SELECT attempt_id, lease_epoch, seq, position, value, doubtful, standing, received_at FROM answer_event',
    )
    const current = await read(Current, 'SELECT attempt_id, lease_epoch, seq, position, value, doubtful FROM current_answer')
    const results = await read(Result, 'SELECT id, attempt_id, scored_at FROM exam_result WHERE current')
    const audited = await read(
      Audited,
      `SELECT kind, subject, detail ->> 'eventHash' AS event_hash, (detail ->> 'eventCount')::int AS event_count FROM audit_entry WHERE kind LIKE 'attempt.%'`,
    )
    return { attempts, events: grouped(events), current: grouped(current), results, audited }
  } finally {
    await client.end()
  }
}

function grouped<Row extends { attempt_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.attempt_id)
    if (group === undefined) groups.set(row.attempt_id, [row])
    else group.push(row)
  }
  return groups
}

const isAfter = (left: { leaseEpoch: number; seq: number }, right: { leaseEpoch: number; seq: number }) =>
  left.leaseEpoch === right.leaseEpoch ? left.seq > right.seq : left.leaseEpoch > right.leaseEpoch

function acknowledgedAreStored(ledgers: readonly Ledger[], { events, current }: Seen): Finding {
  const wrong: string[] = []
  let counted = 0
  for (const { attemptId, number, answers } of ledgers) {
    const stored = new Map((events.get(attemptId) ?? []).map((event) => [`${event.lease_epoch}/${event.seq}`, event]))
    const now = new Map((current.get(attemptId) ?? []).map((row) => [row.position, row]))
    const newest = new Map<number, SentAnswer>()
    for (const answer of answers.filter(({ standing }) => standing === 'accepted')) {
      counted += 1
      const event = stored.get(`${answer.leaseEpoch}/${answer.seq}`)
      const same =
        event !== undefined && event.standing === 'accepted' && event.position === answer.position && isSame(event.value, answer.value)
      if (!same) wrong.push(`${number} ${answer.leaseEpoch}/${answer.seq}: acknowledged, not in the log as it was sent`)
      const last = newest.get(answer.position)
      if (last === undefined || isAfter(answer, last)) newest.set(answer.position, answer)
    }
    for (const [position, answer] of newest) {
      const row = now.get(position)
      const holds =
        row !== undefined &&
        (isAfter({ leaseEpoch: row.lease_epoch, seq: row.seq }, answer) || (row.seq === answer.seq && isSame(row.value, answer.value)))
      if (!holds) wrong.push(`${number} question ${position}: the acknowledged answer is neither current nor replaced`)
    }
  }
  return finding('I1', 'acknowledged saves that are not stored', counted, wrong)
}

function lastOnesCount(ledgers: readonly Ledger[], { current }: Seen): Finding {
  const wrong: string[] = []
  let counted = 0
  for (const { attemptId, number, answers } of ledgers) {
    const now = new Map((current.get(attemptId) ?? []).map((row) => [row.position, row]))
    const last = new Map<number, SentAnswer>()
    for (const answer of answers) {
      const before = last.get(answer.position)
      if (
        answer.standing !== 'conflict' &&
        answer.standing !== 'late' &&
        answer.standing !== 'seq-taken' &&
        (before === undefined || !isAfter(before, answer))
      )
        last.set(answer.position, answer)
    }
    for (const [position, answer] of last) {
      if (answer.standing !== 'accepted') continue
      counted += 1
      if (!isSame(now.get(position)?.value, answer.value))
        wrong.push(`${number} question ${position}: another answer than the last one sent`)
    }
  }
  return finding('L4', 'acknowledged answers that are not the last one sent', counted, wrong)
}

/** Every event of the log was sent, as it stands there, and once. */
function nothingTwice(ledgers: readonly Ledger[], { events, attempts }: Seen): Finding {
  const wrong: string[] = []
  let counted = 0
  const known = new Map(ledgers.map((ledger) => [ledger.attemptId, ledger]))
  for (const { id, number } of attempts) {
    const sent = new Map((known.get(id)?.answers ?? []).map((answer) => [`${answer.leaseEpoch}/${answer.seq}`, answer]))
    for (const event of events.get(id) ?? []) {
      if (event.standing !== 'accepted') continue
      counted += 1
      const answer = sent.get(`${event.lease_epoch}/${event.seq}`)
      if (answer === undefined || !isSame(answer.value, event.value))
        wrong.push(`${number} ${event.lease_epoch}/${event.seq}: in the log, never sent so`)
    }
  }
  const attemptsTwice = attempts.length - new Set(attempts.map(({ number }) => number)).size
  if (attemptsTwice > 0) wrong.push(`${attemptsTwice} candidates with two attempts`)
  return finding('duplicates', 'events in the log that nobody sent, or twice', counted, wrong)
}

function nothingAfterTheEnd(ledgers: readonly Ledger[], { attempts, events }: Seen): Finding {
  const wrong: string[] = []
  let counted = 0
  const byId = new Map(attempts.map((attempt) => [attempt.id, attempt]))
  const endOf = ({ deadline, grace_seconds: grace }: Attempt) => deadline.getTime() + grace * 1000
  for (const [id, own] of events) {
    const attempt = byId.get(id)
    for (const event of own) {
      if (event.standing !== 'accepted') continue
      counted += 1
      if (attempt === undefined || event.received_at.getTime() > endOf(attempt))
        wrong.push(`${attempt?.number} ${event.lease_epoch}/${event.seq}: taken in after the end`)
    }
  }
  for (const { attemptId, number, answers } of ledgers) {
    const attempt = byId.get(attemptId)
    for (const { standing, sentAt, seq } of answers)
      if (standing === 'accepted' && attempt !== undefined && sentAt > endOf(attempt))
        wrong.push(`${number} ${seq}: sent after the end and accepted`)
  }
  return finding('I2', 'answers taken in after deadline and grace', counted, wrong)
}

function oneResultEach({ attempts, results }: Seen): Finding {
  const counts = new Map<string, number>()
  for (const { attempt_id: id } of results) counts.set(id, (counts.get(id) ?? 0) + 1)
  const wrong = attempts
    .filter(({ id, status }) => (counts.get(id) ?? 0) !== (status === 'closed' ? 1 : 0))
    .map(({ id, number, status }) => `${number} is ${status} with ${counts.get(id) ?? 0} current results`)
  return finding('I3', 'attempts without exactly one current result', attempts.length, wrong)
}

/** By the domain's own scorer, from the stored answers and the form as it was frozen. */
async function scoresRecomputed({ results }: Seen): Promise<Finding> {
  const reader = await makeStaff('verifier')
  const wrong: string[] = []
  const left = [...results]
  const work = async () => {
    for (let result = left.pop(); result !== undefined; result = left.pop()) {
      const check = await checkResult(reader, result.id)
      if (!check.ok || !check.value.matches) wrong.push(`attempt ${result.attempt_id}: its stored score is not its recalculation`)
    }
  }
  await Promise.all([work(), work(), work(), work()])
  return finding('I4', 'stored scores that differ from their recalculation', results.length, wrong)
}

function auditAgrees({ attempts, audited }: Seen): Finding {
  const wrong: string[] = []
  for (const { id, number, status, event_hash: hash, event_count: count, log_hash: logHash, log_count: logCount } of attempts) {
    const own = audited.filter(({ subject }) => subject === id)
    if (own.filter(({ kind }) => kind === 'attempt.started').length !== 1) wrong.push(`${number}: not one entry of its start`)
    const closings = own.filter(({ kind }) => kind === 'attempt.handed-in' || kind === 'attempt.closed')
    if (closings.length !== (status === 'closed' ? 1 : 0)) wrong.push(`${number}: ${closings.length} entries of its closing`)
    if (status !== 'closed') continue
    const [closing] = closings
    if (hash !== logHash || count !== logCount || closing?.event_hash !== logHash || closing.event_count !== logCount)
      wrong.push(`${number}: the hash of its closing is not the hash of its log`)
  }
  return finding('I6', 'attempts whose audit entries or hash do not agree with their log', attempts.length, wrong)
}

async function chainHolds(): Promise<Finding> {
  const verdict = await verifyChain(await makeStaff('auditor'))
  if (!verdict.ok) return finding('I6', 'faults of the audit chain', 0, ['the chain was not read'])
  return finding(
    'I6',
    'faults of the audit chain',
    verdict.value.entries,
    verdict.value.faults.map((fault) =>
      JSON.stringify(fault, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
    ),
  )
}

/** Seconds from the closing to the score, of the slowest one. */
function slowestScore({ attempts, results }: Seen): number {
  const closed = new Map(attempts.map(({ id, closed_at: at }) => [id, at?.getTime() ?? Number.NaN]))
  return results.reduce(
    (slowest, { attempt_id: id, scored_at: at }) => Math.max(slowest, (at.getTime() - (closed.get(id) ?? Number.NaN)) / 1000),
    0,
  )
}

/** Until the scoring job is through. Answers the seconds that it took; the time limit when it did not. */
export async function waitUntilScored(url: string, seconds: number): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const from = performance.now()
  try {
    while (performance.now() < from + seconds * 1000) {
      const { rows } = await client.query<{ left: number }>(
        "SELECT count(*)::int AS left FROM attempt WHERE status = 'closed' AND scored_at IS NULL",
      )
      if (rows[0]?.left === 0) return (performance.now() - from) / 1000
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    const { rows } = await client.query<object>(
      'SELECT name, state, count(*)::int, max(started_on), max(output::text) FROM pgboss.job GROUP BY name, state',
    )
    console.log(`after ${seconds} s some attempts wait for their score; the queue: ${JSON.stringify(rows)}`)
    return seconds
  } finally {
    await client.end()
  }
}

/** The database may order keys and options in its own way. */
function isSame(left: unknown, right: unknown): boolean {
  return canonical(left) === canonical(right)
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'nothing'
  return `{${Object.entries(value)
    .map(([key, each]) => `${key}:${canonical(each)}`)
    .sort()
    .join()}}`
}

function finding(id: Finding['id'], what: string, counted: number, wrong: readonly string[]): Finding {
  return { id, what, counted, wrong: wrong.length, examples: wrong.slice(0, 5) }
}
