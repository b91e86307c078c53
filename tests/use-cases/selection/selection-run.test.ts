import { beforeAll, describe, expect, test } from 'vitest'
import type { CandidateId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { approveRun, rejectRun } from '#app/use-cases/selection/decide-on-run.server.ts'
import { drawLot } from '#app/use-cases/selection/draw-lot.server.ts'
import { importFigures } from '#app/use-cases/selection/import-figures.server.ts'
import { makeRun } from '#app/use-cases/selection/make-run.server.ts'
import { proposeRun } from '#app/use-cases/selection/propose-run.server.ts'
import { readRunVillage } from '#app/use-cases/selection/read-selection.server.ts'
import { replayRun } from '#app/use-cases/selection/replay-run.server.ts'
import { withdrawSeat } from '#app/use-cases/selection/withdraw-seat.server.ts'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { CIBEBER, CIWEDUS, csv, makeFinishedExam, sat } from './selection-world.ts'

useTestDatabase()
let analyst: Awaited<ReturnType<typeof makeStaff>>
let approver: Awaited<ReturnType<typeof makeStaff>>
let plenary: Awaited<ReturnType<typeof makeStaff>>
beforeAll(async () => {
  await makeRegions()
  analyst = await makeStaff('office-analyst')
  approver = await makeStaff('selection-approver')
  plenary = await makeStaff('plenary-member')
})

const byExamAlone = { kind: 'policy' as const, cityTotal: 6, missingComponent: 'leave-out-for-all' as const, fieldQuotas: false }
function granted<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}

/** Five people in Cibeber (most of the seats) and one in Ciwedus, with scores that differ. */
async function makeWorld(scores: readonly number[] = [95, 90, 85, 80, 75]) {
  const exam = await makeFinishedExam()
  const people: { candidateId: CandidateId; participantNumber: string }[] = []
  for (const score of scores) people.push(await sat(exam, { score }))
  await sat(exam, { score: 70, urbanVillageCode: CIWEDUS })
  return { ...exam, people }
}
const decreed = (seats: number) => csv('kode_kelurahan;kuota_sk', `${CIBEBER};${seats}`)

async function makeApproved(scores?: readonly number[]) {
  const world = await makeWorld(scores)
  granted(await importFigures(analyst, world.periodId, decreed(2)))
  const run = granted(await makeRun(analyst, world.periodId, byExamAlone))
  granted(await proposeRun(analyst, run.id))
  granted(await approveRun(approver, run.id))
  return { ...world, run }
}
const listed = async (runId: Parameters<typeof readRunVillage>[1]) =>
  granted(await readRunVillage(analyst, runId, CIBEBER)).people.map(({ outcome, standing }) => [outcome.rank, standing])

