import { readFileSync, writeFileSync } from 'node:fs'
import { drawAnswer, QUESTIONS } from './answers.ts'
import { type Entered, handInRequest, isReceipt, leadsTo, openPaper, SaveHeard, saveRequest, signIn, start } from './candidate.ts'
import { type Connection, ConnectionLost, headerOf, openConnection } from './connection.ts'
import type { Act, Ledger, RobotsReport, SentAnswer } from './ledger.ts'
import { type Day, Orders, planDay, randomOf, type Save } from './plan.ts'

/** The robots' process: told what to do by a file, says `signed in`, waits for a line, and writes what it sent and heard. */
const orders = Orders.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')))
const GIVE_UP_AFTER = 90_000

const samples: RobotsReport['samples'] = []
const faults: Record<string, number> = {}
let cut = 0
let go = 0

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)))
const since = () => performance.now() - go
const until = (seconds: number) => pause(seconds * 1000 - since())

function note(act: Act, due: number, sent: number, status: number, good: boolean) {
  const tenths = (milliseconds: number) => Math.round(milliseconds * 10) / 10
  samples.push({ act, due: Math.round(due), took: tenths(since() - due), waited: tenths(since() - sent), status, good })
  if (!good) count(`${act}: ${status === 0 ? 'no answer' : status}`)
}

function count(fault: string) {
  faults[fault] = (faults[fault] ?? 0) + 1
}

type Robot = {
  readonly index: number
  readonly ledger: Ledger
  readonly day: Day
  readonly line: Connection
  cookie: string
  entered: Entered | null
  seq: number
}

async function main() {
  const robots = orders.numbers.map((number, index): Robot => {
    const ledger = { number, attemptId: '', answers: [], handedIn: 0, handInAskedAt: null }
    return { index, ledger, day: planDay(orders, index, QUESTIONS), line: openConnection(orders.port), cookie: '', entered: null, seq: 0 }
  })
  await signAllIn(robots)
  process.stdout.write('signed in\n')
  await new Promise((resolve) => process.stdin.once('data', resolve))
  process.stdin.destroy()
  go = performance.now()
  await Promise.all(robots.map(live))
  const report: RobotsReport = { ledgers: robots.map(({ ledger }) => ledger), samples, cut, faults }
  writeFileSync(orders.report, JSON.stringify(report))
  for (const { line } of robots) line.close()
  process.exit(0)
}

/** Before the measured part, a few at a time: hashing a PIN is dear on purpose. Each waits for its turn, so `took` is the answer's own time. */
async function signAllIn(robots: readonly Robot[]) {
  const left = [...robots]
  const work = async () => {
    for (let robot = left.pop(); robot !== undefined; robot = left.pop()) {
      const from = since()
      const { answer, cookie } = await signIn(robot.line, { number: robot.ledger.number, pin: orders.pin })
      note('sign-in', from, from, answer.status, leadsTo(answer, '/exam'))
      robot.cookie = cookie
    }
  }
  await Promise.all(Array.from({ length: orders.signInsAtOnce }, work))
}

async function live(robot: Robot) {
  await until(robot.day.startDue)
  await begin(robot)
  if (robot.entered === null) return
  const page = orders.profile === 'overload' ? loadPage(robot, robot.entered) : null
  for (const save of robot.day.saves) {
    await until(save.due)
    await saveAnswers(robot, robot.entered, save)
  }
  await until(robot.day.handInDue)
  await handAllIn(robot, robot.entered)
  await page
}

/** While nobody gets at the attempts, everybody loads the exam's page once: what a reload does. */
async function loadPage(robot: Robot, { cookie }: Entered) {
  const line = openConnection(orders.port)
  const due = (orders.startWithin + orders.saveUntil) / 2 + randomOf(orders.seed, robot.index, 'page').between(500, 10_000) / 1000
  await until(due)
  try {
    const { answer, entered } = await openPaper(line, cookie)
    note('page', due * 1000, due * 1000, answer.status, entered !== null)
    if (answer.status === 503 && headerOf(answer.head, 'retry-after') === null) count('page: 503 without Retry-After')
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error
    note('page', due * 1000, due * 1000, 0, false)
  }
  line.close()
}

