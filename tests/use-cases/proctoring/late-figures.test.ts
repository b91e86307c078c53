import { beforeAll, describe, expect, test } from 'vitest'
import { EVERYWHERE, RegionCode } from '#app/domain/access/role.ts'
import { RoomActId } from '#app/domain/shared/id.ts'
import { signReceipt } from '#app/platform/receipt.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { closeOverdueAttempts } from '#app/use-cases/delivery/close-overdue-attempts.server.ts'
import { saveAnswers } from '#app/use-cases/delivery/save-answers.server.ts'
import { actOnAttempt } from '#app/use-cases/proctoring/act-on-attempt.server.ts'
import { bringInRecoveryFile } from '#app/use-cases/proctoring/bring-in-recovery-file.server.ts'
import { decideAct } from '#app/use-cases/proctoring/decide-act.server.ts'
import { decideLateAnswers } from '#app/use-cases/proctoring/decide-late-answers.server.ts'
import { decideRecoveryFile } from '#app/use-cases/proctoring/decide-recovery-file.server.ts'
import { printSessionMinutes } from '#app/use-cases/proctoring/print-session-minutes.server.ts'
import { readLateAnswers } from '#app/use-cases/proctoring/read-late-answers.server.ts'
import { readOwnLateAnswers } from '#app/use-cases/proctoring/read-own-late-answers.server.ts'
import { readRecoveryFiles } from '#app/use-cases/proctoring/read-recovery-files.server.ts'
import { countLate } from '#app/use-cases/proctoring/session-record-store.server.ts'
import { weighLateAnswers } from '#app/use-cases/scoring/weigh-late-answers.server.ts'
import { makeRegions, makeStaff, singleChoice } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { hasPdfTools, readPdf } from '../../documents/pdf-tools.ts'
import { choice, endDeadline, makeRunningAttempt, storedAttempt } from '../delivery/exam-room.ts'
import { fileOf, NOW } from './device-file.ts'

useTestDatabase()

const job = { kind: 'system', job: 'test' } as const
const CHOICES = [singleChoice('health', 'a'), singleChoice('social', 'b'), singleChoice('education', 'c')]
const HEARD_BEFORE = 600
type Staff = Awaited<ReturnType<typeof makeStaff>>
type Sitting = Awaited<ReturnType<typeof makeRunningAttempt>>
let proctor: Staff
let colleague: Staff
beforeAll(async () => {
  await makeRegions()
  proctor = await makeStaff('proctor', { regionCode: '36.72' })
  colleague = await makeStaff('proctor', { regionCode: '36.72' })
})

/** `[number, answer, question, seconds before it is sent]`; the exam ended five minutes ago. */
type Made = readonly [seq: number, chosen: string, position: number, madeBefore: number]
const IN_TIME = 400
const TOO_LATE = 100

async function sitOffline(): Promise<Sitting> {
  const sat = await makeRunningAttempt({ contents: CHOICES, policy: { lateEvidenceMinutes: 20 } })
  await saveAnswers(sat.candidate, { attemptId: sat.attemptId, leaseEpoch: 1, events: [choice(1, 'a')] })
  await endDeadline(sat.attemptId, 300)
  await closeOverdueAttempts(job, null)
  return sat
}

async function arriveLate({ candidate, attemptId }: Sitting, made: readonly Made[]) {
  const receipt = signReceipt(attemptId, 1, new Date(Date.now() - HEARD_BEFORE * 1000))
  const events = made.map(([seq, chosen, position, madeBefore]) => ({
    ...choice(seq, chosen, position),
    evidence: { life: 'one', mono: NOW - madeBefore * 1000, receipt, heard: NOW - HEARD_BEFORE * 1000 },
  }))
  await saveAnswers(candidate, { attemptId, leaseEpoch: 1, events, sent: { life: 'one', mono: NOW } })
}

const decide = (sat: Sitting, seen: number, answer: 'accepted' | 'rejected') =>
  decideLateAnswers(
    colleague,
    { examSessionId: sat.examSessionId, attemptId: sat.attemptId, seen },
    answer === 'accepted' ? { answer, reason: 'seen-by-proctor' } : { answer, reason: 'not-credible' },
  )

