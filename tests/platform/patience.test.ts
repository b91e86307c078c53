import { describe, expect, test } from 'vitest'
import { Overloaded } from '#app/platform/busy.server.ts'
import { withPatience } from '#app/platform/patience.server.ts'
import { outsideRequests, withRequestContext } from '#app/platform/request-context.server.ts'

const lasting = (milliseconds: number) => () => new Promise<string>((resolve) => setTimeout(() => resolve(`${milliseconds}`), milliseconds))
const never = () => new Promise<string>(() => {})
const inRequest = <Value>(work: () => Promise<Value>) => withRequestContext({ requestId: 'one' }, work)

/** What became of the work, and after how many milliseconds. */
async function endOf(work: () => Promise<unknown>) {
  const from = performance.now()
  const value = await work().catch((error: unknown) => error)
  return { at: performance.now() - from, value }
}

/** Told to come again at that moment; a busy machine is late, never early. */
function expectToldAt({ at, value }: { at: number; value: unknown }, milliseconds: number) {
  expect(value).toBeInstanceOf(Overloaded)
  expect(value).toMatchObject({ retryAfterSeconds: 5 })
  expect(at).toBeGreaterThan(milliseconds - 50)
  expect(at).toBeLessThan(milliseconds + 3_000)
}

// In real time: the test runner keeps its own timers in this process.
describe.concurrent('patience with the database', () => {
  test('in a request ends after four and a half seconds, whatever the work does', async () => {
    expectToldAt(await endOf(() => inRequest(() => withPatience(never))), 4_500)
  })

  test('is one for all waits of a request, one after the other; what is no wait for the database does not count', async () => {
    const told = await endOf(() =>
      inRequest(async () => {
        await withPatience(lasting(2_000))
        await lasting(3_000)()
        return withPatience(never)
      }),
    )
    expectToldAt(told, 7_500)
  })

  test('waits at the same time count once', async () => {
    const told = await endOf(() =>
      inRequest(async () => {
        await Promise.all([withPatience(lasting(1_300)), withPatience(lasting(1_300)), withPatience(lasting(1_000))])
        return withPatience(lasting(1_300))
      }),
    )
    expect(told.value).toBe('1300')
  })

  test('what is done in time is answered, a fault is thrown as it is', async () => {
    expect((await endOf(() => inRequest(() => withPatience(lasting(50))))).value).toBe('50')
    const fault = new Error('a fault')
    expect((await endOf(() => inRequest(() => withPatience(() => Promise.reject(fault))))).value).toBe(fault)
  })

  test('has no end outside a request', async () => {
    const [plain, outside] = await Promise.all([
      endOf(() => withPatience(lasting(5_500))),
      endOf(() => inRequest(() => outsideRequests(() => withPatience(lasting(5_500))))),
    ])
    expect([plain.value, outside.value]).toEqual(['5500', '5500'])
  })

  test('is not shared by two requests', async () => {
    await endOf(() => inRequest(() => withPatience(lasting(2_500))))
    expect((await endOf(() => inRequest(() => withPatience(lasting(2_500))))).value).toBe('2500')
  })
})
