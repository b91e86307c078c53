import { beforeAll, describe, expect, test } from 'vitest'
import { titleOf } from '#app/components/ui/page-title.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { PERMISSIONS } from '#app/domain/access/permission.ts'
import { STAFF_ROLES } from '#app/domain/access/role.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { makeCadre, makeCandidate, makePeriod, makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { cookieOf } from './browser.ts'
import {
  type Answer,
  ask,
  type Handler,
  handleOf,
  handlersOf,
  laterOf,
  loadRoute,
  ROUTE_FILES,
  ROUTE_TABLE,
  type RouteModule,
} from './route-table.ts'

useTestDatabase()

const modules: RouteModule[] = []
beforeAll(async () => {
  for (const route of ROUTE_TABLE) modules.push(await loadRoute(route))
}, 120_000)

const doors = () =>
  modules.flatMap((route) =>
    route.handlers.map((handler) => ({ route, handler, title: `${handler.method} ${route.path} (${route.file})` })),
  )

async function everyActor(): Promise<[string, Actor][]> {
  await makeRegions()
  const region = { 'kelurahan-officer': '36.72.01.1001', 'kecamatan-officer': '36.72.01', proctor: '36.72.01' } as const
  const staff: [string, Actor][] = []
  for (const role of STAFF_ROLES)
    staff.push([role, await makeStaff(role, { regionCode: Object.entries(region).find(([name]) => name === role)?.[1] ?? null })])
  const noRole = await makeStaff('author')
  await reading((transaction) => transaction.roleGrant.deleteMany({ where: { accountId: noRole.accountId } }))
  const candidate = await makeCandidate({ periodId: await makePeriod(), cadreId: await makeCadre() })
  return [['anonymous', { kind: 'anonymous' }], ['no role', { ...noRole, grants: [] }], ['candidate', candidate], ...staff]
}

function isRefusal(actor: Actor, { permission }: Handler, { status, location }: Answer): boolean {
  if (actor.kind !== 'anonymous') return status === 403
  const holders = permission === null ? null : PERMISSIONS[permission]
  const door = holders !== null && holders !== 'anyone' && 'candidate' in holders ? '/exam/sign-in?next=' : '/sign-in?next='
  return status === 302 && location !== null && location.startsWith(door)
}

describe('the route table', () => {
  test('names every file under app/routes, each once', () => {
    expect(
      ROUTE_TABLE.map(({ file }) => file)
        .filter((file) => file !== 'root.tsx')
        .sort(),
    ).toEqual(ROUTE_FILES)
  })

  test('every page is titled in both languages', async () => {
    const pages = ROUTE_TABLE.filter(({ file }) => file.endsWith('.tsx') && !/layout|^root/.test(file))
    const untitled = []
    for (const page of pages) if (titleOf([await handleOf(page)], 'id') === null) untitled.push(page.file)
    expect(untitled).toEqual([])
    expect(pages.length).toBeGreaterThan(20)
  })

  test('a page that shows an error says when to come again, where the server said so', async () => {
    const later = await Promise.all(ROUTE_TABLE.map(async (route) => [route.file, await laterOf(route)] as const))
    const shown = later.filter(([, seconds]) => seconds !== null)
    expect(shown.length).toBeGreaterThan(2)
    expect(shown.filter(([, seconds]) => seconds !== '5')).toEqual([])
  })

  test('every loader and action names a permission of the matrix', () => {
    expect(doors().flatMap(({ handler, title }) => (handler.permission === null ? [title] : []))).toEqual([])
    expect(doors().length).toBeGreaterThan(20)
  })

  test('reading and changing what is not for anyone is for signed-in people, and an action never asks for less than a role', () => {
    const open = doors().filter(({ handler }) => handler.permission !== null && PERMISSIONS[handler.permission] === 'anyone')
    const outside = open.filter(({ route }) => !/^routes\/(public|candidate)\/|^root\.tsx$/.test(route.file))
    expect(outside.map(({ title }) => title)).toEqual([])
  })
})

describe('every door', () => {
  test('refuses whoever lacks its permission, and nothing is recorded or changed', async () => {
    const actors = await everyActor()
    const recorded = () => reading((transaction) => transaction.auditEntry.count())
    const before = await recorded()
    const wrong: string[] = []
    let refused = 0
    for (const [name, actor] of actors) {
      const cookie = await cookieOf(actor)
      for (const { route, handler, title } of doors()) {
        if (handler.permission === null || mayEnter(actor, handler.permission)) continue
        const answer = await ask(handler, { path: route.path, cookie }).catch((error: unknown) => error)
        refused += 1
        if (answer instanceof Error) wrong.push(`${name}: ${title} fails: ${answer.message}`)
        else if (!isAnswer(answer) || !isRefusal(actor, handler, answer)) wrong.push(`${name}: ${title} answers ${JSON.stringify(answer)}`)
      }
    }
    expect(wrong).toEqual([])
    expect(await recorded()).toBe(before)
    expect(refused).toBeGreaterThan(300)
  }, 300_000)

  test('answers whoever holds its permission without failing, even for an unknown id and an empty form', async () => {
    const wrong: string[] = []
    for (const [name, actor] of await everyActor()) {
      for (const { route, handler, title } of doors()) {
        if (handler.permission === null || !mayEnter(actor, handler.permission)) continue
        const answer = await ask(handler, { path: route.path, cookie: await cookieOf(actor) }).catch((error: unknown) => error)
        if (answer instanceof Error) wrong.push(`${name}: ${title} fails: ${answer.message}`)
        else if (!isAnswer(answer) || answer.status === 403 || answer.status >= 500)
          wrong.push(`${name}: ${title} answers ${JSON.stringify(answer)}`)
      }
    }
    expect(wrong).toEqual([])
  }, 300_000)
})

describe('these checks', () => {
  const anonymous: Actor = { kind: 'anonymous' }
  const door = (call: Handler['call']): Handler => ({ name: 'loader', method: 'GET', permission: 'account.manage', call })

  test('notice a door that lets everybody in, one that only hides the page, and one that breaks', async () => {
    const open = door(async () => ({ secret: 1 }))
    const hidden = door(async () => new Response('secret', { status: 404 }))
    expect(isRefusal(anonymous, open, await ask(open, { path: '/' }))).toBe(false)
    expect(isRefusal(anonymous, hidden, await ask(hidden, { path: '/' }))).toBe(false)
    const broken = door(async () => Promise.reject(new Error('a bug')))
    await expect(ask(broken, { path: '/' })).rejects.toThrow('a bug')
  })

  test('notice a handler without a permission', async () => {
    expect(
      handlersOf({ loader: async () => null, action: Object.assign(async () => null, { permission: 'no.such' }) }).map(
        ({ permission }) => permission,
      ),
    ).toEqual([null, null])
  })
})

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'status' in value
}