/** A file of this device is brought in; the colleague's answer to it, where one is given. */
async function bringInFile(sat: Sitting, made: readonly Made[], answer: 'accepted' | 'rejected' | null) {
  const { attemptId, examSessionId } = sat
  const result = await bringInRecoveryFile(proctor, examSessionId, await fileOf(attemptId, made, HEARD_BEFORE))
  if (!result.ok) throw new Error(result.refusal.kind)
  if (answer === null) return
  const read = await readRecoveryFiles(colleague, examSessionId)
  const seen = read.ok ? (read.value.files.find(({ id }) => id === result.value.id)?.sheet?.seen ?? '') : ''
  const decision = answer === 'accepted' ? { answer, reason: 'device-failure' as const } : { answer, reason: 'not-credible' as const }
  const decided = await decideRecoveryFile(colleague, { examSessionId, id: result.value.id, seen }, decision)
  if (!decided.ok) throw new Error(decided.refusal.kind)
}

const figuresOf = ({ examSessionId }: Sitting) => reading((transaction) => countLate(transaction, EVERYWHERE, examSessionId))
const ownOf = async ({ candidate, attemptId }: Sitting) => {
  const result = await readOwnLateAnswers(candidate, attemptId)
  return result.ok ? result.value : result.refusal
}
const endOf = async ({ examSessionId }: Sitting) => {
  const read = await readLateAnswers(proctor, examSessionId)
  return read.ok ? read.value.sheets[0]?.end : null
}
const minutesOf = async ({ examSessionId }: Sitting) => {
  const printed = await printSessionMinutes(proctor, examSessionId)
  return printed.ok ? readPdf(printed.value.bytes).text.replace(/\s+/g, ' ') : ''
}

describe('late answers', () => {
  test('are told to the proctor in changes and to the candidate in questions, from their arrival to the decision', async () => {
    const sat = await sitOffline()
    expect(await figuresOf(sat)).toMatchObject({ late: { byEvidence: 0, byPerson: 0, rejected: 0, waiting: 0 } })
    expect(await ownOf(sat)).toEqual({ letIn: 0, waiting: 0, turnedAway: 0 })

    await arriveLate(sat, [
      [2, 'b', 2, IN_TIME],
      [3, 'c', 3, TOO_LATE],
      [4, 'd', 3, TOO_LATE],
    ])
    expect(await ownOf(sat)).toEqual({ letIn: 0, waiting: 2, turnedAway: 0 })
    await weighLateAnswers(job)
    expect(await figuresOf(sat)).toMatchObject({ late: { byEvidence: 1, byPerson: 0, rejected: 0, waiting: 2 } })
    expect(await ownOf(sat)).toEqual({ letIn: 1, waiting: 1, turnedAway: 0 })

    expect(await decide(sat, 2, 'rejected')).toMatchObject({ ok: true })
    expect(await figuresOf(sat)).toMatchObject({ late: { byEvidence: 1, byPerson: 0, rejected: 2, waiting: 0 } })
    expect(await ownOf(sat)).toEqual({ letIn: 1, waiting: 0, turnedAway: 1 })
  })

  test('that a person lets in are told apart from those that receipts let in', async () => {
    const sat = await sitOffline()
    await arriveLate(sat, [[2, 'b', 2, TOO_LATE]])
    await weighLateAnswers(job)
    await decide(sat, 1, 'accepted')
    expect(await figuresOf(sat)).toMatchObject({ late: { byEvidence: 0, byPerson: 1, rejected: 0, waiting: 0 } })
    expect(await ownOf(sat)).toEqual({ letIn: 1, waiting: 0, turnedAway: 0 })
  })

  test('are shown beside the moment until which the exam took answers: its end with the grace, or when it was handed in before', async () => {
    const sat = await sitOffline()
    await arriveLate(sat, [[2, 'b', 2, IN_TIME]])
    const { deadline, graceSeconds } = await storedAttempt(sat.attemptId)
    expect(await endOf(sat)).toEqual({ at: new Date(deadline.getTime() + graceSeconds * 1000), isEarly: false })

    const early = await makeRunningAttempt({ contents: CHOICES })
    const place = { examSessionId: early.examSessionId, candidateId: early.candidate.candidateId }
    await actOnAttempt(proctor, place, { order: { kind: 'hand-in' }, reason: 'session-ends', note: null })
    await arriveLate(early, [[2, 'b', 2, TOO_LATE]])
    expect(await endOf(early)).toEqual({ at: (await storedAttempt(early.attemptId)).effectiveEnd, isEarly: true })
  })

  test('of a void exam are told to nobody, and of another candidate neither', async () => {
    const sat = await sitOffline()
    await arriveLate(sat, [[2, 'b', 2, IN_TIME]])
    await weighLateAnswers(job)
    const other = await sitOffline()
    expect(await readOwnLateAnswers(other.candidate, sat.attemptId)).toEqual({ ok: true, value: { letIn: 0, waiting: 0, turnedAway: 0 } })
    expect(await readOwnLateAnswers(proctor, sat.attemptId)).toEqual({ ok: false, refusal: { kind: 'not-found' } })

    const place = { examSessionId: sat.examSessionId, candidateId: sat.candidate.candidateId }
    await actOnAttempt(proctor, place, { order: { kind: 'void' }, reason: 'wrong-person', note: null })
    const act = await reading((transaction) => transaction.roomAct.findFirstOrThrow({ where: { attemptId: sat.attemptId } }))
    expect(await decideAct(colleague, RoomActId.parse(act.id), 'approved')).toMatchObject({ ok: true })
    expect(await figuresOf(sat)).toMatchObject({ late: { byEvidence: 0, byPerson: 0, rejected: 0, waiting: 0 } })
    expect(await ownOf(sat)).toEqual({ letIn: 0, waiting: 0, turnedAway: 0 })
  })
})

