import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { MarkingTaskId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { confirmResult } from '#app/use-cases/grading/confirm-result.server.ts'
import { confirmResults } from '#app/use-cases/grading/confirm-results.server.ts'
import { nextMarkingTask } from '#app/use-cases/grading/next-marking-task.server.ts'
import { type MarkingSheet, readMarkingDesk } from '#app/use-cases/grading/read-marking-desk.server.ts'
import { returnResult } from '#app/use-cases/grading/return-result.server.ts'
import { submitMark } from '#app/use-cases/grading/submit-mark.server.ts'
import { checkResult } from '#app/use-cases/scoring/check-result.server.ts'
import { findItemScores, listResultVersions } from '#app/use-cases/scoring/result-store.server.ts'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { choose, currentResult, makeScoredAttempt, makeScoredExam, write } from '../scoring/attempts.ts'

useTestDatabase()
beforeAll(makeRegions)
type Staff = Awaited<ReturnType<typeof makeStaff>>

// Each test has the queue to itself.
beforeEach(() =>
  reading(
    (transaction) =>
      transaction.$executeRaw`UPDATE marking_task SET state = 'assigned', assessor_id = '00000000-0000-4000-8000-000000000001', assigned_at = now() + interval '1 day' WHERE state <> 'marked'`,
  ),
)

const CIBEBER = '36.72.01.1001'
const ELSEWHERE = '36.72.02.1002'
const RIGHT = [choose(1, 'a'), choose(2, 'a')]

async function makeEssayAttempt(
  options: { urbanVillageCode?: string; name?: string } = {},
  texts: readonly string[] = ['Saya catat, rujuk, dan jaga kerahasiaan.'],
) {
  return makeScoredAttempt(
    await makeScoredExam({ essays: texts.length }),
    [...RIGHT, ...texts.map((text, at) => write(3 + at, text))],
    options,
  )
}

async function deskOf(actor: Staff) {
  const result = await readMarkingDesk(actor)
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value
}

/** Takes the next response and answers what the marker sees. */
async function take(actor: Staff): Promise<MarkingSheet> {
  const taken = await nextMarkingTask(actor)
  const { sheet } = await deskOf(actor)
  if (!taken.ok || sheet === null) throw new Error('nothing to take')
  return sheet
}

const given = (sheet: { lockVersion: number }, isi = 2, alur = 1) => ({
  lockVersion: sheet.lockVersion,
  levels: { isi, alur },
  comment: '',
})
async function mark(actor: Staff) {
  const sheet = await take(actor)
  return submitMark(actor, sheet.taskId, given(sheet))
}

describe('marking a response', () => {
  test('gives its points by the rubric and, as the last one, makes the next result, which waits for a second person', async () => {
    const { attemptId, result } = await makeEssayAttempt()
    const assessor = await makeStaff('assessor', { homeRegionCode: ELSEWHERE })
    const marked = await mark(assessor)
    const current = await currentResult(attemptId)
    expect(marked).toEqual(accept({ result: current.id }))
    expect(current).toMatchObject({ version: 2, state: 'awaiting-confirmation', passed: true })
    expect((await reading((transaction) => findItemScores(transaction, attemptId)))[2]).toMatchObject({
      points: 189_000n,
      source: 'marked',
    })
    expect(await checkResult(assessor, current.id)).toEqual(accept({ matches: true, differences: [] }))
    const versions = await reading((transaction) => listResultVersions(transaction, attemptId))
    expect(versions.map(({ version, state, contentHash }) => ({ version, state, contentHash }))).toEqual([
      { version: 2, state: 'awaiting-confirmation', contentHash: current.contentHash },
      { version: 1, state: 'superseded', contentHash: result.contentHash },
    ])
  })

  test('of several responses, the result stays open until the last one, also when both come at once', async () => {
    const { attemptId } = await makeEssayAttempt({}, ['satu', 'dua'])
    const [first, second] = [await makeStaff('assessor'), await makeStaff('assessor')]
    const [left, right] = [await take(first), await take(second)]
    expect(new Set([left.response, right.response])).toEqual(new Set(['satu', 'dua']))
    expect((await currentResult(attemptId)).passed).toBeNull()
    await Promise.all([submitMark(first, left.taskId, given(left)), submitMark(second, right.taskId, given(right))])
    expect(await currentResult(attemptId)).toMatchObject({ version: 2, state: 'awaiting-confirmation', passed: true })
  })

  test('needs a level for every criterion, and changes nothing without', async () => {
    const { attemptId } = await makeEssayAttempt()
    const assessor = await makeStaff('assessor')
    const sheet = await take(assessor)
    expect(await submitMark(assessor, sheet.taskId, { ...given(sheet), levels: { isi: 2 } })).toEqual(
      refuse({ kind: 'levels-incomplete', criteria: ['alur'] }),
    )
    expect((await currentResult(attemptId)).version).toBe(1)
    expect((await deskOf(assessor)).sheet?.lockVersion).toBe(sheet.lockVersion)
  })

  test('sent twice counts once', async () => {
    const { attemptId } = await makeEssayAttempt()
    const assessor = await makeStaff('assessor')
    const sheet = await take(assessor)
    const results = await Promise.all([
      submitMark(assessor, sheet.taskId, given(sheet)),
      submitMark(assessor, sheet.taskId, given(sheet, 0, 0)),
    ])
    expect(results.map((result) => (result.ok ? 'ok' : result.refusal.kind)).sort()).toEqual(['already-marked', 'ok'])
    expect((await currentResult(attemptId)).version).toBe(2)
  })

  test('from a page that is out of date is refused', async () => {
    await makeEssayAttempt()
    const assessor = await makeStaff('assessor')
    const sheet = await take(assessor)
    expect(await submitMark(assessor, sheet.taskId, { ...given(sheet), lockVersion: sheet.lockVersion - 1 })).toEqual(
      refuse({ kind: 'changed-meanwhile' }),
    )
  })

  test('of a response that went to someone else meanwhile is refused', async () => {
    await makeEssayAttempt()
    const [slow, quick] = [await makeStaff('assessor'), await makeStaff('assessor')]
    const sheet = await take(slow)
    expect(await nextMarkingTask(quick)).toEqual(refuse({ kind: 'none-left' }))
    await reading(
      (transaction) =>
        transaction.$executeRaw`UPDATE marking_task SET assigned_at = assigned_at - interval '3 hours' WHERE id = ${sheet.taskId}::uuid`,
    )
    expect((await take(quick)).taskId).toBe(sheet.taskId)
    expect(await submitMark(slow, sheet.taskId, given(sheet))).toEqual(refuse({ kind: 'not-found' }))
  })

  test.each(['verifier', 'administrator', 'proctor', 'issuer'] as const)('is not for a %s', async (role) => {
    await makeEssayAttempt()
    const sheet = await take(await makeStaff('assessor'))
    const other = await makeStaff(role)
    expect(await submitMark(other, sheet.taskId, given(sheet))).toEqual(refuse({ kind: 'not-found' }))
    expect(await nextMarkingTask(other)).toEqual(refuse({ kind: 'forbidden' }))
    expect(await readMarkingDesk(other)).toEqual(refuse({ kind: 'forbidden' }))
  })

  test('an unknown response is not found', async () => {
    const unknown = MarkingTaskId.parse('00000000-0000-4000-8000-000000000000')
    expect(await submitMark(await makeStaff('assessor'), unknown, given({ lockVersion: 1 }))).toEqual(refuse({ kind: 'not-found' }))
  })
})

describe('the queue', () => {
  test('says how many are left for this marker', async () => {
    await makeEssayAttempt({}, ['satu', 'dua', 'tiga'])
    const assessor = await makeStaff('assessor')
    expect(await deskOf(assessor)).toMatchObject({ left: 3, marked: 0, sheet: null })
    await mark(assessor)
    expect(await deskOf(assessor)).toMatchObject({ left: 2, marked: 1, sheet: null })
  })

  test('never gives a response of the own kelurahan, nor takes a mark for it', async () => {
    await makeEssayAttempt({ urbanVillageCode: CIBEBER })
    const neighbour = await makeStaff('assessor', { homeRegionCode: CIBEBER })
    expect((await deskOf(neighbour)).left).toBe(0)
    expect(await nextMarkingTask(neighbour)).toEqual(refuse({ kind: 'none-left' }))
    const sheet = await take(await makeStaff('assessor', { homeRegionCode: ELSEWHERE }))
    expect(await submitMark(neighbour, sheet.taskId, given(sheet))).toEqual(refuse({ kind: 'not-found' }))
    // Even with the response on their desk, however it came there.
    await reading((transaction) =>
      transaction.markingTask.update({ where: { id: sheet.taskId }, data: { assessorId: neighbour.accountId } }),
    )
    expect((await deskOf(neighbour)).sheet).toBeNull()
    expect(await submitMark(neighbour, sheet.taskId, given(sheet))).toEqual(refuse({ kind: 'not-found' }))
    const written = await reading((transaction) =>
      transaction.mark.create({
        data: { taskId: sheet.taskId, assessorId: neighbour.accountId, criteria: {}, points: 0n, comment: '', markedAt: new Date() },
      }),
    ).catch((error: unknown) => error)
    expect(databaseErrorKind(written)).toBe('check')
  })

  test('shows nothing that tells who wrote a response or how the rest was scored', async () => {
    const { attemptId, candidateId } = await makeEssayAttempt({ name: 'Rahasia Sekali' })
    const assessor = await makeStaff('assessor')
    await take(assessor)
    const desk = await deskOf(assessor)
    const candidate = await reading((transaction) => transaction.candidate.findUniqueOrThrow({ where: { id: candidateId } }))
    const payload = JSON.stringify(desk)
    for (const secret of [
      'Rahasia Sekali',
      candidate.participantNumber,
      CIBEBER,
      'Cibeber',
      attemptId,
      candidateId,
      candidate.cadreId,
      '252000',
      'Melati',
    ])
      expect(payload).not.toContain(secret)
    expect(Object.keys(desk.sheet ?? {}).sort()).toEqual(['lockVersion', 'modelAnswer', 'question', 'response', 'rubric', 'taskId'])
  })

  test('gives each response to one marker only, in an order of the marker’s own', async () => {
    const texts = ['1', '2', '3', '4', '5', '6']
    const exam = await makeScoredExam({ essays: 1 })
    for (const text of texts) await makeScoredAttempt(exam, [...RIGHT, write(3, text)])
    const orders = []
    for (let markers = 0; markers < 3; markers += 1) {
      const assessor = await makeStaff('assessor')
      const order: string[] = []
      for (const _ of texts) {
        const sheet = await take(assessor)
        order.push(sheet.response)
        await reading(
          (transaction) =>
            transaction.$executeRaw`UPDATE marking_task SET assessor_id = '00000000-0000-4000-8000-000000000002' WHERE id = ${sheet.taskId}::uuid`,
        )
      }
      expect([...order].sort()).toEqual(texts)
      orders.push(order.join())
      await reading(
        (transaction) =>
          transaction.$executeRaw`UPDATE marking_task SET state = 'open', assessor_id = NULL WHERE assessor_id = '00000000-0000-4000-8000-000000000002'`,
      )
    }
    expect(new Set(orders).size).toBeGreaterThan(1)
    const [left, right] = await Promise.all([makeStaff('assessor').then(take), makeStaff('assessor').then(take)])
    expect(left.taskId).not.toBe(right.taskId)
  })
})

describe('confirming a result', () => {
  test('makes it final, once, also when several confirm at once', async () => {
    const { attemptId, result } = await makeScoredAttempt(await makeScoredExam(), RIGHT)
    const confirmers = [await makeStaff('verifier'), await makeStaff('verifier'), await makeStaff('assessor')]
    const outcomes = await Promise.all(confirmers.map((actor) => confirmResult(actor, result.id)))
    expect(outcomes.map((outcome) => (outcome.ok ? outcome.value.kind : outcome.refusal.kind)).sort()).toEqual([
      'already-confirmed',
      'already-confirmed',
      'confirmed',
    ])
    const entries = await reading((transaction) => transaction.auditEntry.findMany({ where: { subject: result.id } }))
    expect(entries).toMatchObject([{ kind: 'result.confirmed', detail: { contentHash: result.contentHash } }])
    expect((await currentResult(attemptId)).confirmed?.by).toBe(entries[0]?.actorId)
  })

  test('is for a second person: whoever marked in it is refused, by the database too', async () => {
    const { attemptId } = await makeEssayAttempt()
    const assessor = await makeStaff('assessor')
    await mark(assessor)
    const { id } = await currentResult(attemptId)
    expect(await confirmResult(assessor, id)).toEqual(refuse({ kind: 'marked-by-you' }))
    const forced = await reading(
      (transaction) =>
        transaction.$executeRaw`UPDATE exam_result SET state = 'confirmed', confirmed_by = ${assessor.accountId}::uuid, confirmed_at = now() WHERE id = ${id}::uuid`,
    ).catch((error: unknown) => error)
    expect(databaseErrorKind(forced)).toBe('check')
    expect(await confirmResult(await makeStaff('assessor'), id)).toEqual(accept({ kind: 'confirmed' }))
  })

  test('waits until everything is marked', async () => {
    const { result } = await makeEssayAttempt()
    expect(await confirmResult(await makeStaff('verifier'), result.id)).toEqual(refuse({ kind: 'awaiting-marking' }))
  })

  test('is refused for a result that is no longer its own recalculation', async () => {
    const { attemptId, result } = await makeScoredAttempt(await makeScoredExam(), [choose(1, 'a')])
    await reading((transaction) =>
      transaction.itemScore.update({ where: { attemptId_position: { attemptId, position: 2 } }, data: { points: 252_000n } }),
    )
    expect(await confirmResult(await makeStaff('verifier'), result.id)).toEqual(refuse({ kind: 'does-not-match' }))
  })

  test('is refused for a superseded version', async () => {
    const { result } = await makeEssayAttempt()
    await mark(await makeStaff('assessor'))
    expect(await confirmResult(await makeStaff('verifier'), result.id)).toEqual(refuse({ kind: 'superseded' }))
  })

  test.each(['issuer', 'administrator', 'office-analyst', 'auditor', 'proctor'] as const)('is not for a %s', async (role) => {
    const { result } = await makeScoredAttempt(await makeScoredExam(), RIGHT)
    expect(await confirmResult(await makeStaff(role), result.id)).toEqual(refuse({ kind: 'not-found' }))
    expect((await currentResult(result.attemptId)).state).toBe('awaiting-confirmation')
  })

  test('in a batch confirms what is clean and counts the rest by its reason', async () => {
    const clean = await makeScoredAttempt(await makeScoredExam(), RIGHT)
    const open = await makeEssayAttempt()
    expect(await confirmResults(await makeStaff('verifier'), [clean.result.id, open.result.id, clean.result.id])).toEqual({
      confirmed: 1,
      left: { 'awaiting-marking': 1 },
    })
  })
})

describe('returning a result', () => {
  test('opens its responses for another marker, keeps the first mark and makes a result that waits again', async () => {
    const { attemptId } = await makeEssayAttempt()
    const [first, second] = [await makeStaff('assessor'), await makeStaff('assessor')]
    await mark(first)
    const returned = await returnResult(await makeStaff('verifier'), (await currentResult(attemptId)).id, 'Tingkat alur belum sesuai.')
    expect(returned.ok).toBe(true)
    expect(await currentResult(attemptId)).toMatchObject({ version: 2 + 1, state: 'awaiting-marking', passed: null })
    expect(await nextMarkingTask(first)).toEqual(refuse({ kind: 'none-left' }))
    const sheet = await take(second)
    await submitMark(second, sheet.taskId, given(sheet, 0, 0))
    const current = await currentResult(attemptId)
    expect(current).toMatchObject({ version: 4, state: 'awaiting-confirmation' })
    expect(await checkResult(second, current.id)).toEqual(accept({ matches: true, differences: [] }))
    expect(await confirmResult(first, current.id)).toEqual(refuse({ kind: 'marked-by-you' }))
    expect(await reading((transaction) => transaction.mark.count({ where: { taskId: sheet.taskId } }))).toBe(2)
  })

  test('is refused where nobody marked, and once it is confirmed', async () => {
    const verifier = await makeStaff('verifier')
    const automatic = await makeScoredAttempt(await makeScoredExam(), RIGHT)
    expect(await returnResult(verifier, automatic.result.id, 'Alasan')).toEqual(refuse({ kind: 'nothing-marked' }))
    await confirmResult(verifier, automatic.result.id)
    expect(await returnResult(await makeStaff('verifier'), automatic.result.id, 'Alasan')).toEqual(refuse({ kind: 'already-confirmed' }))
  })
})
