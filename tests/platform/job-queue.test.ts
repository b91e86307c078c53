import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { database } from '#app/platform/database/connection.server.ts'
import { enqueue, type JobDefinition, startJobs, stopJobs } from '#app/platform/job-queue.server.ts'
import { inTransaction } from '#app/platform/transaction.server.ts'
import { useTestDatabase } from '#tests/setup/database.ts'

useTestDatabase()

const done: string[] = []
const greet: JobDefinition = {
  name: 'greet-cadre',
  schedule: null,
  run: async (data) => {
    done.push(z.object({ cadre: z.string() }).parse(data).cadre)
  },
}
const failing: JobDefinition = { name: 'fail-once', schedule: '0 2 * * *', run: () => Promise.reject(new Error('not today')) }

beforeAll(() => startJobs([greet, failing], 0.5))
afterAll(() => stopJobs())

async function jobs(name: string) {
  const { query } = await database()
  const { rows } = await query('SELECT data, state FROM pgboss.job WHERE name = $1 ORDER BY created_on', [name])
  return rows
}

describe('the job queue', () => {
  test('a job of a refused act does not exist', async () => {
    await inTransaction(async (transaction) => {
      await enqueue(transaction, greet.name, { cadre: 'refused' })
      return refuse({ kind: 'no' as const })
    })
    expect(await jobs(greet.name)).toEqual([])
  })

  test('a job of a committed act runs once', async () => {
    await inTransaction(async (transaction) => {
      await enqueue(transaction, greet.name, { cadre: "Bu O'Neil" })
      return accept(null)
    })
    await vi.waitFor(async () => expect((await jobs(greet.name)).map(({ state }) => state)).toEqual(['completed']), 8_000)
    expect(done).toEqual(["Bu O'Neil"])
  })

  test('a job with a later start waits', async () => {
    await inTransaction(async (transaction) => {
      await enqueue(transaction, greet.name, { cadre: 'later' }, { startAfter: new Date(Date.now() + 3_600_000) })
      return accept(null)
    })
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    expect(done).not.toContain('later')
  })

  test('a job that throws is tried again later', async () => {
    await inTransaction(async (transaction) => {
      await enqueue(transaction, failing.name, {})
      return accept(null)
    })
    await vi.waitFor(async () => expect((await jobs(failing.name)).map(({ state }) => state)).toEqual(['retry']), 8_000)
  })

  test('a job that no table lists is refused', async () => {
    await expect(
      inTransaction(async (transaction) => {
        await enqueue(transaction, 'unknown-job', {})
        return accept(null)
      }),
    ).rejects.toThrow(/no queue named unknown-job/)
  })

  test('the schedules in the database are those of the table', async () => {
    const { query } = await database()
    expect((await query('SELECT name, cron, timezone FROM pgboss.schedule')).rows).toEqual([
      { name: 'fail-once', cron: '0 2 * * *', timezone: 'Asia/Jakarta' },
    ])
  })
})