describe('a list', () => {
  test('is made from confirmed results by the rules, and each person can read why', async () => {
    const { periodId, run } = await makeApproved()
    expect(run).toMatchObject({ periodId, number: 1, state: 'draft', summary: { candidates: 6, ranked: 6, selected: 3 } })
    const { people, village } = granted(await readRunVillage(analyst, run.id, CIBEBER))
    expect(village).toMatchObject({ quota: 2, basis: 'decree', selected: 2, reserve: 1 })
    expect(
      people.map(({ outcome, standing }) => [outcome.rank, standing, outcome.explanation.code, outcome.explanation.decidedBy]),
    ).toEqual([
      [1, 'selected', 'within-quota', 'score'],
      [2, 'selected', 'within-quota', 'score'],
      [3, 'reserve', 'reserve', 'score'],
      [4, 'not-selected', 'quota-full', 'score'],
      [5, 'not-selected', 'quota-full', 'score'],
    ])
    expect(people[3]?.outcome.explanation).toMatchObject({ ranked: 5, quota: 2, lastSelectedScore: { numerator: '90', denominator: '1' } })
  })

  test('counts only eligible people with a confirmed result', async () => {
    const exam = await makeFinishedExam()
    await sat(exam, { score: 99, eligible: false })
    await sat(exam, { score: 99, confirmed: false })
    await sat(exam, { score: 70 })
    const run = granted(await makeRun(analyst, exam.periodId, byExamAlone))
    const { people } = granted(await readRunVillage(analyst, run.id, CIBEBER))
    expect(people.map(({ outcome, standing }) => [standing, outcome.explanation.code])).toEqual(
      expect.arrayContaining([
        ['selected', 'within-quota'],
        ['not-selected', 'ineligible'],
        ['not-selected', 'no-result'],
      ]),
    )
  })

  test('is not made while a component is missing, unless a rule says what that means', async () => {
    const { periodId } = await makeWorld()
    const made = await makeRun(analyst, periodId, { ...byExamAlone, missingComponent: 'stop' })
    expect(made).toMatchObject(refuse({ kind: 'components-missing', component: 'practice' }))
  })

  test('is proposed by one person and approved by another, never by the same', async () => {
    const { periodId } = await makeWorld()
    const both = { ...analyst, grants: [...analyst.grants, { role: 'selection-approver' as const, regionCode: null }] }
    const run = granted(await makeRun(both, periodId, byExamAlone))
    expect(await approveRun(approver, run.id)).toEqual(refuse({ kind: 'not-proposed' }))
    expect(await proposeRun(approver, run.id)).toEqual(refuse({ kind: 'forbidden' }))
    granted(await proposeRun(both, run.id))
    expect(await approveRun(both, run.id)).toEqual(refuse({ kind: 'proposed-by-you' }))
    expect(await rejectRun(both, run.id, 'tidak setuju')).toEqual(refuse({ kind: 'proposed-by-you' }))
    expect(await approveRun(analyst, run.id)).toEqual(refuse({ kind: 'forbidden' }))
    const forced = reading(
      (transaction) => transaction.$executeRaw`
      UPDATE selection_run SET state = 'approved', approved_by = ${both.accountId}::uuid, approved_at = now() WHERE id = ${run.id}::uuid`,
    )
    await expect(forced).rejects.toSatisfy((error: unknown) => databaseErrorKind(error) === 'check')
    expect((await approveRun(approver, run.id)).ok).toBe(true)
  })

  test('is approved once by any number of clicks, and a newer approved one supersedes it', async () => {
    const { periodId, run } = await makeApproved()
    expect(await approveRun(approver, run.id)).toEqual(refuse({ kind: 'not-proposed' }))
    const next = granted(await makeRun(analyst, periodId, byExamAlone))
    expect(next.number).toBe(2)
    granted(await proposeRun(analyst, next.id))
    const both = await Promise.all([approveRun(approver, next.id), approveRun(approver, next.id)])
    expect(both.filter(({ ok }) => ok)).toEqual([accept({ superseded: run.id })])
    const states = await reading((transaction) =>
      transaction.selectionRun.findMany({ where: { periodId }, orderBy: { number: 'asc' }, select: { state: true } }),
    )
    expect(states.map(({ state }) => state)).toEqual(['superseded', 'approved'])
  })

  test('that was rejected stays, with its reason, and cannot be approved', async () => {
    const { periodId } = await makeWorld()
    const run = granted(await makeRun(analyst, periodId, byExamAlone))
    granted(await proposeRun(analyst, run.id))
    granted(await rejectRun(approver, run.id, 'kuota belum sesuai SK'))
    expect(await approveRun(approver, run.id)).toEqual(refuse({ kind: 'not-proposed' }))
  })
})

