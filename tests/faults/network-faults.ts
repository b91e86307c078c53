import { drawAnswer, QUESTIONS } from '../load/answers.ts'
import { handInRequest, isReceipt, openPaper, SaveHeard, saveRequest, signIn, start } from '../load/candidate.ts'
import { ConnectionLost, openConnection } from '../load/connection.ts'
import type { Ledger, SentAnswer } from '../load/ledger.ts'
import { randomOf } from '../load/plan.ts'
import { ROOM } from '../load/room.ts'
import { type FaultOutcome, outcomeOf } from './fault.ts'
import { startProxy, type Weather } from './proxy.ts'
import { compared, endExam, keepAnswering, PHONES, pause, withSite } from './site.ts'

const WEATHERS: readonly Weather[] = ['cut', 'half-open', 'slow', 'truncate', 'swallow', 'lossy']

/** A drawn weather for 0.1 to 3 s, a moment of calm, the next one; some pages are loaded anew in between. The queue delivers everything. */
export function disturbNetwork(rounds: number, seed: number): Promise<FaultOutcome> {
  return withSite({ candidates: PHONES }, async (site) => {
    const random = randomOf(seed, 0, 'F4')
    await site.startApp()
    const proxy = await startProxy(site.port, () => random.between(1, 100))
    try {
      const phones = await site.phones(PHONES, seed, { port: proxy.port, answerWithin: 1_000 })
      const answering = keepAnswering(phones, 6)
      const seen = new Map<Weather, number>()
      for (let round = 0; round < rounds; round += 1) {
        const weather = WEATHERS[random.between(0, WEATHERS.length - 1)] ?? 'cut'
        seen.set(weather, (seen.get(weather) ?? 0) + 1)
        proxy.become(weather)
        await pause(random.between(100, 3_000))
        proxy.become('through')
        if (random.between(1, 4) === 1) phones[random.between(0, phones.length - 1)]?.reload()
        await pause(random.between(50, 400))
      }
      await answering.stop()
      const from = performance.now()
      const { findings, undelivered, notHandedIn } = await endExam(site, phones)
      const faults = notHandedIn > 0 ? [`${notHandedIn} hand-ins without an answer`] : []
      const saves = phones.reduce((sum, { ledger }) => sum + ledger.answers.length, 0)
      const note = `${saves} answers; ${[...seen].map(([weather, count]) => `${weather} ${count}`).join(', ')}`
      return outcomeOf(findings, { rounds, undelivered, recovery: performance.now() - from, faults, note })
    } finally {
      await proxy.stop()
    }
  })
}

/**
 * The network is away for so many minutes, as in airplane mode, while the candidates go on answering; half of them load the page
 * anew in the middle. Then the queue's own retries deliver everything, and the clock shows what is left by the server's.
 */
export function goOffline(minutes: number, seed: number): Promise<FaultOutcome> {
  return withSite({ candidates: PHONES }, async (site) => {
    await site.startApp()
    const proxy = await startProxy(site.port, () => 1)
    try {
      const phones = await site.phones(PHONES, seed, { port: proxy.port })
      for (const phone of phones) phone.answer()
      await Promise.all(phones.map((phone) => phone.flush()))
      proxy.become('cut')
      const from = performance.now()
      const until = from + minutes * 60_000
      const lives = phones.map(async (phone, index) => {
        let isAnew = index % 2 === 0
        while (performance.now() < until) {
          phone.answer()
          await pause(Math.min(phone.random.between(10_000, 30_000), until - performance.now()))
          if (isAnew || performance.now() < (from + until) / 2) continue
          phone.reload()
          isAnew = true
        }
      })
      await Promise.all(lives)
      const faults = phones.filter((phone) => phone.waiting() === 0).map(({ ledger }) => `${ledger.number}: nothing waited`)
      const waiting = phones.reduce((sum, phone) => sum + phone.waiting(), 0)
      proxy.become('through')
      const backAt = performance.now()
      while (performance.now() < backAt + 60_000 && phones.some((phone) => phone.waiting() > 0)) await pause(50)
      const recovery = performance.now() - backAt
      for (const { ledger, clock } of phones) {
        const shown = clock()
        const right = shown === null ? Number.NaN : (shown.deadline - Date.now()) / 1000
        if (shown === null || !(Math.abs(shown.remaining - right) <= 5))
          faults.push(`${ledger.number} is shown ${shown?.remaining} s instead of ${right}`)
      }
      const { findings, undelivered, notHandedIn } = await endExam(site, phones)
      if (notHandedIn > 0) faults.push(`${notHandedIn} hand-ins without an answer`)
      return outcomeOf(findings, {
        rounds: minutes,
        undelivered,
        recovery,
        faults,
        note: `${minutes} min; ${waiting} answers of ${PHONES} candidates waited`,
      })
    } finally {
      await proxy.stop()
    }
  })
}

