import { beforeAll, describe, expect, test } from 'vitest'
import type { LateDecision } from '#app/domain/delivery/late-evidence.ts'
import type { AttemptId, RecoveryFileId } from '#app/domain/shared/id.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { closeOverdueAttempts } from '#app/use-cases/delivery/close-overdue-attempts.server.ts'
import { saveAnswers } from '#app/use-cases/delivery/save-answers.server.ts'
import { takeOverLease } from '#app/use-cases/delivery/take-over-lease.server.ts'
import { bringInRecoveryFile } from '#app/use-cases/proctoring/bring-in-recovery-file.server.ts'
import { decideRecoveryFile } from '#app/use-cases/proctoring/decide-recovery-file.server.ts'
import { readLateAnswers } from '#app/use-cases/proctoring/read-late-answers.server.ts'
import { browseWaitingFiles, readRecoveryFiles } from '#app/use-cases/proctoring/read-recovery-files.server.ts'
import { namesOfRecoveryKeys, replaceRecoveryKey } from '#app/use-cases/proctoring/recovery-keys.server.ts'
import { scoreClosedAttempts } from '#app/use-cases/scoring/score-closed-attempts.server.ts'
import { findCountingAnswers } from '#app/use-cases/scoring/score-input-store.server.ts'
import { weighLateAnswers } from '#app/use-cases/scoring/weigh-late-answers.server.ts'
import { makeRegions, makeStaff, singleChoice } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import {
  type Candidate,
  choice,
  endDeadline,
  makeRunningAttempt,
  onDevice,
  paperOf,
  silence,
  storedAnswers,
  storedAttempt,
  storedEvents,
} from '../delivery/exam-room.ts'
import { fileOf, type Made, sealed } from './device-file.ts'

useTestDatabase()

const job = { kind: 'system', job: 'test' } as const
const CHOICES = [singleChoice('health', 'a'), singleChoice('social', 'b')]
const accepting = { answer: 'accepted', reason: 'device-failure' } as const
type Staff = Awaited<ReturnType<typeof makeStaff>>
type Sitting = Awaited<ReturnType<typeof makeRunningAttempt>>
let proctor: Staff
let colleague: Staff
let elsewhere: Staff
let analyst: Staff
let auditor: Staff
beforeAll(async () => {
  await makeRegions()
  proctor = await makeStaff('proctor', { regionCode: '36.72' })
  colleague = await makeStaff('proctor', { regionCode: '36.72' })
  elsewhere = await makeStaff('proctor', { regionCode: '36.72.02' })
  analyst = await makeStaff('office-analyst')
  auditor = await makeStaff('auditor')
})

const room = () => makeRunningAttempt({ contents: CHOICES, policy: { lateEvidenceMinutes: 20 } })
const save = async (candidate: Candidate, attemptId: AttemptId, events: ReturnType<typeof choice>[], leaseEpoch = 1) => {
  const result = await saveAnswers(candidate, { attemptId, leaseEpoch, events })
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value
}
const bringIn = ({ examSessionId }: Pick<Sitting, 'examSessionId'>, bytes: Uint8Array, by: Staff = proctor) =>
  bringInRecoveryFile(by, examSessionId, bytes)
const broughtIn = async (sat: Sitting, made: readonly Made[], heardBefore?: number) => {
  const result = await bringIn(sat, await fileOf(sat.attemptId, made, heardBefore))
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value.id
}
const entries = async ({ examSessionId }: Pick<Sitting, 'examSessionId'>, by: Staff = colleague) => {
  const read = await readRecoveryFiles(by, examSessionId)
  if (!read.ok) throw new Error(read.refusal.kind)
  return read.value.files
}
/** By the form's order: each candidate's own order is drawn. */
const effectsIn = (sheet: Awaited<ReturnType<typeof sheetOf>>) =>
  (sheet?.rows ?? []).map(({ position, effect }) => [position, effect]).sort(([left], [right]) => Number(left) - Number(right))