describe('the frozen list', () => {
  test('is calculated again from its inputs to the same bytes, whatever has changed since', async () => {
    const { periodId, run, people } = await makeApproved()
    granted(await importFigures(analyst, periodId, csv('nomor_peserta;praktik;pengabdian', `${people[4]?.participantNumber};100;100`)))
    expect(await replayRun(plenary, run.id)).toEqual(
      accept(expect.objectContaining({ number: 1, people: 6, inputsHash: run.inputsHash, resultHash: run.resultHash, differences: [] })),
    )
  })

  test('takes no change in the database: inputs, outcomes and quotas are refused', async () => {
    const { run } = await makeApproved()
    const attempts = [
      () => reading((transaction) => transaction.$executeRaw`UPDATE selection_run SET inputs = '{}' WHERE id = ${run.id}::uuid`),
      () =>
        reading((transaction) => transaction.$executeRaw`UPDATE selection_outcome SET outcome = 'selected' WHERE run_id = ${run.id}::uuid`),
      () => reading((transaction) => transaction.$executeRaw`DELETE FROM selection_outcome WHERE run_id = ${run.id}::uuid`),
      () => reading((transaction) => transaction.$executeRaw`UPDATE selection_quota SET quota = 99 WHERE run_id = ${run.id}::uuid`),
      () => reading((transaction) => transaction.$executeRaw`DELETE FROM selection_run WHERE id = ${run.id}::uuid`),
      () =>
        reading(
          (transaction) =>
            transaction.$executeRaw`UPDATE selection_run SET state = 'draft', proposed_by = NULL, proposed_at = NULL WHERE id = ${run.id}::uuid`,
        ),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow()
  })

  test('whose stored list was altered is found by the replay, and is not approved', async () => {
    const { periodId } = await makeWorld()
    const run = granted(await makeRun(analyst, periodId, byExamAlone))
    await reading(async (transaction) => {
      await transaction.$executeRaw`ALTER TABLE selection_outcome DISABLE TRIGGER ALL`
      await transaction.$executeRaw`UPDATE selection_outcome SET content = jsonb_set(content, '{explanation,quota}', '9') WHERE run_id = ${run.id}::uuid AND rank = 1`
      await transaction.$executeRaw`ALTER TABLE selection_outcome ENABLE TRIGGER ALL`
    })
    expect(granted(await replayRun(analyst, run.id)).differences).toEqual(['result-differs'])
    granted(await proposeRun(analyst, run.id))
    expect(await approveRun(approver, run.id)).toEqual(refuse({ kind: 'replay-differs' }))
  })

  test('never holds more selected people than the quota, also when somebody writes past the rules', async () => {
    const { periodId } = await makeWorld()
    const run = granted(await makeRun(analyst, periodId, byExamAlone))
    const forced = reading(async (transaction) => {
      await transaction.$executeRaw`DELETE FROM selection_outcome WHERE run_id = ${run.id}::uuid`
      await transaction.$executeRaw`
        INSERT INTO selection_outcome (run_id, candidate_id, urban_village_code, outcome, rank, ranked, seat, content)
        SELECT ${run.id}::uuid, gen_random_uuid(), ${CIBEBER}, 'selected', n, true, 'open', '{}' FROM generate_series(1, 100) AS n`
    })
    await expect(forced).rejects.toSatisfy((error: unknown) => databaseErrorKind(error) === 'check')
  })
})

describe('a tie that only a lot can part', () => {
  test('needs the drawn number before the list can be proposed, and the number once', async () => {
    const { periodId } = await makeWorld([90, 80, 80, 80])
    const run = granted(await makeRun(analyst, periodId, byExamAlone))
    expect(run.summary.lot).toEqual({ ties: 1, people: 3, plenarySilent: 1, drawn: false })
    expect(await proposeRun(analyst, run.id)).toEqual(refuse({ kind: 'lot-needed' }))
    const drawn = granted(await drawLot(analyst, run.id, '4711'))
    expect(drawn.sealedHash).toBe(run.sealedHash)
    expect(drawn.inputsHash).not.toBe(run.inputsHash)
    expect(await drawLot(analyst, run.id, '4712')).toEqual(refuse({ kind: 'already-drawn' }))
    granted(await proposeRun(analyst, run.id))
    expect(granted(await replayRun(analyst, run.id)).differences).toEqual([])
  })
  test('that the plenary placed needs none', async () => {
    const { periodId, people } = await makeWorld([90, 80, 80])
    const places = people.map(({ participantNumber }, at) => `${participantNumber};${at + 1}`)
    granted(await importFigures(analyst, periodId, csv('nomor_peserta;pleno', ...places)))
    const run = granted(await makeRun(analyst, periodId, byExamAlone))
    expect(run.summary.lot.ties).toBe(0)
    expect(await drawLot(analyst, run.id, '1')).toEqual(refuse({ kind: 'no-lot-needed' }))
  })
})

describe('a withdrawn seat', () => {
  const form = { reason: 'own-request' as const, note: 'surat pengunduran diri 12/2026' }
  const id = (people: readonly { candidateId: CandidateId }[], at: number) => {
    const person = people[at]
    if (!person) throw new Error('there are fewer people')
    return person.candidateId
  }

  test('passes to the reserve by a recorded step', async () => {
    const { run, people } = await makeApproved()
    expect(await withdrawSeat(analyst, run.id, id(people, 0), form)).toEqual(accept({ withdrawn: id(people, 0), promoted: id(people, 2) }))
    expect(await listed(run.id)).toEqual([
      [1, 'withdrawn'],
      [2, 'selected'],
      [3, 'selected'],
      [4, 'not-selected'],
      [5, 'not-selected'],
    ])
    expect(await withdrawSeat(analyst, run.id, id(people, 0), form)).toEqual(refuse({ kind: 'not-seated' }))
    expect(await withdrawSeat(approver, run.id, id(people, 1), form)).toEqual(refuse({ kind: 'forbidden' }))
    expect(granted(await replayRun(analyst, run.id)).differences).toEqual([])
  })

  test('of two that leave at once only one passes to the single reserve', async () => {
    const { run, people } = await makeApproved()
    const steps = await Promise.all([
      withdrawSeat(analyst, run.id, id(people, 0), form),
      withdrawSeat(analyst, run.id, id(people, 1), form),
    ])
    expect(steps.map((step) => granted(step).promoted).sort()).toEqual([id(people, 2), null].sort())
  })

  test('needs an approved list', async () => {
    const { periodId, people } = await makeWorld()
    const run = granted(await makeRun(analyst, periodId, byExamAlone))
    expect(await withdrawSeat(analyst, run.id, id(people, 0), form)).toEqual(refuse({ kind: 'not-approved' }))
  })

  test('never passes past the reserve in the database either', async () => {
    const { run, people } = await makeApproved()
    const forced = reading(
      (transaction) => transaction.$executeRaw`
      INSERT INTO selection_step (run_id, sequence, withdrawn_id, promoted_id, reason, note, recorded_by, recorded_at)
      VALUES (${run.id}::uuid, 1, ${id(people, 0)}::uuid, ${id(people, 4)}::uuid, 'own-request', 'x', ${analyst.accountId}::uuid, now())`,
    )
    await expect(forced).rejects.toSatisfy((error: unknown) => databaseErrorKind(error) === 'check')
  })
})

test('seats per field are filled by a proven assignment, and the frozen run replays', async () => {
  const exam = await makeFinishedExam()
  const people = [await sat(exam, { score: 95 }), await sat(exam, { score: 90 }), await sat(exam, { score: 85 })]
  const fields = ['kesehatan, sosial', 'kesehatan', 'kesehatan']
  granted(
    await importFigures(
      analyst,
      exam.periodId,
      csv('nomor_peserta;bidang', ...people.map(({ participantNumber }, at) => `${participantNumber};"${fields[at]}"`)),
    ),
  )
  granted(await importFigures(analyst, exam.periodId, csv('kode_kelurahan;kuota_sk;kuota_kesehatan;kuota_sosial', `${CIBEBER};2;1;1`)))
  const run = granted(await makeRun(analyst, exam.periodId, { ...byExamAlone, fieldQuotas: true }))
  const { people: shown, village } = granted(await readRunVillage(analyst, run.id, CIBEBER))
  expect(shown.map(({ outcome }) => [outcome.outcome, outcome.field, outcome.explanation.code])).toEqual([
    ['selected', 'social', 'field-seat'],
    ['selected', 'health', 'field-seat'],
    ['reserve', null, 'field-seats-full'],
  ])
  expect(village.proof?.value).toBe(village.proof?.bound)
  expect(granted(await replayRun(analyst, run.id)).differences).toEqual([])
})
