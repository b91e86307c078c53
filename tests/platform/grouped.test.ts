import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { Overloaded } from '#app/platform/busy.server.ts'
import { grouped } from '#app/platform/grouped.server.ts'
import { withPatience } from '#app/platform/patience.server.ts'
import { currentRequestId, withRequestContext } from '#app/platform/request-context.server.ts'

type Request = { readonly key: string; readonly text: string }

/** Groups whose work ends when the test says so. */
function room(most: Partial<{ together: number; atOnce: number; waiting: number; milliseconds: number }> = {}) {
  const groups: { done: () => void }[] = []
  const begun: string[][] = []
  const { ask, waiting } = grouped<Request, string>({
    keyOf: ({ key }) => key,
    most: { together: 3, atOnce: 1, waiting: 100, milliseconds: 10_000, ...most },
    flush: (requests) =>
      new Promise((resolve, reject) => {
        const texts = requests.map(({ text }) => text)
        begun.push(texts)
        if (texts.includes('poison')) reject(new Error('poison'))
        else groups.push({ done: () => resolve(texts.map((text) => `${text}!`)) })
      }),
  })
  const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  const finish = () => {
    groups.shift()?.done()
    return turn()
  }
  return { ask, waiting, begun, turn, finish }
}

const of = (...texts: string[]): Request[] => texts.map((text) => ({ key: text, text }))

describe('requests in groups', () => {
  test('what comes in one turn goes together, at once; what comes meanwhile is the next group, in its order', async () => {
    const { ask, begun, finish, turn } = room()
    const answers = of('a', 'b').map(ask)
    await turn()
    expect(begun).toEqual([['a', 'b']])
    answers.push(...of('c', 'd', 'e', 'f').map(ask))
    await turn()
    expect(begun).toHaveLength(1)
    await finish()
    expect(begun).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ])
    await finish()
    await finish()
    expect(await Promise.all(answers)).toEqual(['a!', 'b!', 'c!', 'd!', 'e!', 'f!'])
  })

  test('nobody is answered before the own group is done', async () => {
    const { ask, finish, turn } = room()
    let answered = false
    const [first] = of('a').map(ask)
    void first?.then(() => {
      answered = true
    })
    await turn()
    await turn()
    expect(answered).toBe(false)
    await finish()
    expect(answered).toBe(true)
  })

  test('two requests of one key never share a group and keep their order', async () => {
    const { ask, begun, finish, turn } = room()
    const answers = [
      { key: 'x', text: 'x1' },
      { key: 'x', text: 'x2' },
      { key: 'y', text: 'y1' },
      { key: 'x', text: 'x3' },
    ].map(ask)
    await turn()
    for (let round = 0; round < 3; round += 1) await finish()
    expect(begun).toEqual([['x1', 'y1'], ['x2'], ['x3']])
    expect(await Promise.all(answers)).toEqual(['x1!', 'x2!', 'y1!', 'x3!'])
  })

  test('one that cannot be done fails alone', async () => {
    const { ask, begun, finish, turn } = room()
    const answers = Promise.allSettled(of('a', 'poison', 'b').map(ask))
    await turn()
    await finish()
    await finish()
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(begun).toEqual([['a', 'poison', 'b'], ['a'], ['poison'], ['b']])
  })

  test('more than may wait are told to come again at once', async () => {
    const { ask, turn, finish } = room({ waiting: 2 })
    const first = ask({ key: 'a', text: 'a' })
    await turn()
    const [b, c, d] = of('b', 'c', 'd').map((request) => ask(request).catch((error: unknown) => error))
    expect(await d).toBeInstanceOf(Overloaded)
    await finish()
    await finish()
    expect(await Promise.all([first, b, c])).toEqual(['a!', 'b!', 'c!'])
  })

  test('a group that fails because the database does not answer is not tried again for each', async () => {
    const tried: number[] = []
    const { ask } = grouped<string, string>({
      keyOf: (text) => text,
      most: { together: 10, atOnce: 1, waiting: 10, milliseconds: 4_000 },
      flush: (texts) => {
        tried.push(texts.length)
        return Promise.reject(Object.assign(new Error('no connection'), { code: '57P03' }))
      },
    })
    expect((await Promise.allSettled(['a', 'b'].map(ask))).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(tried).toEqual([2])
  })

  test('whatever comes in whatever order: each gets its own answer, once, and no group breaks a bound', async () => {
    const plan = fc.array(fc.record({ key: fc.constantFrom('p', 'q', 'r', 's'), pause: fc.boolean(), poison: fc.boolean() }), {
      maxLength: 40,
    })
    await fc.assert(
      fc.asyncProperty(plan, fc.integer({ min: 1, max: 3 }), async (steps, atOnce) => {
        let underWay = 0
        const { ask } = grouped<Request & { poison: boolean }, string>({
          keyOf: ({ key }) => key,
          most: { together: 4, atOnce, waiting: 1_000, milliseconds: 10_000 },
          flush: async (requests) => {
            underWay += 1
            if (requests.length > 1) expect(underWay).toBeLessThanOrEqual(atOnce + requests.length)
            expect(requests.length).toBeLessThanOrEqual(4)
            expect(new Set(requests.map(({ key }) => key)).size).toBe(requests.length)
            await new Promise((resolve) => setImmediate(resolve))
            underWay -= 1
            if (requests.some(({ poison }) => poison)) throw new Error('poison')
            return requests.map(({ text }) => text)
          },
        })
        const asked: Promise<string | null>[] = []
        for (const [index, { key, pause, poison }] of steps.entries()) {
          asked.push(ask({ key, text: String(index), poison }).catch(() => null))
          if (pause) await new Promise((resolve) => setImmediate(resolve))
        }
        expect(await Promise.all(asked)).toEqual(steps.map(({ poison }, index) => (poison ? null : String(index))))
      }),
      { numRuns: 200 },
    )
  })
})