const sheetOf = async (sat: Sitting) => (await entries(sat)).find(({ state }) => state === 'waiting')?.sheet
const decide = async (sat: Sitting, id: RecoveryFileId, decision: LateDecision = accepting, by: Staff = colleague, seen?: string) =>
  decideRecoveryFile(by, { examSessionId: sat.examSessionId, id, seen: seen ?? (await sheetOf(sat))?.seen ?? '' }, decision)
const counting = async (attemptId: AttemptId) => {
  const found = await reading((transaction) => findCountingAnswers(transaction, [attemptId]))
  return [...(found.get(attemptId) ?? [])].map(([position, value]) => [position, value.kind === 'single-choice' ? value.chosen : null])
}
const current = async (attemptId: AttemptId) =>
  (await storedAnswers(attemptId)).map(({ position, leaseEpoch, seq }) => [position, leaseEpoch, seq])
const evidenceOf = (attemptId: AttemptId) =>
  reading((transaction) => transaction.lateEvidence.findMany({ where: { attemptId }, orderBy: [{ leaseEpoch: 'asc' }, { seq: 'asc' }] }))
const resultsOf = (attemptId: AttemptId) =>
  reading((transaction) => transaction.examResult.findMany({ where: { attemptId }, orderBy: { version: 'asc' } }))
const trailOf = async (subject: string) =>
  (await reading((transaction) => auditEntriesAfter(transaction, 0n, 5000))).flatMap(({ event }) =>
    event.subject === subject ? [event] : [],
  )

/** The first answer arrived, then the device was cut off; the exam ended five minutes ago and was scored. */
async function sitOffline() {
  const sat = await room()
  await save(sat.candidate, sat.attemptId, [choice(1, 'a')])
  await endDeadline(sat.attemptId, 300)
  await closeOverdueAttempts(job, null)
  await scoreClosedAttempts(job)
  return sat
}