/** From the press of the button to the paper that has come. */
async function begin(robot: Robot) {
  const due = robot.day.startDue * 1000
  for (let tries = 0; robot.entered === null && tries < 10; tries += 1) {
    if (tries > 0) await pause(1_000)
    const sent = since()
    try {
      const answer = await start(robot.line, robot.cookie, orders.token)
      const page = leadsTo(answer, '/exam/attempt') ? await openPaper(robot.line, robot.cookie) : null
      robot.entered = page?.entered ?? null
      note('start', due, sent, page?.answer.status ?? answer.status, robot.entered !== null)
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error
      note('start', due, sent, 0, false)
    }
  }
  robot.ledger.attemptId = robot.entered?.attemptId ?? ''
}

async function saveAnswers(robot: Robot, { cookie, attemptId }: Entered, save: Save) {
  const random = randomOf(orders.seed, robot.index, `answer ${save.due}`)
  const sent = save.positions.map((position): SentAnswer => {
    robot.seq += 1
    const value = drawAnswer(position, random)
    return {
      leaseEpoch: 1,
      seq: robot.seq,
      position,
      value,
      doubtful: random.between(1, 10) === 1,
      sentAt: Date.now(),
      standing: null,
      heardAt: null,
    }
  })
  robot.ledger.answers.push(...sent)
  const events = sent.map(({ seq, position, value, doubtful }) => ({
    seq,
    position,
    value,
    doubtful,
    clientWall: new Date().toISOString(),
  }))
  const request = saveRequest(cookie, { attemptId, leaseEpoch: 1, events })
  if (save.reconnects) robot.line.close()
  let due = save.due * 1000
  if (save.cutFor !== null) {
    await robot.line.send(request, { cutAfterSending: true }).catch(() => {})
    cut += 1
    await pause(save.cutFor * 1000)
    due = since()
  }
  const act = save.cutFor === null ? 'save' : 'save again'
  for (const from = since(); since() - from < GIVE_UP_AFTER; ) {
    const wait = await sendOnce(robot, request, sent, act, due)
    if (wait === null) return
    await pause(wait)
  }
}

/** Null when it is done; otherwise so many milliseconds until the next try. */
async function sendOnce(robot: Robot, request: string, sent: readonly SentAnswer[], act: Act, due: number): Promise<number | null> {
  const from = since()
  try {
    const answer = await robot.line.send(request)
    if (answer.status !== 200) {
      note(act, due, from, answer.status, false)
      const after = headerOf(answer.head, 'retry-after')
      if (answer.status === 503 && after === null) count(`${act}: 503 without Retry-After`)
      return answer.status === 503 ? Number(after ?? 1) * 1000 : answer.status >= 500 ? 1_000 : null
    }
    const heard = SaveHeard.parse(JSON.parse(answer.body))
    const standings = new Map(heard.acks.map(({ seq, standing }) => [seq, standing]))
    for (const one of sent) {
      one.standing = standings.get(one.seq) ?? one.standing
      one.heardAt = Date.now()
    }
    note(
      act,
      due,
      from,
      answer.status,
      sent.every(({ standing }) => standing === 'accepted'),
    )
    return heard.status === 'paused' ? 1_000 : null
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error
    note(act, due, from, 0, false)
    return 1_000
  }
}

async function handAllIn(robot: Robot, entered: Entered) {
  const request = handInRequest(entered)
  robot.ledger.handInAskedAt = Date.now()
  const second = robot.day.handsInTwice ? handInOnce(robot, openConnection(orders.port), request, 'second hand-in') : null
  await handInOnce(robot, robot.line, request, 'hand-in')
  await second
}

async function handInOnce(robot: Robot, line: Connection, request: string, act: Act) {
  for (let tries = 0; tries < 10; tries += 1) {
    if (tries > 0) await pause(1_000)
    const sent = since()
    try {
      const answer = await line.send(request)
      note(act, robot.day.handInDue * 1000, sent, answer.status, isReceipt(answer))
      if (!isReceipt(answer)) continue
      robot.ledger.handedIn += 1
      return
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error
      note(act, robot.day.handInDue * 1000, sent, 0, false)
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
