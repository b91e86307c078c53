import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { ThreadExhausted, threadOf } from '#app/platform/thread.server.ts'

const IDLE = 2_000
const newThread = (milliseconds = 60_000) =>
  threadOf<unknown, number>('tests/platform/thread-main.ts', { megabytes: 64, milliseconds, idleMilliseconds: IDLE })

describe('a thread for long work', () => {
  test('goes one piece at a time, in their order, and stays between them', async () => {
    const ask = newThread()
    const answers: number[] = []
    await Promise.all([1, 2, 3].map(() => ask('answers').then((count) => answers.push(count))))
    expect(answers).toEqual([1, 2, 3])
  })

  test.each([
    ['throws', /this piece is bad/],
    ['leaves', /ended with 3/],
  ])('a piece that %s fails alone, and the one that waits behind it begins with a new thread', async (work, fault) => {
    const ask = newThread()
    await ask('answers')
    const [bad, waiting] = await Promise.allSettled([ask(work), ask('answers')])
    expect(bad).toMatchObject({ status: 'rejected', reason: { message: expect.stringMatching(fault) } })
    expect(waiting).toEqual({ status: 'fulfilled', value: 1 })
  })

  test.each(['never-ends', 'eats-memory'])('a piece that %s is given up, and the next one is answered', async (work) => {
    const ask = newThread(10_000)
    await expect(ask(work)).rejects.toBeInstanceOf(ThreadExhausted)
    expect(await ask('answers')).toBe(1)
  })

  test('what cannot be sent fails alone', async () => {
    const ask = newThread()
    await expect(ask(() => 'no plain data')).rejects.toThrow(/could not be cloned/)
    expect(await ask('answers')).toBe(1)
  })

  test('what befalls it while nobody waits is not the fault of the next piece', async () => {
    const ask = newThread()
    expect(await ask('throws-afterwards')).toBe(1)
    await pause(200)
    expect(await ask('answers')).toBe(1)
  })

  test('after a while without work it has ended', async () => {
    const ask = newThread()
    await ask('answers')
    expect(await ask('answers')).toBe(2)
    await pause(IDLE + 1_000)
    expect(await ask('answers')).toBe(1)
  })
})