describe('a recovery file', () => {
  test('waits for a second person, and counts for nothing before', async () => {
    const sat = await room()
    await save(sat.candidate, sat.attemptId, [choice(1, 'a')])
    const result = await bringIn(
      sat,
      await fileOf(sat.attemptId, [
        [1, 'a', 1],
        [2, 'c', 1],
        [3, 'b', 2],
      ]),
    )
    expect(result).toMatchObject({ ok: true, value: { kind: 'waiting' } })
    expect(await storedEvents(sat.attemptId)).toHaveLength(1)
    expect(await counting(sat.attemptId)).toEqual([[1, 'a']])
    const [file] = await entries(sat)
    expect(file).toMatchObject({ state: 'waiting', count: 3, mayDecide: true, isOwn: false, uploadedByName: proctor.displayName })
    expect(file?.sheet).toMatchObject({
      letIn: 2,
      same: 0,
      isOver: false,
      rows: expect.arrayContaining([
        expect.objectContaining({ position: 1, effect: 'replaces', serverAt: expect.any(Date), count: 1 }),
        expect.objectContaining({ position: 2, effect: 'fills', serverAt: null, count: 1 }),
      ]),
    })
    expect(file?.sheet?.lastContact).toBeInstanceOf(Date)
    const trail = await trailOf(file?.id ?? '')
    expect(trail).toMatchObject([{ kind: 'recovery-file.brought-in', detail: { events: 3, missing: 2, attempt: sat.attemptId } }])
  })

  test('twice is one file', async () => {
    const sat = await room()
    const bytes = await fileOf(sat.attemptId, [[2, 'b', 2]])
    const first = await bringIn(sat, bytes)
    expect(await bringIn(sat, bytes, colleague)).toEqual({ ok: true, value: { kind: 'known', id: first.ok ? first.value.id : '' } })
    expect(await entries(sat)).toHaveLength(1)
    expect(await decide(sat, first.ok ? first.value.id : raise())).toMatchObject({ ok: true })
    expect(await bringIn(sat, bytes)).toMatchObject({ ok: true, value: { kind: 'known' } })
    expect(await storedEvents(sat.attemptId)).toHaveLength(1)
  })

  test('is shown without a word of what it says', async () => {
    const sat = await room()
    await broughtIn(sat, [[2, 'd', 2]])
    expect(JSON.stringify(await entries(sat))).not.toContain('chosen')
    expect(JSON.stringify(await browseWaitingFiles(colleague))).not.toContain('chosen')
  })

  test('tells the second person in which rooms something waits, and not whoever brought it in', async () => {
    const sat = await room()
    await broughtIn(sat, [[2, 'd', 2]])
    const rooms = async (by: Staff) => {
      const found = await browseWaitingFiles(by)
      return found.ok ? found.value.filter(({ examSessionId }) => examSessionId === sat.examSessionId).map(({ count }) => count) : null
    }
    expect(await rooms(colleague)).toEqual([1])
    expect(await rooms(proctor)).toEqual([])
    expect(await rooms(elsewhere)).toEqual([])
    expect(await rooms(auditor)).toBeNull()
  })

  test.each([
    ['of another room', async () => fileOf((await room()).attemptId, [[2, 'b', 2]]), 'other-session'],
    [
      'of an exam that nobody sat',
      () =>
        sealed({
          version: 1,
          attemptId: '6f7d4c0e-6a5f-4a51-9a0c-0f6a3f1f2a11',
          exportedAt: '2026-11-22T04:50:00.000Z',
          sent: { life: 'a', mono: 1 },
          events: [{ ...choice(1, 'a'), leaseEpoch: 1 }],
        }),
      'other-session',
    ],
    ['with a changed byte', async (sat: Sitting) => flipped(await fileOf(sat.attemptId, [[2, 'b', 2]])), 'damaged'],
    ['that is a picture', async () => new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10]), 'no-recovery-file'],
    ['sealed for somebody else', async (sat: Sitting) => forAnother(await fileOf(sat.attemptId, [[2, 'b', 2]])), 'other-key'],
    ['with something else in it', () => sealed({ hello: 'world' }), 'unreadable'],
    ['with nothing that the server lacks', (sat: Sitting) => fileOf(sat.attemptId, [[1, 'a', 1]]), 'nothing-new'],
    [
      'with answers that fit no question',
      (sat: Sitting) =>
        fileOf(sat.attemptId, [
          [7, 'z', 1],
          [8, 'a', 99],
        ]),
      'unreadable',
    ],
    ['larger than any device makes', async () => new Uint8Array(2 * 1024 * 1024 + 1), 'too-large'],
  ] as const)('%s is refused, and nothing is kept', async (_, make, kind) => {
    const sat = await room()
    await save(sat.candidate, sat.attemptId, [choice(1, 'a')])
    expect(await bringIn(sat, await make(sat))).toEqual({ ok: false, refusal: { kind } })
    expect(await entries(sat)).toEqual([])
  })

  test('of an exam that was made void is refused', async () => {
    const sat = await room()
    const bytes = await fileOf(sat.attemptId, [[2, 'b', 2]])
    const id = await broughtIn(sat, [[2, 'b', 2]])
    const seen = (await sheetOf(sat))?.seen
    await makeVoid(sat)
    expect(await bringIn(sat, bytes)).toMatchObject({ refusal: { kind: 'void' } })
    expect(await decide(sat, id, accepting, colleague, seen)).toMatchObject({ refusal: { kind: 'void' } })
    expect(await decide(sat, id, { answer: 'rejected', reason: 'not-credible' })).toMatchObject({ ok: true })
  })

  test('is brought in and decided by staff of the place alone', async () => {
    const sat = await room()
    const bytes = await fileOf(sat.attemptId, [[2, 'b', 2]])
    expect(await bringInRecoveryFile(sat.candidate, sat.examSessionId, bytes)).toMatchObject({ refusal: { kind: 'not-found' } })
    for (const by of [elsewhere, auditor]) expect(await bringIn(sat, bytes, by)).toMatchObject({ refusal: { kind: 'not-found' } })
    const id = await broughtIn(sat, [[2, 'b', 2]])
    for (const by of [elsewhere, auditor]) expect(await decide(sat, id, accepting, by)).toMatchObject({ refusal: { kind: 'not-found' } })
    expect(await readRecoveryFiles(elsewhere, sat.examSessionId)).toMatchObject({ refusal: { kind: 'not-found' } })
    expect(await readRecoveryFiles(auditor, sat.examSessionId)).toMatchObject({
      value: { mayBringIn: false, files: [{ mayDecide: false }] },
    })
    expect(await decide({ ...sat, examSessionId: (await room()).examSessionId }, id)).toMatchObject({ refusal: { kind: 'not-found' } })
    expect(await decide(sat, id, accepting, analyst)).toMatchObject({ ok: true })
  })
})

