import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import { expect, test } from 'playwright/test'
import type { Actor } from '#app/domain/access/actor.ts'
import { may, mayEnter } from '#app/domain/access/may.ts'
import { PERMISSIONS, type Permission } from '#app/domain/access/permission.ts'
import { isWithin } from '#app/domain/access/role.ts'
import { ACTS, type Act } from '#tests/setup/access-acts.ts'
import {
  type ActDoor,
  type Answer,
  type Asked,
  actDoorsOf,
  addressOf,
  ask,
  type Door,
  doorsOf,
  everyPair,
  namesIn,
  type Person,
  report,
  signEverybodyIn,
  subjectOf,
} from '#tests/setup/access-client.ts'
import { AccessWorld, FORBIDDEN_NAME, WORLD_FILE, WRITES_FILE, WrittenRow } from '#tests/setup/access-world.ts'
import { type AppServer, startApp } from '#tests/setup/app-server.ts'

/**
 * Everybody at every door of the built app, over HTTP, with rows that exist. tests/guarantees/routes.test.ts asks each
 * handler in process, for ids that nothing has. This adds what lies between a browser and a handler (sign-in and its cookie,
 * the host's own way for saves, layouts, a page's loader asked for alone, the check of the origin) and what stands
 * behind a guard: people of another region, other candidates, and acts that need more than their route asks for.
 *
 * Who may do what comes from the matrix; no path is exempted here. The database itself notes every row that is written.
 */
const SCRIPT = 'tests/setup/access-data.ts'
/** Whole pages are made one after the other by the app's one process anyway. */
const PAGES_AT_ONCE = 2
type Probe = { readonly title: string; readonly account: string; readonly from: number; readonly to: number }

let app: AppServer
let world: AccessWorld
let people: readonly Person[]
let doors: readonly Door[]
let actDoors: readonly ActDoor[]
const probes: Probe[] = []

test.beforeAll(async () => {
  test.setTimeout(600_000)
  app = await startApp({ data: 'demo', prepare: SCRIPT, env: { LOG_LEVEL: 'error' } })
  world = AccessWorld.parse(JSON.parse(readFileSync(join(app.dataFolder, WORLD_FILE), 'utf8')))
  people = await signEverybodyIn(app.origin, world)
  doors = doorsOf(world)
  actDoors = actDoorsOf(world, doors)
})
test.afterAll(() => app?.stop())

test('every action that lets in more people than may act is known with its acts', () => {
  const unknown = doors.filter(
    ({ route, method, permission }) => method === 'POST' && reachesBeyond(permission) && ACTS[route.id] === undefined,
  )
  expect(unknown.map(({ route, permission }) => `${route.id} asks for ${permission}`)).toEqual([])
  expect(Object.keys(ACTS).filter((id) => !world.routes.some((route) => route.id === id && route.action !== null))).toEqual([])
})

test('whoever may not is refused at every door, people of another region too, and nothing is written', async () => {
  test.setTimeout(300_000)
  const began = new Date()
  const wrong: string[] = []
  for (const step of [refuseStrangers, refuseOtherRegions, refuseActs, refuseOtherOrigins]) wrong.push(...(await step()))
  const refused = { probes: probes.length, until: new Date() }
  const { faults, closed } = await openDoors()
  const undone = await doActs()
  await app.endWith(SCRIPT)
  const writes = WrittenRow.array().parse(JSON.parse(readFileSync(join(app.dataFolder, WRITES_FILE), 'utf8')))
  const seconds = ((Date.now() - began.getTime()) / 1000).toFixed(1).replace('.', ',')
  console.log(
    `access over HTTP: ${probes.length} combinations in ${seconds} s: ${refused.probes} refused, ${probes.length - refused.probes} allowed; ${people.length} people, ${doors.length} handlers`,
  )

  expect.soft(wrong, 'who is let in, or refused as if it were something else').toEqual([])
  const written = writes.filter(({ at }) => at > began && at < refused.until).map(describeWrite)
  expect.soft([...new Set(written)], 'what a refused request wrote').toEqual([])
  expect.soft(faults, 'who is not let in, or shown what lies elsewhere').toEqual([])
  expect.soft(closed, 'addresses that open for nobody, so that their refusal says nothing').toEqual([])
  expect.soft(undone(writes), 'acts that nobody can do, so that their refusal says nothing').toEqual([])
  expect(refused.probes).toBeGreaterThan(2_000)
})