// In real time: the test runner keeps its own timers in this process.
describe.concurrent('whoever waits for a group', () => {
  const pass = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  /** What became of a request, and after how many milliseconds. */
  async function endOf(asked: Promise<unknown>) {
    const from = performance.now()
    const what = await asked.catch((error: unknown) => error)
    return { at: performance.now() - from, what }
  }
  /** Told to come again at that moment; a busy machine is late, never early. */
  function expectToldAt({ at, what }: { at: number; what: unknown }, milliseconds: number) {
    expect(what).toBeInstanceOf(Overloaded)
    expect(at).toBeGreaterThan(milliseconds - 50)
    expect(at).toBeLessThan(milliseconds + 3_000)
  }

  test('waits as long as the queue moves and the bound allows', async () => {
    const { ask, turn, finish } = room({ together: 1, milliseconds: 6_000 })
    const ended = of('a', 'b', 'c', 'd').map((request) => endOf(ask(request)))
    await turn()
    for (let round = 0; round < 3; round += 1) {
      await pass(900)
      await finish()
    }
    const [a, b, c, d] = await Promise.all(ended)
    expect([a?.what, b?.what, c?.what]).toEqual(['a!', 'b!', 'c!'])
    expectToldAt(d ?? { at: 0, what: null }, 6_000)
  })

  test('is told to come again once it stands still for four seconds, in a group that is under way too', async () => {
    const { ask, turn, finish, waiting } = room({ milliseconds: 30_000 })
    const first = endOf(ask({ key: 'a', text: 'a' }))
    await turn()
    await pass(1_000)
    const second = endOf(ask({ key: 'b', text: 'b' }))
    expectToldAt(await first, 4_000)
    expectToldAt(await second, 4_000)
    expect(waiting()).toBe(0)
    // The group ends all the same, and the next ones are answered.
    await finish()
    const third = ask({ key: 'c', text: 'c' })
    await turn()
    await finish()
    expect(await third).toBe('c!')
  })

  test('has waited already for what the same request waited for before', async () => {
    const { ask } = room({ milliseconds: 30_000 })
    const asked = withRequestContext({ requestId: 'one' }, async () => {
      await withPatience(() => pass(2_500))
      return ask({ key: 'a', text: 'a' })
    })
    const { at, what } = await endOf(asked)
    expect(what).toBeInstanceOf(Overloaded)
    expect(at).toBeGreaterThan(3_950)
    expect(at).toBeLessThan(6_400)
  })

  test('is told alone: the group belongs to no request and goes on to its end', async () => {
    const [owners, ended]: [unknown[], string[]] = [[], []]
    const { ask } = grouped<string, string>({
      keyOf: (text) => text,
      most: { together: 10, atOnce: 1, waiting: 10, milliseconds: 30_000 },
      flush: async (texts) => {
        owners.push(currentRequestId())
        await withPatience(() => pass(6_000))
        ended.push(...texts)
        return texts
      },
    })
    expectToldAt(await endOf(withRequestContext({ requestId: 'one' }, () => ask('a'))), 4_000)
    expect(ended).toEqual([])
    await vi.waitFor(() => expect(ended).toEqual(['a']), { timeout: 10_000 })
    expect(owners).toEqual([null])
  })
})