describe('the second person', () => {
  test('is another one than brought the file in, and the database holds that too', async () => {
    const sat = await room()
    const id = await broughtIn(sat, [[2, 'b', 2]])
    expect(await decide(sat, id, accepting, proctor)).toEqual({ ok: false, refusal: { kind: 'needs-second-person' } })
    const change = (data: object) => reading((transaction) => transaction.recoveryFile.update({ where: { id }, data }))
    const decided = { reason: 'device-failure', decidedAt: new Date(), letIn: 1 }
    await expect(change({ ...decided, state: 'accepted', decidedBy: proctor.accountId })).rejects.toThrow()
    await expect(change({ events: [] })).rejects.toThrow()
    await expect(change({ uploadedBy: colleague.accountId })).rejects.toThrow()
    await expect(reading((transaction) => transaction.recoveryFile.delete({ where: { id } }))).rejects.toThrow()
    expect(await decide(sat, id)).toMatchObject({ ok: true })
    await expect(change({ state: 'rejected', letIn: null })).rejects.toThrow()
    expect(await decide(sat, id)).toEqual({ ok: false, refusal: { kind: 'already-decided' } })
  })

  test('who turns a file away changes no answer', async () => {
    const sat = await room()
    const id = await broughtIn(sat, [[2, 'b', 2]])
    expect(await decide(sat, id, { answer: 'rejected', reason: 'not-credible' })).toEqual({ ok: true, value: { letIn: 0 } })
    expect(await storedEvents(sat.attemptId)).toEqual([])
    expect((await trailOf(id)).at(-1)).toMatchObject({ kind: 'recovery-file.rejected', detail: { reason: 'not-credible' } })
    expect(await entries(sat)).toMatchObject([{ state: 'rejected', sheet: null, mayDecide: false }])
  })

  test('decides about what was seen: answers that came meanwhile are looked at first', async () => {
    const sat = await room()
    const id = await broughtIn(sat, [[2, 'b', 2]])
    const seen = (await sheetOf(sat))?.seen ?? ''
    await save(sat.candidate, sat.attemptId, [choice(1, 'c', 2)])
    expect(await decide(sat, id, accepting, colleague, seen)).toEqual({ ok: false, refusal: { kind: 'changed' } })
    expect(await current(sat.attemptId)).toEqual([[2, 1, 1]])
    expect(await decide(sat, id)).toMatchObject({ ok: true })
    expect(await current(sat.attemptId)).toEqual([[2, 1, 2]])
  })
})