/** Reading rights at an action, and rights over a region or over one's own things. */
function reachesBeyond(permission: Permission): boolean {
  const holders = PERMISSIONS[permission]
  if (holders === 'anyone') return false
  return permission.endsWith('.read') || Object.values(holders).some((reach) => reach !== 'city')
}

/** Every request is remembered, so that what it wrote can be laid to it. */
async function send(person: Person, door: Door, asked: Asked = {}): Promise<Answer> {
  const from = Date.now()
  const answer = await ask(app.origin, person, door, asked)
  probes.push({ title: `${person.name}: ${door.method} ${addressOf(door)}`, account: person.account, from, to: Date.now() })
  return answer
}

/* The requests that must be refused. */

/** Each kind of person once: a guard knows no region. Pages are asked for as a browser does by some, by their own handler alone by all. */
async function refuseStrangers(): Promise<string[]> {
  const wrong: string[] = []
  const kinds = people.filter(({ isElsewhere, isFurther }) => !isElsewhere && !isFurther)
  await everyPair(doors, kinds, async (door, person) => {
    if (mayEnter(person.actor, door.permission)) return
    const [act] = ACTS[door.route.id] ?? []
    const asBrowser = person.actor.kind === 'anonymous' || kinds.indexOf(person) === doors.indexOf(door) % kinds.length
    const asked = [
      ...(door.route.isPage ? [alone(door)] : []),
      ...(!door.route.isLayout && (asBrowser || !door.route.isPage) ? [door] : []),
    ]
    for (const each of asked) {
      const answer = await send(person, each, { body: act?.body(world) ?? null })
      if (!isTurnedAway(person, door.permission, answer)) wrong.push(report(person, each, answer))
    }
  })
  return wrong
}

function isTurnedAway({ actor }: Person, permission: Permission, { status, location, text }: Answer): boolean {
  if (actor.kind !== 'anonymous') return status === 403
  const holders = PERMISSIONS[permission]
  const signIn = holders !== 'anyone' && 'candidate' in holders ? '/exam/sign-in?next=' : '/sign-in?next='
  return status === 302 ? location.startsWith(signIn) : status === 202 && text.includes(`"${signIn}`)
}

/** What a page's own handler answers the browser's router: no layout's guard runs before it. */
function alone(door: Door): Door {
  const { route, method, search } = door
  return { ...dataOf(door), search: method === 'POST' ? search : { ...search, _routes: route.id } }
}

function dataOf(door: Door): Door {
  return { ...door, path: door.path === '/' ? '/_root.data' : `${door.path}.data` }
}

/** Staff who may enter, but not where the address leads to. */
async function refuseOtherRegions(): Promise<string[]> {
  const wrong: string[] = []
  const staff = people.filter(({ actor }) => actor.kind === 'staff')
  await everyPair(staff, doors, async (person, door) => {
    const regionCode = door.region
    if (regionCode === null || !mayEnter(person.actor, door.permission) || may(person.actor, door.permission, { regionCode })) return
    for (const each of door.route.isPage ? [door, alone(door)] : [door]) {
      const [act] = ACTS[door.route.id] ?? []
      const answer = await send(person, each, { body: act?.body(world) ?? null })
      if (answer.status !== 403 && answer.status !== 404) wrong.push(`${report(person, each, answer)} for ${regionCode}`)
      if (tellsOfSubject(answer)) wrong.push(`${report(person, each, answer)} and names the subject`)
    }
  })
  return wrong
}

