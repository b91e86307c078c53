import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Actor } from '#app/domain/access/actor.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { loader } from '#app/routes/proctor/room-live.ts'
import { startAttempt } from '#app/use-cases/delivery/start-attempt.server.ts'
import { watchRoom } from '#app/use-cases/delivery/watch-rooms.server.ts'
import { answerStream, endLiveStreams, type LiveTimes } from '#app/web/live-stream.server.ts'
import { makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { makeSeat } from '#tests/use-cases/delivery/exam-room.ts'
import { cookieOf } from './browser.ts'

/** Milliseconds that what comes soon may take on a busy machine. */
const SOON = 15_000

useTestDatabase()

type Seat = Awaited<ReturnType<typeof makeSeat>>
let seat: Seat
let proctor: Extract<Actor, { kind: 'staff' }>
let stranger: Actor

beforeAll(async () => {
  seat = await makeSeat()
  proctor = await makeStaff('proctor', { regionCode: '36.72.01' })
  stranger = await makeStaff('proctor', { regionCode: '36.72.02' })
})

async function requestOf(actor: Actor, accept: string): Promise<Request> {
  return new Request(`http://localhost:3000/proctor/sessions/${seat.examSessionId}/live`, {
    headers: { Accept: accept, Cookie: (await cookieOf(actor)) ?? '' },
  })
}

/** What the address answers, whether it returns or throws it. */
async function ask(actor: Actor, accept: string) {
  const request = await requestOf(actor, accept)
  const context = { address: '127.0.0.1', nonce: 'nonce', requestId: 'request' }
  const answer: unknown = await loader({ request, params: { examSessionId: seat.examSessionId }, context }).catch(
    (thrown: unknown) => thrown,
  )
  if (answer instanceof Response) return answer
  throw answer
}

async function open(times: Partial<LiveTimes> = {}, actor = proctor) {
  const request = await requestOf(actor, 'text/event-stream')
  let goAway = () => {}
  const response = await answerStream(
    { actor, request, onClosed: (act) => (goAway = act) },
    (asking) => watchRoom(asking, seat.examSessionId),
    times,
  )
  let text = ''
  let isOver = false
  const read = async () => {
    const decoder = new TextDecoder()
    const reader = response.body?.getReader()
    for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) text += decoder.decode(part.value)
    isOver = true
  }
  const done = read()
  const count = (event: string) => text.split(`event: ${event}\n`).length - 1
  return { response, text: () => text, isOver: () => isOver, count, goAway: () => goAway(), done }
}

describe('the live address of a room', () => {
  test('shows its own proctor how things stand, and streams to who wants it', async () => {
    const now = await ask(proctor, 'application/json')
    expect(await now.json()).toMatchObject({ session: { id: seat.examSessionId }, counts: { ready: 1 } })
    const stream = await ask(proctor, 'text/event-stream')
    expect([stream.status, stream.headers.get('Content-Type'), stream.headers.get('X-Accel-Buffering')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      'no',
    ])
    expect(stream.headers.get('Cache-Control')).toContain('no-transform')
    await stream.body?.cancel()
  })

  test.each(['application/json', 'text/event-stream'])('refuses everybody else, for %s', async (accept) => {
    const refusal = await ask(stranger, accept).catch((thrown: unknown) => thrown)
    expect(refusal).toMatchObject({ init: { status: 404 } })
    expect((await ask(seat.candidate, accept)).status).toBe(403)
    expect((await ask({ kind: 'anonymous' }, accept)).headers.get('Location')).toMatch(/^\/sign-in\?next=/)
  })
})

describe('a stream', () => {
  test('tells of a change with a moment and nothing about people, and of many changes once', async () => {
    const stream = await open({ apart: 300 })
    await vi.waitFor(() => expect(stream.count('changed')).toBe(1), SOON)
    await new Promise((resolve) => setTimeout(resolve, 350))
    expect((await startAttempt(seat.candidate, null)).ok).toBe(true)
    await vi.waitFor(() => expect(stream.count('changed')).toBe(2), SOON)
    for (let more = 0; more < 5; more += 1)
      await reading(
        (transaction) =>
          transaction.$executeRaw`UPDATE attempt SET deadline = deadline + interval '1 minute' WHERE exam_session_id = ${seat.examSessionId}::uuid`,
      )
    await vi.waitFor(() => expect(stream.count('changed')).toBe(3), SOON)
    await new Promise((resolve) => setTimeout(resolve, 350))
    expect(stream.count('changed')).toBe(3)
    expect(stream.text()).toMatch(/^retry: \d{4}\n\n(event: (alive|changed)\ndata: \d{4}-[\dT:.-]+Z\n\n)+$/)
    stream.goAway()
    await stream.done
  })

  test('gives signs of life, and ends when its life is over', async () => {
    const stream = await open({ beat: 50, life: 400 })
    await stream.done
    expect(stream.count('alive')).toBeGreaterThan(3)
  })

  test('ends when the session of its reader ends, and when her right does', async () => {
    const signedOut = await open({ beat: 50 })
    await vi.waitFor(() => expect(signedOut.count('alive')).toBeGreaterThan(1), SOON)
    await reading((transaction) => transaction.webSession.deleteMany({ where: { accountId: proctor.accountId } }))
    await signedOut.done
    const leaving = await makeStaff('proctor', { regionCode: '36.72.01' })
    const withoutRight = await open({ beat: 50 }, leaving)
    await vi.waitFor(() => expect(withoutRight.count('alive')).toBeGreaterThan(1), SOON)
    await reading((transaction) =>
      transaction.roleGrant.updateMany({ where: { accountId: leaving.accountId }, data: { regionCode: '36.72.02' } }),
    )
    await withoutRight.done
  })

  test('is refused to somebody who has many, and open to others', async () => {
    const streams = []
    for (let place = 0; place < 8; place += 1) streams.push(await open())
    const refused = await open()
    expect([refused.response.status, refused.response.headers.get('Retry-After')]).toEqual([503, '60'])
    const other = await open({}, await makeStaff('proctor', { regionCode: '36.72.01' }))
    expect(other.response.status).toBe(200)
    for (const stream of [...streams, other]) stream.goAway()
    await Promise.all(streams.map(({ done }) => done))
    const again = await open()
    expect(again.response.status).toBe(200)
    again.goAway()
  })

  test('ends when the process stops, and no other one begins', async () => {
    const stream = await open()
    endLiveStreams()
    await stream.done
    expect(stream.isOver()).toBe(true)
    expect((await open()).response.status).toBe(503)
  })
})
