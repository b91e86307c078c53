import { type ActionFunctionArgs, type HeadersArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import type { Actor } from '#app/domain/access/actor.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { PERMISSIONS, type Permission } from '#app/domain/access/permission.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'
import { secondsUntilFree } from '#app/platform/busy.server.ts'
import { readLocale } from './locale.server.ts'
import { currentActor } from './session.server.ts'

export type DoorContext = {
  readonly actor: Actor
  readonly request: Request
  readonly params: Readonly<Record<string, string | undefined>>
  readonly locale: Locale
  readonly url: URL
  /** The network address the request came from: for throttling, never stored with a person. */
  readonly address: string
  /** Calls when the browser is gone, or was answered. */
  readonly onClosed: (act: () => void) => void
}

/** A loader that names its permission: nothing runs before the actor is known to hold it. A test asks every route for it. */
export function guardedLoader<Answer>(permission: Permission, open: (context: DoorContext) => Promise<Answer>) {
  const loader = (arguments_: LoaderFunctionArgs): Promise<Answer> => orBusy(async () => open(await enter(permission, arguments_)))
  return Object.assign(loader, { permission })
}

/** An action that names its permission. */
export function guardedAction<Answer>(permission: Permission, act: (context: DoorContext) => Promise<Answer>) {
  const action = (arguments_: ActionFunctionArgs): Promise<Answer> => orBusy(async () => act(await enter(permission, arguments_)))
  return Object.assign(action, { permission })
}

/** Whoever waits too long for the database is told to come again, before she goes away; nothing was done. */
async function orBusy<Answer>(answer: () => Promise<Answer>): Promise<Answer> {
  try {
    return await answer()
  } catch (error) {
    const seconds = secondsUntilFree(error)
    throw seconds === null ? error : new Response(null, { status: 503, headers: { 'Retry-After': String(seconds) } })
  }
}

/** For every route that shows errors: a page that is told to come again later says when. */
export function laterHeaders({ errorHeaders }: Pick<HeadersArgs, 'errorHeaders'>): Record<string, string> {
  const seconds = errorHeaders?.get('Retry-After') ?? null
  return seconds === null ? {} : { 'Retry-After': seconds }
}

async function enter(permission: Permission, { request, params, context }: LoaderFunctionArgs): Promise<DoorContext> {
  const actor = await currentActor(request)
  const url = new URL(request.url)
  letIn(actor, permission, url.pathname)
  const onClosed = context.onClosed ?? ((act) => request.signal.addEventListener('abort', act, { once: true }))
  return { actor, request, params, locale: readLocale(request), url, address: context.address, onClosed }
}

/** Throws the answer for whoever does not hold the permission: the way to sign in, or 403. */
export function letIn(actor: Actor, permission: Permission, path: string): void {
  if (mayEnter(actor, permission)) return
  if (actor.kind === 'anonymous') throw redirect(signInPath(permission, path))
  throw new Response(null, { status: 403 })
}

function signInPath(permission: Permission, path: string): string {
  const holders = PERMISSIONS[permission]
  const forCandidates = holders !== 'anyone' && 'candidate' in holders
  return `${forCandidates ? '/exam/sign-in' : '/sign-in'}?next=${encodeURIComponent(path)}`
}

/** Only a path of this site is followed after a sign-in. */
export function safeNext(next: string | null, otherwise: string): string {
  return next !== null && /^\/(?![/\\])[\w\-./]*$/.test(next) ? next : otherwise
}