describe('accepted in an exam that is under way', () => {
  test('the answers count like saves, and the paper shows them', async () => {
    const sat = await room()
    await save(sat.candidate, sat.attemptId, [choice(1, 'a')])
    const id = await broughtIn(sat, [
      [2, 'c', 1],
      [3, 'b', 2],
    ])
    expect(await decide(sat, id)).toEqual({ ok: true, value: { letIn: 2 } })
    expect(await storedEvents(sat.attemptId)).toMatchObject([{ standing: 'accepted' }, { standing: 'accepted' }, { standing: 'accepted' }])
    expect(await evidenceOf(sat.attemptId)).toEqual([])
    expect((await paperOf(sat.candidate)).answers.map(({ position, value }) => [position, value])).toEqual([
      [1, { kind: 'single-choice', chosen: 'c' }],
      [2, { kind: 'single-choice', chosen: 'b' }],
    ])
    expect((await trailOf(id)).at(-1)).toMatchObject({
      kind: 'recovery-file.accepted',
      detail: { letIn: 2, leftOut: 0, reason: 'device-failure', attempt: sat.attemptId },
    })
    expect(JSON.stringify(await trailOf(id))).not.toContain('chosen')
  })

  test('a device that comes back sends the same answers once more, and nothing is doubled', async () => {
    const sat = await room()
    await decide(
      sat,
      await broughtIn(sat, [
        [1, 'b', 2],
        [2, 'c', 1],
      ]),
    )
    const { acks, lastSeq } = await save(sat.candidate, sat.attemptId, [choice(1, 'b', 2), choice(2, 'c', 1), choice(3, 'd', 1)])
    expect(acks.map(({ standing }) => standing)).toEqual(['accepted', 'accepted', 'accepted'])
    expect(lastSeq).toBe(3)
    expect(await storedEvents(sat.attemptId)).toHaveLength(3)
    expect(await current(sat.attemptId)).toEqual([
      [1, 1, 3],
      [2, 1, 1],
    ])
  })

  test('what the next device answered stays, and what only the lost one had comes in', async () => {
    const sat = await room()
    const tablet = onDevice(sat.candidate, 'tablet')
    await silence(sat.attemptId, 3600)
    expect(await takeOverLease(tablet, { attemptId: sat.attemptId, token: null })).toMatchObject({ ok: true })
    await save(tablet, sat.attemptId, [choice(1, 'd', 1)], 2)
    const id = await broughtIn(sat, [
      [5, 'c', 1],
      [6, 'b', 2],
    ])
    const sheet = await sheetOf(sat)
    expect(effectsIn(sheet)).toEqual([
      [1, 'older'],
      [2, 'fills'],
    ])
    expect(sheet?.rows.every(({ isOtherDevice }) => isOtherDevice)).toBe(true)
    expect(await decide(sat, id)).toMatchObject({ value: { letIn: 2 } })
    expect(await current(sat.attemptId)).toEqual([
      [1, 2, 1],
      [2, 1, 6],
    ])
    await save(tablet, sat.attemptId, [choice(2, 'a', 2)], 2)
    expect(await counting(sat.attemptId)).toEqual([
      [1, 'd'],
      [2, 'a'],
    ])
  })

  test('what the lost device sent as a conflict counts too once its file is accepted, and without a file it does not', async () => {
    const sat = await room()
    const tablet = onDevice(sat.candidate, 'tablet')
    await silence(sat.attemptId, 3600)
    await takeOverLease(tablet, { attemptId: sat.attemptId, token: null })
    expect((await save(sat.candidate, sat.attemptId, [choice(1, 'b', 2)])).acks).toMatchObject([{ standing: 'conflict' }])
    const letIn = () =>
      reading((transaction) =>
        transaction.lateEvidence.create({
          data: {
            attemptId: sat.attemptId,
            leaseEpoch: 1,
            seq: 1,
            verdict: 'asks-a-person',
            why: 'no-counter',
            state: 'accepted',
            reason: 'device-failure',
            decidedBy: colleague.accountId,
            decidedAt: new Date(),
            notedAt: new Date(),
          },
        }),
      )
    await expect(letIn()).rejects.toThrow()
    const id = await broughtIn(sat, [[1, 'b', 2]])
    expect((await sheetOf(sat))?.rows).toMatchObject([{ effect: 'fills', newest: { presence: 'aside' } }])
    expect(await decide(sat, id)).toMatchObject({ value: { letIn: 1 } })
    expect(await storedEvents(sat.attemptId)).toMatchObject([{ standing: 'conflict' }])
    expect(await current(sat.attemptId)).toEqual([[2, 1, 1]])
    expect(await counting(sat.attemptId)).toEqual([[2, 'b']])
    await endDeadline(sat.attemptId, 300)
    await closeOverdueAttempts(job, null)
    await scoreClosedAttempts(job)
    expect(await counting(sat.attemptId)).toEqual([[2, 'b']])
    expect(await readLateAnswers(proctor, sat.examSessionId)).toMatchObject({
      value: { sheets: [{ waiting: 0, rows: [{ standing: 'conflict', state: 'accepted' }] }] },
    })
  })

  test('a paused exam takes them in as well', async () => {
    const sat = await room()
    await reading((transaction) => transaction.attempt.update({ where: { id: sat.attemptId }, data: { pausedAt: new Date() } }))
    expect(await decide(sat, await broughtIn(sat, [[1, 'b', 2]]))).toMatchObject({ ok: true })
    expect(await counting(sat.attemptId)).toEqual([[2, 'b']])
  })
})

