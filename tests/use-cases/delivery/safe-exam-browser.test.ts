import { expect, test } from 'vitest'
import { textHash } from '#app/domain/shared/canonical-hash.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { readPaper } from '#app/use-cases/delivery/read-attempt.server.ts'
import { startAttempt } from '#app/use-cases/delivery/start-attempt.server.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { makeSeat, storedAttempt } from './exam-room.ts'

useTestDatabase()

const KEY = 'ab'.repeat(32)
const proofAt = (path: string) => {
  const url = `https://uji.cilegon.go.id${path}`
  return { url, configKeyHash: textHash(url + KEY) }
}

test('a session with a Config Key opens in that browser alone: to begin, to go on, and to read the paper', async () => {
  const { candidate, examSessionId } = await makeSeat()
  await reading((transaction) => transaction.examSession.update({ where: { id: examSessionId }, data: { configKey: KEY } }))
  expect(await startAttempt(candidate, null)).toMatchObject({ ok: false, refusal: { kind: 'other-browser' } })
  expect(await startAttempt(candidate, null, { ...proofAt('/exam/start'), url: 'https://lain/exam/start' })).toMatchObject({ ok: false })
  const started = await startAttempt(candidate, null, proofAt('/exam/start'))
  if (!started.ok || started.value.kind !== 'started') throw new Error('not started')
  expect(await startAttempt(candidate, null)).toMatchObject({ ok: false, refusal: { kind: 'other-browser' } })
  const before = await storedAttempt(started.value.attemptId)
  expect(await readPaper(candidate)).toEqual({ ok: true, value: { kind: 'other-browser' } })
  expect(await storedAttempt(started.value.attemptId)).toEqual(before)
  const paper = await readPaper(candidate, proofAt('/exam/attempt'))
  expect(paper).toMatchObject({ ok: true, value: { kind: 'paper' } })
  expect(JSON.stringify(paper)).not.toContain(KEY)
})
