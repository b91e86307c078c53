import { describe, expect, test } from 'vitest'
import { MOST_SIGNALS, SignalReport } from '#app/domain/delivery/page-signal.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { boardRows } from '#app/use-cases/delivery/exam-session-store.server.ts'
import { handInAttempt } from '#app/use-cases/delivery/hand-in-attempt.server.ts'
import { notePageSignals } from '#app/use-cases/delivery/note-page-signals.server.ts'
import { takeOverLease } from '#app/use-cases/delivery/take-over-lease.server.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { makeRunningAttempt, onDevice, paperOf, silence } from './exam-room.ts'

useTestDatabase()

const left = (seconds: number) => ({ kind: 'left-page' as const, seconds })
const report = (attemptId: SignalReport['attemptId'], ...signals: SignalReport['signals']) => ({ attemptId, leaseEpoch: 1, signals })

async function onBoard({ examSessionId }: Awaited<ReturnType<typeof makeRunningAttempt>>) {
  const [row] = await reading((transaction) => boardRows(transaction, examSessionId))
  return row?.attempt?.signals
}

describe('what a page tells of itself', () => {
  test('stands on the board by kind, with how often and for how long at most', async () => {
    const room = await makeRunningAttempt()
    expect(await onBoard(room)).toEqual([])
    await notePageSignals(room.candidate, report(room.attemptId, left(4), { kind: 'offline', seconds: 70 }))
    await notePageSignals(room.candidate, report(room.attemptId, left(31)))
    expect(await onBoard(room)).toEqual([
      { kind: 'offline', times: 1, longestSeconds: 70 },
      { kind: 'left-page', times: 2, longestSeconds: 31 },
    ])
  })

  test('changes nothing about the attempt, and stays as it came', async () => {
    const { candidate, attemptId } = await makeRunningAttempt()
    const before = await reading((transaction) => transaction.attempt.findUniqueOrThrow({ where: { id: attemptId } }))
    await notePageSignals(candidate, report(attemptId, left(600)))
    expect(await reading((transaction) => transaction.attempt.findUniqueOrThrow({ where: { id: attemptId } }))).toEqual(before)
    const change = reading((transaction) => transaction.pageSignal.updateMany({ where: { attemptId }, data: { seconds: 1 } }))
    expect(await change.catch(databaseErrorKind)).toBe('append-only')
  })

  test('is nobody else’s matter: another candidate and another device leave nothing', async () => {
    const room = await makeRunningAttempt()
    const { candidate: other } = await makeRunningAttempt()
    expect(await notePageSignals(other, report(room.attemptId, left(5)))).toEqual({ ok: false, refusal: { kind: 'not-found' } })
    expect(await notePageSignals(onDevice(room.candidate, 'lain'), report(room.attemptId, left(5)))).toEqual({
      ok: true,
      value: { kept: 0 },
    })
    expect(await onBoard(room)).toEqual([])
  })

  test('ends with the exam, and with so many that nobody reads them', async () => {
    const room = await makeRunningAttempt()
    for (let twenty = 0; twenty < MOST_SIGNALS / 20 + 2; twenty += 1) {
      await notePageSignals(room.candidate, report(room.attemptId, ...Array.from({ length: 20 }, () => left(3))))
    }
    expect(await onBoard(room)).toEqual([{ kind: 'left-page', times: MOST_SIGNALS, longestSeconds: 3 }])
    const { candidate, attemptId } = await makeRunningAttempt()
    const { handInId } = await paperOf(candidate)
    await handInAttempt(candidate, { attemptId, handInId })
    expect(await notePageSignals(candidate, report(attemptId, left(5)))).toEqual({ ok: true, value: { kept: 0 } })
  })

  test('includes that another device took the exam over', async () => {
    const room = await makeRunningAttempt()
    await silence(room.attemptId, 600)
    expect(await takeOverLease(onDevice(room.candidate, 'lain'), { attemptId: room.attemptId, token: null })).toMatchObject({ ok: true })
    expect(await onBoard(room)).toEqual([{ kind: 'device-changed', times: 1, longestSeconds: 0 }])
  })

  test.each([
    ['an unknown kind', { kind: 'cheated', seconds: 1 }],
    ['what only the server may say', { kind: 'device-changed', seconds: 1 }],
    ['a time below nothing', { kind: 'offline', seconds: -1 }],
    ['more than a day', { kind: 'offline', seconds: 90_000 }],
  ])('%s is no report', (_what, signal) => {
    expect(SignalReport.safeParse({ attemptId: '00000000-0000-4000-8000-000000000001', leaseEpoch: 1, signals: [signal] }).success).toBe(
      false,
    )
  })
})
