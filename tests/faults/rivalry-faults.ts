import pg from 'pg'
import { drawAnswer, QUESTIONS } from '../load/answers.ts'
import { type Entered, enter, handInRequest, isReceipt, SaveHeard, saveRequest, signIn, takeOver } from '../load/candidate.ts'
import { openConnection } from '../load/connection.ts'
import type { Ledger, SentAnswer } from '../load/ledger.ts'
import { randomOf } from '../load/plan.ts'
import { ROOM } from '../load/room.ts'
import { type FaultOutcome, outcomeOf } from './fault.ts'
import { compared, endExam, pause, withSite } from './site.ts'

/** Two hand-ins of one attempt within 50 ms, each on a line of its own. */
export function handInTwice(rounds: number, seed: number): Promise<FaultOutcome> {
  return withSite({ candidates: rounds }, async (site) => {
    await site.startApp()
    const faults: string[] = []
    const ledgers: Ledger[] = []
    const left = [...site.numbers.entries()]
    const work = async () => {
      for (let next = left.pop(); next !== undefined; next = left.pop()) {
        const [index, number] = next
        const random = randomOf(seed, index, 'F6')
        const [one, two] = [openConnection(site.port), openConnection(site.port)]
        const entered = await enter(one, { number, ...ROOM })
        const ledger: Ledger = { number, attemptId: entered.attemptId, answers: [], handedIn: 0, handInAskedAt: null }
        ledgers.push(ledger)
        await saveOne({ line: one, cookie: entered.cookie, ledger, leaseEpoch: 1, seq: 1, random })
        ledger.handInAskedAt = Date.now()
        const pair = [one.send(handInRequest(entered)), pause(random.between(0, 50)).then(() => two.send(handInRequest(entered)))]
        for (const answer of await Promise.all(pair)) {
          if (isReceipt(answer)) ledger.handedIn += 1
          else faults.push(`${number}: a hand-in of the pair is answered ${answer.status}`)
        }
        one.close()
        two.close()
      }
    }
    await Promise.all([work(), work(), work(), work()])
    const { findings } = await compared(site.url, ledgers)
    return outcomeOf(findings, {
      rounds,
      recovery: null,
      faults,
      note: `both of ${ledgers.filter(({ handedIn }) => handedIn === 2).length} pairs see the receipt`,
    })
  })
}

type Saving = {
  line: ReturnType<typeof openConnection>
  cookie: string
  ledger: Ledger
  leaseEpoch: number
  seq: number
  random: ReturnType<typeof randomOf>
  clientWall?: string | null
}

async function saveOne({ line, cookie, ledger, leaseEpoch, seq, random, clientWall = null }: Saving): Promise<SentAnswer> {
  const position = random.between(1, QUESTIONS)
  const value = drawAnswer(position, random)
  const answer: SentAnswer = { leaseEpoch, seq, position, value, doubtful: false, sentAt: Date.now(), standing: null, heardAt: null }
  const { body, status } = await line.send(
    saveRequest(cookie, { attemptId: ledger.attemptId, leaseEpoch, events: [{ seq, position, value, doubtful: false, clientWall }] }),
  )
  if (status === 200 || status === 409)
    answer.standing = SaveHeard.parse(JSON.parse(body)).acks.find((ack) => ack.seq === seq)?.standing ?? null
  else answer.standing = `status ${status}`
  answer.heardAt = Date.now()
  if (answer.standing !== 'seq-taken') ledger.answers.push(answer)
  return answer
}

/**
 * Two devices save into one attempt at the same time while the lease goes from one to the other by the proctor's token. By
 * the log, whatever counts of one device comes before whatever counts of the next. Then two tabs of one device use the same
 * number for different answers: one stands.
 */
export function useTwoDevices(rounds: number, seed: number): Promise<FaultOutcome> {
  const candidates = Math.max(1, Math.ceil(rounds / 20))
  return withSite({ candidates }, async (site) => {
    await site.startApp()
    const faults: string[] = []
    const ledgers: Ledger[] = []
    let done = 0
    for (const [index, number] of site.numbers.entries()) {
      const random = randomOf(seed, index, 'F7')
      const lines = [openConnection(site.port), openConnection(site.port)] as const
      const first = await enter(lines[0], { number, ...ROOM })
      const second: Entered = { ...first, cookie: (await signIn(lines[1], { number, pin: ROOM.pin })).cookie }
      const ledger: Ledger = { number, attemptId: first.attemptId, answers: [], handedIn: 0, handInAskedAt: null }
      ledgers.push(ledger)
      const devices = [first, second] as const
      let [epoch, holder, seq] = [1, 0, 0]
      for (let round = 0; round < 20 && done < rounds; round += 1, done += 1) {
        const [here, there] = holder === 0 ? ([0, 1] as const) : ([1, 0] as const)
        const save = (device: 0 | 1, leaseEpoch: number) => {
          seq += 1
          return saveOne({ line: openConnection(site.port), cookie: devices[device].cookie, ledger, leaseEpoch, seq, random })
        }
        const before = [save(here, epoch), save(there, epoch), save(there, epoch + 1)]
        const moved = pause(random.between(0, 20)).then(() => takeOver(lines[there], devices[there].cookie, first.attemptId, ROOM.token))
        const during = [save(here, epoch), pause(random.between(0, 20)).then(() => save(here, epoch)), save(there, epoch + 1)]
        const [, foreign] = await Promise.all(before)
        await Promise.all(during)
        await moved
        if (foreign?.standing === 'accepted') faults.push(`${number}: a device without the lease was accepted`)
        epoch += 1
        holder = there
        const [old, own] = [await save(here, epoch - 1), await save(there, epoch)]
        if (old.standing !== 'conflict') faults.push(`${number}: after the lease went on, the old device is told ${old.standing}`)
        if (own.standing !== 'accepted') faults.push(`${number}: after it took over, the new device is told ${own.standing}`)
        seq += 1
        const twins = await Promise.all(
          [0, 1].map(() =>
            saveOne({ line: openConnection(site.port), cookie: devices[there].cookie, ledger, leaseEpoch: epoch, seq, random }),
          ),
        )
        const standings = twins.map(({ standing }) => standing)
        const areEqual = JSON.stringify(twins[0]?.value) === JSON.stringify(twins[1]?.value) && twins[0]?.position === twins[1]?.position
        if (!areEqual && standings.filter((standing) => standing === 'accepted').length !== 1)
          faults.push(`${number}: two answers under one number are told ${standings.join(' and ')}`)
        if (areEqual) ledger.answers.pop()
      }
      await lines[holder === 0 ? 0 : 1].send(handInRequest(devices[holder === 0 ? 0 : 1]))
    }
    const interleaved = await countInterleaved(site.url)
    if (interleaved > 0) faults.push(`${interleaved} answers of an earlier lease count after one of a later lease`)
    const { findings } = await compared(site.url, ledgers)
    return outcomeOf(findings, {
      rounds: done,
      recovery: null,
      faults,
      note: `${candidates} attempts, a change of hands and a pair of tabs each round`,
    })
  })
}

