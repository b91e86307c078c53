import { type Actor, ANONYMOUS } from '#app/domain/access/actor.ts'
import type { Permission } from '#app/domain/access/permission.ts'
import { AccountId, CandidateId } from '#app/domain/shared/id.ts'
import { DEMO_PASSWORD } from '../../prisma/demo/accounts.ts'
import { ACTS, type Act, type Body } from './access-acts.ts'
import type { AccessWorld, BuiltRoute, CandidatePerson } from './access-world.ts'

const DEMO_PIN = '246810'
const AT_ONCE = 8

export type Person = {
  readonly name: string
  readonly actor: Actor
  /** As the audit trail names her. */
  readonly account: string
  readonly cookie: string
  /** Whether the subject's kelurahan lies beyond hers. */
  readonly isElsewhere: boolean
  /** Whether somebody with the same rights stands before her. */
  readonly isFurther: boolean
}
type Method = 'GET' | 'POST'
export type Door = {
  readonly route: BuiltRoute
  readonly method: Method
  readonly permission: Permission
  /** With ids of rows that exist. */
  readonly path: string
  /** Where what the address names lies; null where that is nothing on the map. */
  readonly region: string | null
  readonly search: Readonly<Record<string, string>>
}
export type Asked = { readonly headers?: Readonly<Record<string, string>>; readonly body?: Body | null }
export type Answer = {
  readonly status: number
  readonly location: string
  readonly type: string
  readonly bytes: Uint8Array
  readonly text: string
}

/** What an address needs to be told before it shows anything. */
const SEARCH: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'routes/office/selection-figures-form': { kind: 'candidates' },
}

/** Everybody of the world, each signed in through the page for it, and nobody. */
export async function signEverybodyIn(origin: string, world: AccessWorld): Promise<Person[]> {
  const found: Person[] = [{ name: 'nobody', actor: ANONYMOUS, account: '', cookie: '', isElsewhere: false, isFurther: false }]
  const staff = world.staff.map(async ({ username, grants, standing }): Promise<Person> => {
    const cookie = await signIn(`${origin}/sign-in`, { username, password: DEMO_PASSWORD })
    const roles = grants.map(({ role, regionCode }) => `${role}${regionCode === null ? '' : ` of ${regionCode}`}`)
    const actor: Actor = {
      kind: 'staff',
      accountId: AccountId.parse('00000000-0000-4000-8000-000000000000'),
      displayName: username,
      grants,
    }
    return {
      name: roles.join(', ') || 'staff without a role',
      actor,
      account: username,
      cookie,
      isElsewhere: standing === 'elsewhere',
      isFurther: false,
    }
  })
  const candidates = Object.entries(world.candidates).map(([which, candidate]) => candidatePerson(origin, which, candidate))
  return [...found, ...(await Promise.all([...staff, ...candidates]))]
}

async function candidatePerson(origin: string, which: string, { candidateId, number, token }: CandidatePerson): Promise<Person> {
  const cookie = await signIn(`${origin}/exam/sign-in`, { number, pin: DEMO_PIN, token })
  const actor: Actor = { kind: 'candidate', candidateId: CandidateId.parse(candidateId), deviceKey: 'browser' }
  return {
    name: `candidate (${which})`,
    actor,
    account: `candidate ${candidateId}`,
    cookie,
    isElsewhere: false,
    isFurther: which !== 'own',
  }
}

