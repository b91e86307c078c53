import { type Actor, ANONYMOUS } from '#app/domain/access/actor.ts'
import { AnswerBatch } from '#app/domain/delivery/answer-events.ts'
import { secondsUntilFree } from '#app/platform/busy.server.ts'
import { metrics } from '#app/platform/metrics.server.ts'
import { findActor } from '#app/use-cases/access/find-actor.server.ts'
import { saveAnswers } from '#app/use-cases/delivery/save-answers.server.ts'
import { letIn } from './guard.server.ts'
import { sessionIdHashIn } from './session.server.ts'

const PATH = '/exam/answers'
const PERMISSION = 'attempt.take'

export type DoorAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }

/** Saves as they reach the host: a cookie header and a body in, an answer out. The queue's route is the same door with a request. */
export async function answerSave(cookies: string | undefined, body: string): Promise<DoorAnswer> {
  const from = performance.now()
  const answer = await answerKnown(cookies, body).catch(orBusy)
  metrics.saveAnswered(answer.status, performance.now() - from)
  return answer
}

/** Whoever waits too long is told to come again: what was sent twice is stored once. */
function orBusy(error: unknown): DoorAnswer {
  const seconds = secondsUntilFree(error)
  if (seconds === null) throw error
  return json(503, { refusal: 'busy' }, { 'Retry-After': String(seconds) })
}

async function answerKnown(cookies: string | undefined, body: string): Promise<DoorAnswer> {
  const sent = SESSION_COOKIE.exec(cookies ?? '')?.[1] ?? ''
  const known = sessions.get(sent)
  if (known !== undefined && known.until > performance.now()) {
    const answer = await answerBatch(known.actor, body, known.idHash)
    if (answer !== null) return answer
  }
  sessions.delete(sent)
  const idHash = await sessionIdHashIn(cookies ?? null)
  const actor = idHash === null ? ANONYMOUS : await findActor(ANONYMOUS, idHash)
  const refused = refusalOf(actor)
  if (refused !== null) return refused
  if (idHash !== null) remember(sent, { idHash, actor, until: performance.now() + REMEMBERED_MILLISECONDS })
  return (await answerBatch(actor, body, null)) ?? json(401, { refusal: 'signed-out' })
}

const SESSION_COOKIE = /(?:^|;\s*)__Host-tera=([^;]+)/
/** Who a cookie belonged to when it was last looked up: never a reason to store, the statement that stores finds the session itself. */
const sessions = new Map<string, { readonly idHash: string; readonly actor: Actor; readonly until: number }>()
const REMEMBERED_MILLISECONDS = 60_000
const MOST_REMEMBERED = 5_000

function remember(cookie: string, session: { idHash: string; actor: Actor; until: number }) {
  sessions.set(cookie, session)
  for (const oldest of sessions.keys()) {
    if (sessions.size <= MOST_REMEMBERED) break
    sessions.delete(oldest)
  }
}

/** Null when the session that was remembered does not stand any more. 409 tells a device that another one holds the lease. */
export async function answerBatch(actor: Actor, body: string, sessionIdHash: string | null): Promise<DoorAnswer | null> {
  const batch = AnswerBatch.safeParse(parsed(body))
  if (!batch.success) return json(400, { refusal: 'bad-input' })
  const result = await saveAnswers(actor, batch.data, sessionIdHash)
  if (result.ok) for (const { standing } of result.value.acks) metrics.eventStands(standing)
  if (result.ok) return json(result.value.holdsLease ? 200 : 409, result.value)
  return result.refusal.kind === 'signed-out' ? null : json(404, { refusal: result.refusal.kind })
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

function refusalOf(actor: Actor): DoorAnswer | null {
  try {
    letIn(actor, PERMISSION, PATH)
    return null
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown
    return { status: thrown.status, headers: Object.fromEntries(thrown.headers), body: '' }
  }
}

function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): DoorAnswer {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(value) }
}
