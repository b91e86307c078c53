import { createCookie } from '@remix-run/node'
import { type Actor, ANONYMOUS } from '#app/domain/access/actor.ts'
import { textHash } from '#app/domain/shared/canonical-hash.ts'
import { environment } from '#app/platform/environment.server.ts'
import { randomHex } from '#app/platform/random.server.ts'
import { findActor } from '#app/use-cases/access/find-actor.server.ts'

function sessionCookie() {
  return createCookie('__Host-tera', { path: '/', httpOnly: true, sameSite: 'lax', secure: environment().secureCookies })
}

export function readSessionIdHash(request: Request): Promise<string | null> {
  return sessionIdHashIn(request.headers.get('Cookie'))
}

export async function sessionIdHashIn(cookies: string | null): Promise<string | null> {
  const value: unknown = await sessionCookie().parse(cookies)
  return typeof value === 'string' && /^[0-9a-f]{32}$/.test(value) ? textHash(value) : null
}

/** A new id at every sign-in: 128 random bits, known to the browser alone; the database holds its hash. */
export function newSessionId(): { id: string; idHash: string } {
  const id = randomHex(128)
  return { id, idHash: textHash(id) }
}

export function sessionHeader(id: string, expires: Date): Promise<string> {
  return sessionCookie().serialize(id, { expires })
}

export function endedSessionHeader(): Promise<string> {
  return sessionCookie().serialize('', { maxAge: 0 })
}

const known = new WeakMap<Request, Promise<Actor>>()

/** Who sends this request; looked up once per request object. */
export function currentActor(request: Request): Promise<Actor> {
  const found = known.get(request) ?? lookUp(request)
  known.set(request, found)
  return found
}

/** Who holds the session now, however long ago the request came. */
export function actorNow(request: Request): Promise<Actor> {
  return lookUp(request)
}

async function lookUp(request: Request): Promise<Actor> {
  const idHash = await readSessionIdHash(request)
  return idHash === null ? ANONYMOUS : findActor(ANONYMOUS, idHash)
}