async function signIn(address: string, fields: Record<string, string>): Promise<string> {
  const response = await fetch(address, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: new URL(address).origin },
    body: new URLSearchParams(fields),
  })
  if (response.status !== 302) throw new Error(`${Object.values(fields)[0]} cannot sign in: ${response.status} ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** Every handler of the app, at an address that leads to something. */
export function doorsOf(world: AccessWorld): Door[] {
  return world.routes.flatMap((route) => [
    ...(route.loader === null ? [] : [doorOf(world, route, 'GET', route.loader)]),
    ...(route.action === null ? [] : [doorOf(world, route, 'POST', route.action)]),
  ])
}

function doorOf(world: AccessWorld, route: BuiltRoute, method: Method, permission: Permission): Door {
  const search = { ...(route.isIndex && { index: '' }), ...SEARCH[route.id] }
  return { route, method, permission, path: pathOf(world, route), region: regionOf(world, route), search }
}

/** A name for which no row is known fails everything. */
function pathOf(world: AccessWorld, { path }: BuiltRoute, others: Readonly<Record<string, string>> = {}): string {
  return path.replace(/:(\w+)/g, (_whole, name: string) => {
    const value = others[name] ?? world.params[name]?.value
    if (value === undefined || value === '') throw new Error(`${path}: tests/setup/access-data.ts knows no row for :${name}`)
    return value
  })
}

function regionOf(world: AccessWorld, route: BuiltRoute): string | null {
  return (
    namesIn(route)
      .map((name) => world.params[name]?.region ?? null)
      .find((region) => region !== null) ?? null
  )
}

/** The names that stand for ids in a route's address. */
export function namesIn({ path }: BuiltRoute): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
}

export type ActDoor = { readonly door: Door; readonly act: Act }

export function actDoorsOf(world: AccessWorld, doors: readonly Door[]): ActDoor[] {
  return Object.entries(ACTS).flatMap(([id, acts]) => {
    const found = doors.find(({ route, method }) => route.id === id && method === 'POST')
    if (found === undefined) throw new Error(`${id} has no action`)
    return acts.map((act) => {
      const others = Object.fromEntries(Object.entries(act.at ?? {}).map(([name, row]) => [name, world.rows[row] ?? '']))
      return { act, door: { ...found, path: pathOf(world, found.route, others) } }
    })
  })
}

/** What the act's permission is asked about. */
export function subjectOf(world: AccessWorld, { about }: Act): { regionCode?: string; ownerCandidateId?: string } {
  switch (about) {
    case 'region':
      return { regionCode: world.home }
    case 'sitting':
    case 'appellant':
      return { ownerCandidateId: world.candidates[about].candidateId }
    case 'nobody':
      return {}
  }
}

/** Does the work for every pair, so many at once. */
export async function everyPair<A, B>(
  some: readonly A[],
  others: readonly B[],
  work: (one: A, other: B) => Promise<void>,
  atOnce = AT_ONCE,
): Promise<void> {
  const pairs = some.flatMap((one) => others.map((other) => ({ one, other })))
  let next = 0
  const worker = async () => {
    for (let pair = pairs[next++]; pair !== undefined; pair = pairs[next++]) await work(pair.one, pair.other)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

export async function ask(origin: string, person: Person, door: Door, { headers = {}, body = null }: Asked = {}): Promise<Answer> {
  const posts = door.method === 'POST'
  const response = await fetch(`${origin}${addressOf(door)}`, {
    method: door.method,
    redirect: 'manual',
    headers: {
      'Accept-Encoding': 'identity',
      ...(person.cookie !== '' && { Cookie: person.cookie }),
      ...(posts && { Origin: origin }),
      ...(posts && body?.kind === 'json' && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(posts && { body: encoded(body) }),
  })
  const bytes = new Uint8Array(await response.arrayBuffer())
  return {
    status: response.status,
    location: response.headers.get('Location') ?? '',
    type: response.headers.get('Content-Type') ?? '',
    bytes,
    text: new TextDecoder().decode(bytes),
  }
}

function encoded(body: Body | null): URLSearchParams | FormData | string {
  if (body === null) return new URLSearchParams()
  if (body.kind === 'json') return JSON.stringify(body.value)
  if (body.kind === 'form') return new URLSearchParams(body.fields.map(([name, value]) => [name, value]))
  const form = new FormData()
  for (const [name, value] of body.fields) form.append(name, value)
  form.append('file', new Blob([body.content ?? '%PDF-1.4\n%%EOF\n'], { type: 'application/pdf' }), 'surat.pdf')
  return form
}

export function addressOf({ path, search }: Door): string {
  const query = new URLSearchParams(search).toString()
  return query === '' ? path : `${path}?${query}`
}

export function report({ name }: Person, door: Door, { status }: Answer): string {
  return `${name}: ${door.method} ${addressOf(door)} (${door.permission}) answers ${status}`
}