describe('recovery files', () => {
  test('are counted with what they let in, which is not told a second time as late answers', async () => {
    const sat = await sitOffline()
    await bringInFile(sat, [[9, 'a', 1, IN_TIME]], 'rejected')
    await bringInFile(
      sat,
      [
        [2, 'b', 2, IN_TIME],
        [3, 'c', 3, IN_TIME],
      ],
      'accepted',
    )
    await bringInFile(sat, [[4, 'd', 3, IN_TIME]], null)
    expect(await figuresOf(sat)).toEqual({
      files: { broughtIn: 3, accepted: 1, rejected: 1, waiting: 1, letIn: 2 },
      late: { byEvidence: 0, byPerson: 0, rejected: 0, waiting: 0 },
    })
    expect(await ownOf(sat)).toEqual({ letIn: 2, waiting: 0, turnedAway: 0 })
  })

  test('and late answers of a room elsewhere are not counted', async () => {
    const sat = await sitOffline()
    await arriveLate(sat, [[2, 'b', 2, IN_TIME]])
    await bringInFile(sat, [[3, 'c', 3, IN_TIME]], null)
    const scope = { kind: 'within' as const, codes: [RegionCode.parse('36.72.02')] }
    const elsewhere = await reading((transaction) => countLate(transaction, scope, sat.examSessionId))
    expect(elsewhere.files.broughtIn + elsewhere.late.waiting).toBe(0)
  })
})

test.runIf(hasPdfTools)('the minutes tell late answers and recovery files by who let them in, or that there are none', async () => {
  const sat = await sitOffline()
  expect(await minutesOf(sat)).toContain('Tidak ada jawaban terlambat dan tidak ada berkas pemulihan.')
  await arriveLate(sat, [
    [2, 'b', 2, IN_TIME],
    [3, 'c', 3, TOO_LATE],
  ])
  await weighLateAnswers(job)
  await decide(sat, 1, 'rejected')
  await bringInFile(sat, [[5, 'd', 3, IN_TIME]], 'accepted')
  const text = await minutesOf(sat)
  for (const line of [
    'diterima oleh bukti terima 1',
    'diterima petugas 0',
    'ditolak petugas 1',
    'menunggu keputusan 0',
    'Berkas pemulihan diunggah 1',
    'diterima orang kedua 1',
    'ditolak orang kedua 0',
    'masuk dari berkas pemulihan 1',
  ])
    expect(text).toContain(line)
})