/** Whoever may enter and may not act: the form is whole, so that only the right is missing. */
async function refuseActs(): Promise<string[]> {
  const wrong: string[] = []
  await everyPair(people, actDoors, async (person, { door, act }) => {
    if (!mayEnter(person.actor, door.permission) || may(person.actor, act.permission, subjectOf(world, act))) return
    const answer = await send(person, door, { body: act.body(world) })
    if (!isRefused(answer)) wrong.push(`${report(person, door, answer)} to: ${act.name}`)
    if (person.isElsewhere && tellsOfSubject(answer)) wrong.push(`${report(person, door, answer)} to: ${act.name}, and names the subject`)
  })
  return wrong
}

/** Not found, forbidden, or the page again with a word of refusal; a redirect is how success is told, unless it carries a problem. */
function isRefused({ status, location }: Answer): boolean {
  if (status === 403 || status === 404 || status === 200) return true
  return status === 302 && location.includes('problem=')
}

function tellsOfSubject({ text }: Answer): boolean {
  return NAMES_SUBJECT.test(text)
}

async function refuseOtherOrigins(): Promise<string[]> {
  const wrong: string[] = []
  const foreign: Record<string, string>[] = [{ Origin: 'https://lain.example' }, { Origin: app.origin, 'Sec-Fetch-Site': 'cross-site' }]
  await everyPair(foreign, doors, async (headers, door) => {
    if (door.method === 'GET') return
    const person = people.find(({ actor, isElsewhere }) => !isElsewhere && mayEnter(actor, door.permission))
    if (person === undefined) return
    const [act] = ACTS[door.route.id] ?? []
    const answer = await send(person, door, { headers, body: act?.body(world) ?? null })
    if (answer.status !== 403 || !answer.text.includes('bukan dari situs ini'))
      wrong.push(`${report(person, door, answer)} from another origin`)
  })
  return wrong
}

/* The requests that must be answered. */

/**
 * Every page opens for somebody, and so does every file whose rows no page names: what is refused elsewhere is there. Whoever
 * has only a part of the map is shown nothing from beyond it, whatever the address asks for; of a page the data are read,
 * because its words may hold examples.
 */
async function openDoors(): Promise<{ faults: string[]; closed: string[] }> {
  const faults: string[] = []
  const closed: string[] = []
  const reading = doors.filter(({ method, route }) => method === 'GET' && !route.isLayout)
  const shown = new Set(reading.filter(({ route }) => route.isPage).flatMap(({ route }) => namesIn(route)))
  const proof = reading.filter(({ route }) => route.isPage || namesIn(route).some((name) => !shown.has(name)))
  await everyPair(
    proof,
    [null],
    async (door) => {
      for (const person of people.filter((each) => mayOpen(each, door))) {
        const answer = await send(person, door)
        if (answer.status < 400) return
        if (person.actor.kind !== 'candidate') faults.push(report(person, door, answer))
      }
      closed.push(door.path)
    },
    PAGES_AT_ONCE,
  )
  await everyPair(
    reading,
    people.filter(hasPartOfMap),
    async (door, person) => {
      const isFileOfHers = door.region !== null && !door.route.isPage
      if (PERMISSIONS[door.permission] === 'anyone' || !mayOpen(person, door) || isFileOfHers) return
      const plain = door.route.isPage ? dataOf(door) : door
      for (const each of [plain, ...(person.isElsewhere ? [{ ...plain, search: { ...door.search, ...curiosity() } }] : [])]) {
        const answer = await send(person, each)
        if (answer.status >= 500 || answer.status === 403) faults.push(report(person, each, answer))
        faults.push(...(await whatLiesBeyond(person, each, answer)))
      }
    },
    PAGES_AT_ONCE,
  )
  return { faults, closed }
}

/** Addresses that are for anyone are opened by nobody in particular. */
function mayOpen({ actor }: Person, { region: regionCode, permission }: Door): boolean {
  if (PERMISSIONS[permission] === 'anyone') return actor.kind === 'anonymous'
  return mayEnter(actor, permission) && (regionCode === null || actor.kind === 'candidate' || may(actor, permission, { regionCode }))
}