async function countInterleaved(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM answer_event early WHERE standing = 'accepted' AND EXISTS (
       SELECT 1 FROM answer_event later WHERE later.attempt_id = early.attempt_id AND later.standing = 'accepted'
         AND later.lease_epoch > early.lease_epoch AND later.received_at < early.received_at)`,
  )
  await client.end()
  return rows[0]?.count ?? Number.NaN
}

const DAY = 24 * 60 * 60 * 1000
/** What a broken or hostile client may write instead of its time. */
const STRANGE_TIMES = [
  '9999-12-31T23:59:59Z',
  '0001-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '1970-01-01T00:00:00.000Z',
  'yesterday',
  '2026-02-30T25:61:00Z',
  `2026-01-01T00:00:00.${'1'.repeat(200)}Z`,
  '',
]

/** Devices a day ahead, a day behind, and jumping: the real queue and clock, and what the server makes of it. */
export function skewPhones(rounds: number, seed: number): Promise<FaultOutcome> {
  return withSite({ candidates: 13 }, async (site) => {
    await site.startApp()
    const faults: string[] = []
    const random = randomOf(seed, 0, 'F8')
    const kinds = [() => DAY, () => -DAY, () => random.between(-DAY, DAY)]
    const phones = await site.phones(12, seed)
    const skewed = phones.map((phone, index) => ({ phone, error: kinds[index % kinds.length] ?? (() => 0) }))
    for (let round = 0; round < rounds; round += 1) {
      for (const { phone, error } of skewed) phone.answer(error())
      await Promise.all(phones.map((phone) => phone.flush()))
      for (const { ledger, clock } of phones) {
        const shown = clock()
        const right = shown === null ? Number.NaN : (shown.deadline - Date.now()) / 1000
        if (shown === null || Math.abs(shown.remaining - right) > 2)
          faults.push(`${ledger.number} is shown ${shown?.remaining} s instead of ${right.toFixed(0)}`)
        if (ledger.answers.at(-1)?.standing !== 'accepted')
          faults.push(`${ledger.number}: an answer is told ${ledger.answers.at(-1)?.standing}`)
      }
    }
    const strange = await sendStrangeTimes(site, seed)
    faults.push(...strange.faults)
    const wrong = await countWrongMoments(site.url)
    if (wrong > 0) faults.push(`${wrong} events whose arrival is not the database's time`)
    const { findings, undelivered } = await endExam(site, phones, [strange.ledger])
    return outcomeOf(findings, {
      rounds,
      undelivered,
      recovery: null,
      faults,
      note: `12 devices a day ahead, behind or jumping; ${STRANGE_TIMES.length} times that are none`,
    })
  })
}

async function sendStrangeTimes({ port, numbers }: { port: number; numbers: readonly string[] }, seed: number) {
  const faults: string[] = []
  const line = openConnection(port)
  const number = numbers[12] ?? ''
  const entered = await enter(line, { number, ...ROOM })
  const ledger: Ledger = { number, attemptId: entered.attemptId, answers: [], handedIn: 0, handInAskedAt: Date.now() }
  for (const [index, clientWall] of STRANGE_TIMES.entries()) {
    const { standing } = await saveOne({
      line,
      cookie: entered.cookie,
      ledger,
      leaseEpoch: 1,
      seq: index + 1,
      random: randomOf(seed, index, 'strange'),
      clientWall,
    })
    if (standing !== 'accepted') faults.push(`the device's time "${clientWall}" makes a save fail: ${standing}`)
  }
  await line.send(handInRequest(entered))
  line.close()
  return { ledger, faults }
}

/** Events that arrived before their attempt began or after now. */
async function countWrongMoments(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM answer_event e JOIN attempt a ON a.id = e.attempt_id WHERE e.received_at < a.started_at OR e.received_at > clock_timestamp()',
  )
  await client.end()
  return rows[0]?.count ?? Number.NaN
}