/** The app does what it is asked and its answer never arrives: whoever asks again sees one effect. Mostly saves, with the start and the hand-in of each candidate. */
export function loseAnswers(rounds: number, seed: number): Promise<FaultOutcome> {
  const candidates = Math.max(1, Math.ceil(rounds / 25))
  return withSite({ candidates }, async (site) => {
    await site.startApp()
    const proxy = await startProxy(site.port, () => 1)
    const faults: string[] = []
    const ledgers: Ledger[] = []
    let cases = 0
    try {
      proxy.become('swallow')
      for (const [index, number] of site.numbers.entries()) {
        const random = randomOf(seed, index, 'F5')
        const [lossy, clear] = [openConnection(proxy.port), openConnection(site.port)]
        const lost = async (work: Promise<unknown>) => {
          cases += 1
          const came = await work.then(
            () => true,
            (error: unknown) => {
              if (error instanceof ConnectionLost) return false
              throw error
            },
          )
          if (came) faults.push(`${number}: an answer came through`)
        }
        const { cookie } = await signIn(clear, { number, pin: ROOM.pin })
        await lost(start(lossy, cookie, ROOM.token))
        await start(clear, cookie, ROOM.token)
        const { entered } = await openPaper(clear, cookie)
        if (entered === null) throw new Error(`${number} got no paper`)
        const ledger: Ledger = { number, attemptId: entered.attemptId, answers: [], handedIn: 0, handInAskedAt: Date.now() }
        ledgers.push(ledger)
        for (let seq = 1; seq <= 23 && cases < rounds - 1; seq += 1) {
          const position = random.between(1, QUESTIONS)
          const value = drawAnswer(position, random)
          const answer: SentAnswer = {
            leaseEpoch: 1,
            seq,
            position,
            value,
            doubtful: false,
            sentAt: Date.now(),
            standing: null,
            heardAt: null,
          }
          ledger.answers.push(answer)
          const request = saveRequest(cookie, {
            attemptId: entered.attemptId,
            leaseEpoch: 1,
            events: [{ seq, position, value, doubtful: false, clientWall: null }],
          })
          await lost(lossy.send(request))
          const heard = SaveHeard.parse(JSON.parse((await clear.send(request)).body))
          answer.standing = heard.acks[0]?.standing ?? null
          if (answer.standing !== 'accepted') faults.push(`${number}: the repeated save is told ${answer.standing}`)
        }
        await lost(lossy.send(handInRequest(entered)))
        const again = await clear.send(handInRequest(entered))
        if (!isReceipt(again)) faults.push(`${number}: the repeated hand-in is answered ${again.status}`)
        lossy.close()
        clear.close()
      }
    } finally {
      await proxy.stop()
    }
    const { findings } = await compared(site.url, ledgers)
    return outcomeOf(findings, {
      rounds: cases,
      recovery: null,
      faults,
      note: `${proxy.swallowed()} answers swallowed: starts, saves and hand-ins of ${candidates} candidates`,
    })
  })
}