/** All that lists are narrowed by, pointing at the subject. */
function curiosity(): Record<string, string> {
  const { home, params } = world
  const places = { region: home, village: home, kelurahan: home, urbanVillage: home, code: home }
  const others = { session: params.examSessionId?.value ?? '', period: params.periodId?.value ?? '' }
  return { ...places, ...others, q: FORBIDDEN_NAME, search: FORBIDDEN_NAME }
}

function hasPartOfMap({ actor }: Person): boolean {
  return actor.kind === 'staff' && actor.grants.some(({ regionCode }) => regionCode !== null)
}

/** A cadre of the subject's kelurahan, and not just what was searched for. */
const NAMES_SUBJECT = new RegExp(`${FORBIDDEN_NAME} [0-9a-f]{4}`)
const NAMES_SOMEBODY = /\b\d{2}-\d{6}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g

async function whatLiesBeyond(person: Person, door: Door, answer: Answer): Promise<string[]> {
  if (answer.status >= 300) return []
  const text = await readable(answer)
  if (text === null) return door.region === null ? [`${report(person, door, answer)} with what this test cannot read (${answer.type})`] : []
  const beyond = [...new Set(text.match(NAMES_SOMEBODY) ?? [])].filter((name) => liesBeyond(person.actor, door, name))
  const named = [...beyond.slice(0, 3), ...(person.isElsewhere && NAMES_SUBJECT.test(text) ? [FORBIDDEN_NAME] : [])]
  return named.length === 0 ? [] : [`${report(person, door, answer)} and names ${named.join(', ')} from beyond the own region`]
}

/** A room shows everybody who sits in it, wherever they live. */
function liesBeyond(actor: Actor, { permission, path, search }: Door, name: string): boolean {
  const place = world.regionOf[name]
  if (place === undefined || actor.kind !== 'staff' || path.includes(name) || Object.values(search).includes(name)) return false
  const codes = actor.grants.flatMap(({ regionCode }) => (regionCode === null ? [] : [regionCode]))
  const isRoom = /^(exam-session|room-act)\./.test(permission) || place.home === null
  return ![place.home, isRoom ? place.room : null].some((code) => code !== null && isWithin(code, { kind: 'within', codes }))
}

async function readable({ type, bytes, text }: Answer): Promise<string | null> {
  if (/^text\/|json/.test(type)) return text
  if (!type.includes('spreadsheetml')) return null
  const book = new ExcelJS.Workbook()
  const copy = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  await book.xlsx.load(copy)
  return book.worksheets.map((sheet) => JSON.stringify(sheet.getSheetValues())).join('\n')
}

/** In the end each act is done by somebody who may, in the order of the table. Answers what could not be done, once the written rows are known. */
async function doActs(): Promise<(writes: readonly WrittenRow[]) => string[]> {
  const done: { title: string; act: Act; account: string; from: number; to: number; answer: Answer }[] = []
  for (const { door, act } of actDoors) {
    const person = people.find(({ actor }) => mayEnter(actor, door.permission) && may(actor, act.permission, subjectOf(world, act)))
    if (person === undefined) throw new Error(`nobody may: ${act.name}`)
    const from = Date.now()
    const answer = await send(person, door, { body: act.body(world) })
    done.push({
      title: `${report(person, door, answer)} ${answer.location} to: ${act.name}`,
      act,
      account: person.account,
      from,
      to: Date.now(),
      answer,
    })
  }
  return (writes) =>
    done
      .filter(({ act, account, from, to, answer }) => {
        if (answer.status >= 400 || answer.location.includes('problem=')) return true
        return act.writes && !writes.some(({ at, by }) => at.getTime() >= from && at.getTime() <= to && (by === null || by === account))
      })
      .map(({ title }) => title)
}

/** A row of the audit trail names who wrote it, the others only what was asked at that moment. */
function describeWrite({ at, table, kind, by }: WrittenRow): string {
  const then = at.getTime()
  const suspects = probes.filter(({ from, to, account }) => from <= then && then <= to && (by === null || account === by))
  return `${table} ${kind ?? ''} by ${[...new Set(suspects.map(({ title }) => title))].join(' or ')}`
}