describe('accepted in an exam that is over', () => {
  test('the answers count by the door for late answers, and the exam is scored anew', async () => {
    const sat = await sitOffline()
    const id = await broughtIn(
      sat,
      [
        [2, 'b', 2, 400],
        [3, 'c', 1, 390],
      ],
      600,
    )
    expect(await sheetOf(sat)).toMatchObject({ isOver: true, letIn: 2 })
    expect(effectsIn(await sheetOf(sat))).toEqual([
      [1, 'replaces'],
      [2, 'fills'],
    ])
    expect(await decide(sat, id)).toEqual({ ok: true, value: { letIn: 2 } })
    expect(await counting(sat.attemptId)).toEqual([
      [1, 'c'],
      [2, 'b'],
    ])
    expect(await current(sat.attemptId)).toEqual([[1, 1, 1]])
    expect((await storedEvents(sat.attemptId)).map(({ standing }) => standing)).toEqual(['accepted', 'late', 'late'])
    expect(await evidenceOf(sat.attemptId)).toMatchObject([
      { seq: 2, verdict: 'bounded', state: 'accepted', decidedBy: colleague.accountId, reason: 'device-failure' },
      { seq: 3, verdict: 'bounded', state: 'accepted', decidedBy: colleague.accountId },
    ])
    const [first, second] = await resultsOf(sat.attemptId)
    expect(first).toMatchObject({ current: false, state: 'superseded' })
    expect(second).toMatchObject({ current: true, version: 2 })
    expect((await storedAttempt(sat.attemptId)).eventCount).toBe(1)
    await weighLateAnswers(job)
    expect(await evidenceOf(sat.attemptId)).toHaveLength(2)
  })

  test('what was proven to be made after the end stays out, whatever the person says', async () => {
    const sat = await sitOffline()
    const made: Made[] = [
      [2, 'b', 2, 400],
      [3, 'c', 1, 20],
    ]
    const id = await broughtIn(sat, made, 600)
    expect(effectsIn(await sheetOf(sat))).toEqual([
      [1, 'after-the-end'],
      [2, 'fills'],
    ])
    expect(await decide(sat, id)).toEqual({ ok: true, value: { letIn: 1 } })
    expect(await evidenceOf(sat.attemptId)).toMatchObject([
      { seq: 2, state: 'accepted', reason: 'device-failure' },
      { seq: 3, state: 'rejected', reason: 'made-after-the-end' },
    ])
    expect(await counting(sat.attemptId)).toEqual([
      [1, 'a'],
      [2, 'b'],
    ])
    expect((await trailOf(id)).at(-1)).toMatchObject({ detail: { letIn: 1, leftOut: 1 } })
  })

  test('a file that was brought in before the end counts from then, though it is accepted after it', async () => {
    const sat = await room()
    const id = await broughtIn(sat, [[2, 'b', 2]], 120)
    await endDeadline(sat.attemptId, 40)
    await closeOverdueAttempts(job, null)
    expect(await decide(sat, id)).toEqual({ ok: true, value: { letIn: 1 } })
    expect(await evidenceOf(sat.attemptId)).toMatchObject([{ verdict: 'bounded', state: 'accepted' }])
    expect(await counting(sat.attemptId)).toEqual([[2, 'b']])
  })

  test('late answers that wait are not decided by a file', async () => {
    const sat = await sitOffline()
    await save(sat.candidate, sat.attemptId, [choice(2, 'b', 2)])
    await weighLateAnswers(job)
    expect(await bringIn(sat, await fileOf(sat.attemptId, [[2, 'b', 2]]))).toMatchObject({ refusal: { kind: 'nothing-new' } })
    expect(await evidenceOf(sat.attemptId)).toMatchObject([{ state: 'waiting' }])
  })

  test('a result that a person has confirmed is not changed, and the file goes on waiting', async () => {
    const sat = await sitOffline()
    const id = await broughtIn(sat, [[2, 'b', 2, 400]], 600)
    const { accountId } = await makeStaff('verifier')
    await reading((transaction) =>
      transaction.examResult.updateMany({
        where: { attemptId: sat.attemptId, current: true },
        data: { state: 'confirmed', confirmedBy: accountId, confirmedAt: new Date() },
      }),
    )
    expect(await decide(sat, id)).toEqual({ ok: false, refusal: { kind: 'score-stands' } })
    expect(await storedEvents(sat.attemptId)).toHaveLength(1)
    expect(await entries(sat)).toMatchObject([{ state: 'waiting' }])
  })
})

