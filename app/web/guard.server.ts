import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import type { Actor } from '#app/domain/access/actor.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { PERMISSIONS, type Permission } from '#app/domain/access/permission.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'
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
}

/** A loader that names its permission: nothing runs before the actor is known to hold it. A test asks every route for it. */
export function guardedLoader<Answer>(permission: Permission, open: (context: DoorContext) => Promise<Answer>) {
  const loader = async (arguments_: LoaderFunctionArgs): Promise<Answer> => open(await enter(permission, arguments_))
  return Object.assign(loader, { permission })
}

/** An action that names its permission. */
export function guardedAction<Answer>(permission: Permission, act: (context: DoorContext) => Promise<Answer>) {
  const action = async (arguments_: ActionFunctionArgs): Promise<Answer> => act(await enter(permission, arguments_))
  return Object.assign(action, { permission })
}

async function enter(permission: Permission, { request, params, context }: LoaderFunctionArgs): Promise<DoorContext> {
  const actor = await currentActor(request)
  const url = new URL(request.url)
  if (!mayEnter(actor, permission)) {
    if (actor.kind === 'anonymous') throw redirect(signInPath(permission, url))
    throw new Response(null, { status: 403 })
  }
  return { actor, request, params, locale: readLocale(request), url, address: context.address }
}

function signInPath(permission: Permission, url: URL): string {
  const holders = PERMISSIONS[permission]
  const forCandidates = holders !== 'anyone' && 'candidate' in holders
  return `${forCandidates ? '/exam/sign-in' : '/sign-in'}?next=${encodeURIComponent(url.pathname)}`
}

/** Only a path of this site is followed after a sign-in. */
export function safeNext(next: string | null, otherwise: string): string {
  return next !== null && /^\/(?![/\\])[\w\-./]*$/.test(next) ? next : otherwise
}
