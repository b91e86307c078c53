import { afterEach, describe, expect, test, vi } from 'vitest'
import { JOB_AFTER_CLOSING } from '#app/domain/delivery/attempt.ts'
import type { AttemptId } from '#app/domain/shared/id.ts'
import { jobs } from '#app/jobs.server.ts'
import { database } from '#app/platform/database/connection.server.ts'
import { type JobDefinition, startJobs, stopJobs } from '#app/platform/job-queue.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { closeOverdueAttempts } from '#app/use-cases/delivery/close-overdue-attempts.server.ts'
import { handInAttempt } from '#app/use-cases/delivery/hand-in-attempt.server.ts'
import { saveAnswers } from '#app/use-cases/delivery/save-answers.server.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { choice, endDeadline, makeRunningAttempt, onDevice, storedAttempt } from './exam-room.ts'

useTestDatabase()
afterEach(() => stopJobs())

const SECONDS = 8_000
/** Without its schedule, so that only what a closing asks for is seen. */
const scoring = jobs.filter(({ name }) => name === JOB_AFTER_CLOSING).map((job): JobDefinition => ({ ...job, schedule: null }))

const waitingJobs = async () => {
  const { query } = await database()
  return (await query(`SELECT id FROM pgboss.job WHERE name = $1 AND state = 'created'`, [JOB_AFTER_CLOSING])).rows.length
}
const resultsOf = (attemptId: AttemptId) => reading((transaction) => transaction.examResult.count({ where: { attemptId } }))

async function handIn({ candidate, attemptId }: Awaited<ReturnType<typeof makeRunningAttempt>>) {
  return handInAttempt(candidate, { attemptId, handInId: (await storedAttempt(attemptId)).handInId })
}

describe('scoring follows a closing', () => {
  test('an attempt is scored within seconds of its hand-in, once', async () => {
    const sitting = await makeRunningAttempt()
    await saveAnswers(sitting.candidate, { attemptId: sitting.attemptId, leaseEpoch: 1, events: [choice(1, 'a')] })
    await startJobs(scoring, 0.5)
    await handIn(sitting)
    await handIn(sitting)
    await vi.waitFor(async () => expect((await storedAttempt(sitting.attemptId)).scoredAt).not.toBeNull(), SECONDS)
    expect(await resultsOf(sitting.attemptId)).toBe(1)
  })

  test('whoever ran out of time is scored within seconds of the closing', async () => {
    const { attemptId } = await makeRunningAttempt()
    await endDeadline(attemptId, 60)
    await startJobs(scoring, 0.5)
    await closeOverdueAttempts({ kind: 'system', job: 'test' }, null)
    await vi.waitFor(async () => expect((await storedAttempt(attemptId)).scoredAt).not.toBeNull(), SECONDS)
  })

  test('a hand-in that is refused or repeated asks for nothing', async () => {
    const sitting = await makeRunningAttempt()
    const before = await waitingJobs()
    await handIn({ ...sitting, candidate: onDevice(sitting.candidate, 'another-device') })
    expect(await waitingJobs()).toBe(before)
    await handIn(sitting)
    await handIn(sitting)
    expect(await waitingJobs()).toBe(before + 1)
  })

  test('a room that hands in at once is scored by few runs', async () => {
    const room = await Promise.all(Array.from({ length: 12 }, () => makeRunningAttempt()))
    await Promise.all(room.map(handIn))
    let runs = 0
    const counted = scoring.map((job) => ({
      ...job,
      run: (data: unknown) => {
        runs += 1
        return job.run(data)
      },
    }))
    await startJobs(counted, 0.5)
    await vi.waitFor(async () => {
      for (const { attemptId } of room) expect(await resultsOf(attemptId)).toBe(1)
    }, SECONDS)
    expect(runs).toBeLessThanOrEqual(2)
  })
})