describe('the keys of recovery files', () => {
  test('are replaced by the system alone, and an older file still comes in', async () => {
    const sat = await room()
    const bytes = await fileOf(sat.attemptId, [[2, 'b', 2]])
    for (const by of [proctor, analyst, sat.candidate])
      expect(await replaceRecoveryKey(by)).toEqual({ ok: false, refusal: { kind: 'forbidden' } })
    const replaced = await replaceRecoveryKey(job)
    const kid = replaced.ok ? replaced.value.kid : raise()
    expect(await namesOfRecoveryKeys(job)).toMatchObject({ ok: true, value: expect.arrayContaining([kid]) })
    expect((await trailOf(kid)).map((event) => event.kind)).toEqual(['recovery-key.rotated'])
    expect((await paperOf(sat.candidate)).recoveryKey).toEqual({ kid, x: expect.any(String), y: expect.any(String) })
    expect(await bringIn(sat, bytes)).toMatchObject({ ok: true })
  })
})

function raise(): never {
  throw new Error('refused')
}

function flipped(bytes: Uint8Array): Uint8Array {
  const at = bytes.length - 40
  return bytes.map((byte, place) => (place === at ? (byte === 65 ? 66 : 65) : byte))
}

/** The same file under the name of a key that is not of here. */
function forAnother(bytes: Uint8Array): Uint8Array {
  const [header = '', ...rest] = new TextDecoder().decode(bytes).split('.')
  const named: unknown = JSON.parse(Buffer.from(header, 'base64url').toString())
  const renamed = JSON.stringify(Object.assign({}, named, { kid: 'A'.repeat(43) }))
  return new TextEncoder().encode([Buffer.from(renamed).toString('base64url'), ...rest].join('.'))
}

async function makeVoid({ attemptId, examSessionId, examId }: Sitting) {
  await reading(async (transaction) => {
    const at = new Date()
    await transaction.roomAct.create({
      data: {
        id: crypto.randomUUID(),
        examSessionId,
        examId,
        scope: 'one',
        kind: 'void',
        attemptId,
        reason: 'other-person',
        state: 'done',
        requestedBy: proctor.accountId,
        requestedAt: at,
        decidedBy: colleague.accountId,
        decidedAt: at,
        affected: 1,
      },
    })
    await transaction.attempt.update({
      where: { id: attemptId },
      data: { status: 'closed', closedBy: 'proctor', closedAt: at, effectiveEnd: at, voidedAt: at },
    })
  })
}
