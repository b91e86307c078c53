import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { openChannel } from '#app/platform/channel.server.ts'
import { type Database, database, useDatabase } from '#app/platform/database/connection.server.ts'
import { useTestDatabase } from '#tests/setup/database.ts'

/** Milliseconds that what comes soon may take on a busy machine. */
const SOON = 15_000

useTestDatabase()

const TIMES = { echo: 150, firstPause: 20, longestPause: 50 }
/** An echo that comes is not taken for lost because the machine has other work. */
const PATIENT = { ...TIMES, echo: 1_500 }
const leaving: (() => void)[] = []
let real: Database

beforeAll(async () => {
  real = await database()
})
afterEach(() => {
  for (const leave of leaving.splice(0)) leave()
  useDatabase(real)
})

const notify = (name: string, payload: string) => real.query('SELECT pg_notify($1, $2)', [name, payload])

function hear(name: string, wanted: string, times = PATIENT): () => number {
  let told = 0
  const tell = () => {
    told += 1
  }
  leaving.push(openChannel(name, times).subscribe((payload) => payload === wanted, tell))
  return () => told
}

describe('a channel of the database', () => {
  test('tells of what a listener hears, and of nothing else; at first once, for what went before', async () => {
    const told = hear('one', 'a')
    await vi.waitFor(() => expect(told()).toBe(1), SOON)
    await notify('one', 'b')
    await notify('two', 'a')
    await notify('one', 'a')
    await vi.waitFor(() => expect(told()).toBe(2), SOON)
    // While echoes go round nobody is told again.
    await new Promise((resolve) => setTimeout(resolve, 2 * PATIENT.echo))
    expect(told()).toBe(2)
  })

  test('two processes hear the same', async () => {
    const [one, other] = [hear('both', 'a'), hear('both', 'a')]
    await vi.waitFor(() => expect([one(), other()]).toEqual([1, 1]), SOON)
    await notify('both', 'a')
    await vi.waitFor(() => expect([one(), other()]).toEqual([2, 2]), SOON)
  })

  test('where notices never come, everybody is told again and again', async () => {
    const end = vi.fn(async () => {})
    useDatabase({ ...real, listen: async () => end })
    const told = hear('pooled', 'a', TIMES)
    await vi.waitFor(() => expect(told()).toBeGreaterThan(4), SOON)
    expect(end.mock.calls.length).toBeGreaterThan(1)
  })

  test('where nobody can listen, too', async () => {
    useDatabase({ ...real, listen: () => Promise.reject(new Error('no more connections')) })
    const told = hear('refused', 'a', TIMES)
    await vi.waitFor(() => expect(told()).toBeGreaterThan(2), SOON)
  })

  test('the last one who leaves ends the connection, and the next one begins another', async () => {
    const open = new Set<number>()
    let next = 0
    useDatabase({
      ...real,
      listen: async (channel, listener, onLost) => {
        const own = next++
        open.add(own)
        const end = await real.listen(channel, listener, onLost)
        return async () => {
          open.delete(own)
          await end()
        }
      },
    })
    const channel = openChannel('life', PATIENT)
    let told = 0
    const tell = () => {
      told += 1
    }
    const leaveOne = channel.subscribe(() => true, tell)
    const leaveOther = channel.subscribe(() => true, tell)
    await vi.waitFor(() => expect([told, open.size]).toEqual([2, 1]), SOON)
    leaveOne()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(open.size).toBe(1)
    leaveOther()
    await vi.waitFor(() => expect(open.size).toBe(0), SOON)
    leaving.push(channel.subscribe(() => true, tell))
    await vi.waitFor(() => expect([told, open.size]).toEqual([3, 1]), SOON)
  })

  // The embedded database has one connection, which nobody ends.
  const onPostgres = process.env.TEST_DATABASE_URL === undefined ? () => {} : test
  onPostgres('a connection that the server ends is replaced, and what came meanwhile is told', async () => {
    const told = hear('ended', 'a')
    await vi.waitFor(() => expect(told()).toBe(1), SOON)
    await real.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN "ended"%'`,
    )
    await notify('ended', 'a')
    await vi.waitFor(() => expect(told()).toBeGreaterThanOrEqual(3), SOON)
    const before = told()
    await notify('ended', 'a')
    await vi.waitFor(() => expect(told()).toBe(before + 1), SOON)
  })
})
