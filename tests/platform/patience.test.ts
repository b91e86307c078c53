import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Overloaded } from '#app/platform/busy.server.ts'
import { withPatience } from '#app/platform/patience.server.ts'
import { outsideRequests, withRequestContext } from '#app/platform/request-context.server.ts'

const PATIENCE = 4_500

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const lasting = (milliseconds: number) => () => new Promise<string>((resolve) => setTimeout(() => resolve(`${milliseconds}`), milliseconds))
const never = () => new Promise<string>(() => {})
const inRequest = <Value>(work: () => Promise<Value>) => withRequestContext({ requestId: 'one' }, work)

/** When the work was answered, or given up, in milliseconds from now. */
async function endOf(work: () => Promise<unknown>, within = 60_000) {
  const from = performance.now()
  const ended = work().then(
    (value) => ({ at: performance.now() - from, value }),
    (error: unknown) => ({ at: performance.now() - from, value: error }),
  )
  await vi.advanceTimersByTimeAsync(within)
  return ended
}

describe('patience with the database', () => {
  test('in a request ends after four and a half seconds, whatever the work does', async () => {
    const { at, value } = await endOf(() => inRequest(() => withPatience(never)))
    expect(at).toBe(PATIENCE)
    expect(value).toBeInstanceOf(Overloaded)
    expect(value).toMatchObject({ retryAfterSeconds: 5 })
  })

  test('is one for all waits of a request, one after the other', async () => {
    const told = await endOf(() =>
      inRequest(async () => {
        await withPatience(lasting(3_000))
        // What is no wait for the database does not count.
        await lasting(20_000)()
        return withPatience(never)
      }),
    )
    expect(told).toMatchObject({ at: 20_000 + PATIENCE, value: { retryAfterSeconds: 5 } })
  })

  test('waits at the same time count once', async () => {
    const told = await endOf(() =>
      inRequest(async () => {
        await Promise.all([withPatience(lasting(2_000)), withPatience(lasting(2_000)), withPatience(lasting(1_000))])
        return withPatience(lasting(2_400))
      }),
    )
    expect(told).toEqual({ at: 4_400, value: '2400' })
  })

  test('what is done in time is answered, a fault is thrown as it is', async () => {
    expect(await endOf(() => inRequest(() => withPatience(lasting(4_400))))).toEqual({ at: 4_400, value: '4400' })
    const fault = new Error('a fault')
    expect(await endOf(() => inRequest(() => withPatience(() => Promise.reject(fault))))).toEqual({ at: 0, value: fault })
  })

  test('has no end outside a request, and requests do not share it', async () => {
    expect(await endOf(() => withPatience(lasting(40_000)))).toEqual({ at: 40_000, value: '40000' })
    expect(await endOf(() => inRequest(() => outsideRequests(() => withPatience(lasting(40_000)))))).toEqual({ at: 40_000, value: '40000' })
    await endOf(() => inRequest(() => withPatience(lasting(4_000))))
    expect(await endOf(() => inRequest(() => withPatience(lasting(4_000))))).toEqual({ at: 4_000, value: '4000' })
  })
})
