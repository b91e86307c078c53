import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#app/domain/access/actor.ts'
import { MOST_APPEAL_FILES } from '#app/domain/determination/appeal.ts'
import type { MembersForm } from '#app/domain/determination/plenary-form.ts'
import { type AttemptId, type CandidateId, type PeriodId, PlenaryId } from '#app/domain/shared/id.ts'
import type { Result } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { attachToAppeal, readAppealFile } from '#app/use-cases/determination/appeal-files.server.ts'
import {
  approvePeriodDetermination,
  prepareDetermination,
  readDetermination,
} from '#app/use-cases/determination/determine-period.server.ts'
import { fileAppeal, fileWalkInAppeal, withdrawOwnAppeal } from '#app/use-cases/determination/file-appeal.server.ts'
import { adoptList, closePlenarySession, decidePerson, openPlenarySession } from '#app/use-cases/determination/hold-plenary.server.ts'
import { loadPublicHolidays } from '#app/use-cases/determination/load-public-holidays.server.ts'
import { preparePlenary, setPlenaryMembers } from '#app/use-cases/determination/prepare-plenary.server.ts'
import { prepareAnnouncement, publishProvisionalList } from '#app/use-cases/determination/publish-announcement.server.ts'
import { readAppeal, readAppealRegister } from '#app/use-cases/determination/read-appeals.server.ts'
import { readOwnOutcome } from '#app/use-cases/determination/read-own-outcome.server.ts'
import { readPlenary } from '#app/use-cases/determination/read-plenary.server.ts'
import { decideAppeal } from '#app/use-cases/determination/rule-on-appeal.server.ts'
import { confirmResult } from '#app/use-cases/grading/confirm-result.server.ts'
import { nextMarkingTask } from '#app/use-cases/grading/next-marking-task.server.ts'
import { readMarkingDesk } from '#app/use-cases/grading/read-marking-desk.server.ts'
import { submitMark } from '#app/use-cases/grading/submit-mark.server.ts'
import { listResultVersions } from '#app/use-cases/scoring/result-store.server.ts'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { choose, currentResult, makeScoredAttempt, makeScoredExam, type ScoredExam, write } from '../scoring/attempts.ts'
import { endAppealWindow, makeApprovedRun, type ProposedPerson } from './decided-period.ts'

useTestDatabase()
type Staff = Awaited<ReturnType<typeof makeStaff>>
const [CIBEBER, CIWEDUS] = ['36.72.01.1001', '36.72.02.1002']
const REASON = 'Jawaban memang memuat semua langkah yang diminta rubrik.'
const STATEMENT = 'Uraian nomor tiga sudah saya tulis lengkap dengan rujukan.'
const BASIS = 'Surat pengunduran diri tertanggal 12 November 2026'

const people: Record<'analyst' | 'approver' | 'marker' | 'second' | 'verifier' | 'chair' | 'member', Staff> = Object.create(null)

beforeAll(async () => {
  await makeRegions()
  people.analyst = await makeStaff('office-analyst')
  people.approver = await makeStaff('selection-approver')
  people.marker = await makeStaff('assessor')
  people.second = await makeStaff('assessor')
  people.verifier = await makeStaff('verifier')
  people.chair = await makeStaff('plenary-member')
  people.member = await makeStaff('plenary-member')
})

async function done<Value>(step: Promise<Result<Value, { readonly kind: string }>>): Promise<Value> {
  const result = await step
  if (!result.ok) throw new Error(`refused: ${result.refusal.kind}`)
  return result.value
}

async function markAll(marker: Staff, level: number) {
  for (;;) {
    const taken = await nextMarkingTask(marker)
    const desk = await done(readMarkingDesk(marker))
    if (!taken.ok || desk.sheet === null) return
    await done(
      submitMark(marker, desk.sheet.taskId, { lockVersion: desk.sheet.lockVersion, levels: { isi: level, alur: level }, comment: '' }),
    )
  }
}

async function confirm(attemptId: AttemptId) {
  return done(confirmResult(people.verifier, (await currentResult(attemptId)).id))
}

async function moveTo(periodId: PeriodId, state: string) {
  await reading((transaction) => transaction.assessmentPeriod.update({ where: { id: periodId }, data: { state } }))
}

type Person = { attemptId: AttemptId; candidateId: CandidateId }

/** Four cadres of two kelurahan, one seat each; all marked and confirmed, the period at its plenary. */
async function makeSatPeriod() {
  const exam: ScoredExam = await makeScoredExam({ essays: 1 })
  const answers = [choose(1, 'a'), choose(2, 'a'), write(3, 'Saya catat, rujuk, dan jaga kerahasiaan.')]
  const sat: Person[] = []
  for (const urbanVillageCode of [CIBEBER, CIBEBER, CIWEDUS, CIWEDUS])
    sat.push(await makeScoredAttempt(exam, answers, { urbanVillageCode }))
  await markAll(people.marker, 2)
  for (const { attemptId } of sat) await confirm(attemptId)
  await moveTo(exam.periodId, 'plenary')
  const [first, second, third, fourth] = sat
  if (!first || !second || !third || !fourth) throw new Error('four people sat')
  return { periodId: exam.periodId, first, second, third, fourth }
}

function proposalOf(sat: Awaited<ReturnType<typeof makeSatPeriod>>): ProposedPerson[] {
  const line = ({ candidateId }: Person, urbanVillageCode: string, outcome: ProposedPerson['outcome'], rank: number) => ({
    candidateId,
    urbanVillageCode,
    outcome,
    rank,
  })
  return [
    line(sat.first, CIBEBER, 'selected', 1),
    line(sat.second, CIBEBER, 'reserve', 2),
    line(sat.third, CIWEDUS, 'selected', 1),
    line(sat.fourth, CIWEDUS, 'reserve', 2),
  ]
}

const both = (): MembersForm => ({
  member: [people.chair.accountId, people.member.accountId],
  present: [people.chair.accountId, people.member.accountId],
  chair: people.chair.accountId,
})

async function callPlenary(periodId: PeriodId, proposal: readonly ProposedPerson[]) {
  const selectionRunId = await makeApprovedRun(
    periodId,
    proposal,
    { [CIBEBER]: 1, [CIWEDUS]: 1 },
    { proposer: people.analyst.accountId, approver: people.approver.accountId },
  )
  return done(preparePlenary(people.analyst, periodId, { selectionRunId, heldOn: '2026-11-20', place: 'Aula' }))
}

async function holdSession(periodId: PeriodId, proposal: readonly ProposedPerson[]) {
  const { plenaryId } = await callPlenary(periodId, proposal)
  await done(setPlenaryMembers(people.analyst, plenaryId, both()))
  await done(openPlenarySession(people.chair, plenaryId))
  return plenaryId
}

async function announced() {
  const sat = await makeSatPeriod()
  const plenaryId = await holdSession(sat.periodId, proposalOf(sat))
  await done(adoptList(people.chair, plenaryId, null))
  await done(closePlenarySession(people.chair, plenaryId))
  const { id } = await done(prepareAnnouncement(people.analyst, plenaryId, { number: '400/1/2026' }))
  await done(publishProvisionalList(people.approver, id))
  return { ...sat, announcementId: id, plenaryId }
}

const decree = { decreeNumber: '400.2/Kep.1/2026', decreeDay: '2026-12-01', signerOffice: 'Wali Kota Cilegon', signerName: 'Nama Rekaan' }
const candidate = (candidateId: CandidateId): Actor => ({ kind: 'candidate', candidateId, deviceKey: 'device' })

describe('a plenary', () => {
  test('is called on an approved run alone, one at a time, in its stage', async () => {
    const { periodId, ...sat } = await makeSatPeriod()
    const form = { selectionRunId: '00000000-0000-4000-8000-000000000009', heldOn: '2026-11-20', place: 'Aula' }
    expect(await preparePlenary(people.analyst, periodId, form)).toMatchObject({ refusal: { kind: 'run-not-approved' } })
    expect(await preparePlenary(people.chair, periodId, form)).toMatchObject({ refusal: { kind: 'not-found' } })
    const { plenaryId } = await callPlenary(periodId, proposalOf({ periodId, ...sat }))
    expect(await preparePlenary(people.analyst, periodId, form)).toMatchObject({ refusal: { kind: 'one-under-way' } })
    expect(await openPlenarySession(people.chair, plenaryId)).toMatchObject({ refusal: { kind: 'no-chair' } })
    const alone = { member: both().member, present: [people.chair.accountId], chair: people.chair.accountId }
    await done(setPlenaryMembers(people.analyst, plenaryId, alone))
    expect(await openPlenarySession(people.chair, plenaryId)).toMatchObject({ refusal: { kind: 'no-quorum' } })
    expect(
      await setPlenaryMembers(people.analyst, plenaryId, { ...both(), member: [...both().member, people.analyst.accountId] }),
    ).toMatchObject({
      refusal: { kind: 'not-a-plenary-member' },
    })
  })

  test('departs from the run with a reason, keeps the quota, and stays as it was closed', async () => {
    const sat = await makeSatPeriod()
    const plenaryId = await holdSession(sat.periodId, proposalOf(sat))
    const promote = { candidateId: sat.second.candidateId, seat: 'selected' as const, code: 'seat-freed' as const, basis: BASIS }
    expect(await decidePerson(people.chair, plenaryId, { ...promote, code: undefined, basis: '' })).toMatchObject({
      refusal: { kind: 'override-needs-a-reason' },
    })
    expect(await decidePerson(people.analyst, plenaryId, promote)).toMatchObject({ refusal: { kind: 'not-found' } })
    await done(decidePerson(people.member, plenaryId, promote))
    expect(await closePlenarySession(people.chair, plenaryId)).toMatchObject({ refusal: { kind: 'undecided', count: 3 } })
    expect(await done(adoptList(people.chair, plenaryId, CIWEDUS))).toEqual({ decided: 2 })
    await done(adoptList(people.chair, plenaryId, null))
    expect(await closePlenarySession(people.chair, plenaryId)).toMatchObject({ refusal: { kind: 'over-quota', urbanVillageCode: CIBEBER } })
    const leaves = { candidateId: sat.first.candidateId, seat: 'not-selected' as const, code: 'withdrawn' as const, basis: BASIS }
    await done(decidePerson(people.chair, plenaryId, leaves))
    expect(await closePlenarySession(people.member, plenaryId)).toMatchObject({ refusal: { kind: 'not-the-chair' } })
    await done(closePlenarySession(people.chair, plenaryId))
    expect(await decidePerson(people.chair, plenaryId, leaves)).toMatchObject({ refusal: { kind: 'not-in-session' } })
    const page = await done(readPlenary(people.verifier, plenaryId, { show: 'overridden' }, 1))
    expect(page.agenda.map(({ candidateId }) => candidateId).sort()).toEqual([sat.first.candidateId, sat.second.candidateId].sort())
    expect(page.seats.map(({ selected, quota }) => [selected, quota])).toEqual([
      [1, 1],
      [1, 1],
    ])
  })

  test('the database itself keeps the threshold, the quota and what is closed', async () => {
    const sat = await makeSatPeriod()
    const plenaryId = await holdSession(sat.periodId, proposalOf(sat))
    const kindOf = async (work: (transaction: Parameters<Parameters<typeof reading>[0]>[0]) => Promise<unknown>) =>
      reading(work).then(
        () => 'done',
        (error: unknown) => databaseErrorKind(error),
      )
    expect(
      await kindOf(
        (transaction) => transaction.$executeRaw`UPDATE plenary_item SET proposed = 'not-selected' WHERE plenary_id = ${plenaryId}::uuid`,
      ),
    ).toBe('append-only')
    await done(adoptList(people.chair, plenaryId, null))
    await reading(
      (transaction) =>
        transaction.$executeRaw`UPDATE plenary_item SET seat = 'selected', override_code = 'seat-freed', override_basis = ${BASIS} WHERE plenary_id = ${plenaryId}::uuid AND seat = 'reserve'`,
    )
    const close = (transaction: Parameters<Parameters<typeof reading>[0]>[0]) =>
      transaction.$executeRaw`UPDATE plenary SET state = 'closed', closed_by = ${people.chair.accountId}::uuid, closed_at = now() WHERE id = ${plenaryId}::uuid`
    expect(await kindOf(close)).toBe('check')
    await reading(
      (transaction) =>
        transaction.$executeRaw`UPDATE plenary_item SET seat = 'reserve', override_code = NULL, override_basis = NULL WHERE plenary_id = ${plenaryId}::uuid AND override_code IS NOT NULL`,
    )
    await done(closePlenarySession(people.chair, plenaryId))
    expect(
      await kindOf(
        (transaction) => transaction.$executeRaw`UPDATE plenary_item SET decided_at = now() WHERE plenary_id = ${plenaryId}::uuid`,
      ),
    ).toBe('append-only')
    expect(await kindOf((transaction) => transaction.$executeRaw`DELETE FROM plenary WHERE id = ${plenaryId}::uuid`)).toBe('append-only')
  })

  test('200 decisions at once for one seat leave one seat', async () => {
    const sat = await makeSatPeriod()
    const plenaryId = await holdSession(sat.periodId, proposalOf(sat))
    await done(adoptList(people.chair, plenaryId, null))
    const tries = Array.from({ length: 200 }, (_, at) =>
      at % 10 === 9
        ? closePlenarySession(people.chair, plenaryId)
        : decidePerson(people.member, plenaryId, {
            candidateId: at % 2 === 0 ? sat.second.candidateId : sat.first.candidateId,
            seat: at % 2 === 0 ? 'selected' : 'not-selected',
            code: at % 2 === 0 ? 'seat-freed' : 'withdrawn',
            basis: BASIS,
          }),
    )
    await Promise.all(tries)
    const page = await done(readPlenary(people.verifier, plenaryId, { show: 'all' }, 1))
    if (page.plenary.state === 'closed') {
      for (const { selected, quota } of page.seats) expect(selected).toBeLessThanOrEqual(quota)
    } else {
      expect(await closePlenarySession(people.chair, plenaryId)).toMatchObject({ refusal: { kind: 'over-quota' } })
    }
  })
})

describe('an announcement', () => {
  test('is prepared from a closed plenary and published by somebody else, once; the window is told', async () => {
    const sat = await makeSatPeriod()
    const plenaryId = await holdSession(sat.periodId, proposalOf(sat))
    expect(await prepareAnnouncement(people.analyst, plenaryId, { number: '400/1' })).toMatchObject({
      refusal: { kind: 'plenary-not-closed' },
    })
    await done(adoptList(people.chair, plenaryId, null))
    await done(closePlenarySession(people.chair, plenaryId))
    const { id } = await done(prepareAnnouncement(people.analyst, plenaryId, { number: '400/1' }))
    expect(await prepareAnnouncement(people.analyst, plenaryId, { number: '400/2' })).toMatchObject({
      refusal: { kind: 'already-prepared' },
    })
    expect(await publishProvisionalList(people.analyst, id)).toMatchObject({ refusal: { kind: 'not-found' } })
    const { closesAt } = await done(publishProvisionalList(people.approver, id))
    expect(closesAt.getTime()).toBeGreaterThan(Date.now() + 2 * 24 * 60 * 60 * 1000)
    expect(await publishProvisionalList(people.approver, id)).toMatchObject({ refusal: { kind: 'already-published' } })
    const period = await reading((transaction) => transaction.assessmentPeriod.findUniqueOrThrow({ where: { id: sat.periodId } }))
    expect(period.state).toBe('announcement')
  })
})

describe('an appeal', () => {
  test('comes from the candidate or from staff for a walk-in, inside the window, one at a time', async () => {
    const sat = await announced()
    const own = candidate(sat.second.candidateId)
    const filed = await done(fileAppeal(own, sat.second.candidateId, { kind: 'marking', statement: STATEMENT }))
    expect(filed.number).toBe(1)
    expect(await fileAppeal(own, sat.second.candidateId, { kind: 'marking', statement: STATEMENT })).toMatchObject({
      refusal: { kind: 'already-open' },
    })
    expect(await fileAppeal(own, sat.first.candidateId, { kind: 'marking', statement: STATEMENT })).toMatchObject({
      refusal: { kind: 'not-found' },
    })
    const number = await reading((transaction) =>
      transaction.candidate.findUniqueOrThrow({ where: { id: sat.third.candidateId }, select: { participantNumber: true } }),
    )
    const elsewhere = await makeStaff('kelurahan-officer', { regionCode: CIBEBER })
    expect(await fileWalkInAppeal(elsewhere, number.participantNumber, { kind: 'procedure', statement: STATEMENT })).toMatchObject({
      refusal: { kind: 'not-found' },
    })
    expect(
      (await done(fileWalkInAppeal(people.analyst, number.participantNumber, { kind: 'procedure', statement: STATEMENT }))).number,
    ).toBe(2)
    await endAppealWindow(sat.announcementId)
    expect(
      await fileAppeal(candidate(sat.fourth.candidateId), sat.fourth.candidateId, { kind: 'identity', statement: STATEMENT }),
    ).toMatchObject({
      refusal: { kind: 'window-closed' },
    })
    await done(withdrawOwnAppeal(own, filed.id))
    const outcome = await done(readOwnOutcome(own))
    expect(outcome.appeals.map(({ state }) => state)).toEqual(['withdrawn'])
    expect(outcome.why).toMatchObject({ kind: 'proposal', outcome: { candidateId: sat.second.candidateId } })
    expect((await done(readAppealRegister(elsewhere, sat.periodId))).appeals.map(({ number: each }) => each)).toEqual([1])
  })

  test('the database refuses one outside the window and a ruling by whoever marked', async () => {
    const sat = await announced()
    const { id } = await done(
      fileAppeal(candidate(sat.second.candidateId), sat.second.candidateId, { kind: 'marking', statement: STATEMENT }),
    )
    const rule = (by: Staff) =>
      reading((transaction) =>
        transaction.appeal.update({
          where: { id },
          data: { state: 'decided', outcome: 'rejected', reason: REASON, decidedBy: by.accountId, decidedAt: new Date() },
        }),
      )
    await expect(rule(people.marker)).rejects.toThrow()
    await expect(rule(people.verifier)).rejects.toThrow()
    await endAppealWindow(sat.announcementId)
    const stored = await reading((transaction) => transaction.appeal.findUniqueOrThrow({ where: { id } }))
    await expect(
      reading((transaction) =>
        transaction.appeal.create({
          data: {
            ...stored,
            id: PlenaryId.parse('99999999-0000-4000-8000-000000000001'),
            number: 9,
            state: 'withdrawn',
            withdrawnAt: new Date(),
          },
        }),
      ),
    ).rejects.toThrow()
  })

  test('granted, it has the essays marked by somebody else and waits for a new plenary before the decree', async () => {
    const sat = await announced()
    const { second } = sat
    const own = candidate(second.candidateId)
    const { id } = await done(fileAppeal(own, second.candidateId, { kind: 'marking', statement: STATEMENT }))
    const granted = { outcome: 'granted' as const, remedy: 'mark-again' as const, reason: REASON }
    const both_ = await makeStaff('verifier')
    expect(await decideAppeal(people.verifier, id, granted)).toMatchObject({ refusal: { kind: 'involved' } })
    expect(await decideAppeal(people.analyst, id, granted)).toMatchObject({ refusal: { kind: 'not-found' } })
    expect(await decideAppeal(both_, id, { ...granted, remedy: 'reopen-case' })).toMatchObject({ refusal: { kind: 'remedy-does-not-fit' } })
    expect((await done(readAppeal(both_, id))).obstacle).toBeNull()
    const before = await currentResult(second.attemptId)
    await done(decideAppeal(both_, id, granted))
    expect(await decideAppeal(both_, id, granted)).toMatchObject({ refusal: { kind: 'not-open' } })
    const reopened = await currentResult(second.attemptId)
    expect(reopened).toMatchObject({ state: 'awaiting-marking', version: before.version + 1 })

    await endAppealWindow(sat.announcementId)
    expect(await prepareDetermination(people.analyst, sat.periodId, decree)).toMatchObject({
      refusal: { kind: 'appeals-pending', count: 1 },
    })
    expect(await nextMarkingTask(people.marker)).toMatchObject({ ok: false })
    await markAll(people.second, 2)
    await confirm(second.attemptId)
    const versions = await reading((transaction) => listResultVersions(transaction, second.attemptId))
    expect(versions.map(({ state }) => state).sort()).toEqual(['confirmed', 'superseded', 'superseded', 'superseded'])
    expect(await prepareDetermination(people.analyst, sat.periodId, decree)).toMatchObject({ refusal: { kind: 'plenary-before-remedy' } })

    const swapped = proposalOf(sat).map((line) =>
      line.urbanVillageCode === CIWEDUS
        ? line
        : { ...line, outcome: line.outcome === 'selected' ? ('reserve' as const) : ('selected' as const), rank: 3 - line.rank },
    )
    const again = await holdSession(sat.periodId, swapped)
    await done(adoptList(people.chair, again, null))
    await done(closePlenarySession(people.chair, again))
    const { id: determinationId } = await done(prepareDetermination(people.analyst, sat.periodId, decree))
    expect(await approvePeriodDetermination(people.analyst, determinationId)).toMatchObject({ refusal: { kind: 'not-found' } })
    await done(approvePeriodDetermination(people.approver, determinationId))
    const { determination, period } = await done(readDetermination(people.approver, sat.periodId))
    expect(period.state).toBe('determined')
    expect(determination?.content.outcomes.map(({ candidateId, seat, reserveRank }) => [candidateId, seat, reserveRank])).toEqual(
      expect.arrayContaining([
        [second.candidateId, 'selected', null],
        [sat.first.candidateId, 'reserve', 1],
        [sat.third.candidateId, 'selected', null],
      ]),
    )
    expect(await approvePeriodDetermination(people.approver, determinationId)).toMatchObject({ ok: false })
    await expect(
      reading(
        (transaction) =>
          transaction.$executeRaw`UPDATE determined_outcome SET seat = 'not-selected' WHERE candidate_id = ${second.candidateId}::uuid`,
      ),
    ).rejects.toThrow()
    await expect(reading((transaction) => transaction.determination.delete({ where: { id: determinationId } }))).rejects.toThrow()
  })
})

test('a granted appeal sends the eligibility case back to its start, by a plenary member alone', async () => {
  const sat = await announced()
  const { candidateId } = sat.second
  const { id } = await done(fileAppeal(candidate(candidateId), candidateId, { kind: 'eligibility', statement: STATEMENT }))
  const granted = { outcome: 'granted' as const, remedy: 'reopen-case' as const, reason: REASON }
  expect(await decideAppeal(await makeStaff('verifier'), id, granted)).toMatchObject({ refusal: { kind: 'cannot-reopen' } })
  const state = () =>
    reading(async (transaction) => ({
      ...(await transaction.eligibilityCase.findUniqueOrThrow({ where: { candidateId }, select: { state: true, reopened: true } })),
      ...(await transaction.candidate.findUniqueOrThrow({ where: { id: candidateId }, select: { eligibility: true } })),
    }))
  expect(await state()).toEqual({ state: 'verified', reopened: false, eligibility: 'eligible' })
  await done(decideAppeal(await makeStaff('plenary-member'), id, granted))
  expect(await state()).toEqual({ state: 'returned', reopened: true, eligibility: 'unverified' })
})

describe('evidence of an appeal', () => {
  const paper = new TextEncoder().encode(
    '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n',
  )

  test('is attached by the candidate or staff of her region, read back unchanged, and refused when it is no document', async () => {
    const sat = await announced()
    const own = candidate(sat.second.candidateId)
    const { id } = await done(fileAppeal(own, sat.second.candidateId, { kind: 'identity', statement: STATEMENT }))
    await done(attachToAppeal(own, id, paper))
    expect(await attachToAppeal(own, id, new TextEncoder().encode('<svg onload="alert(1)"/>'))).toMatchObject({
      refusal: { kind: 'unknown-type' },
    })
    expect(await attachToAppeal(candidate(sat.first.candidateId), id, paper)).toMatchObject({ refusal: { kind: 'not-found' } })
    const [here, elsewhere] = [
      await makeStaff('kelurahan-officer', { regionCode: CIBEBER }),
      await makeStaff('kelurahan-officer', { regionCode: CIWEDUS }),
    ]
    expect(await attachToAppeal(elsewhere, id, paper)).toMatchObject({ refusal: { kind: 'not-found' } })
    for (let more = 1; more < MOST_APPEAL_FILES; more += 1) await done(attachToAppeal(here, id, paper))
    expect(await attachToAppeal(here, id, paper)).toMatchObject({ refusal: { kind: 'too-many-files' } })
    const { files } = await done(readAppeal(here, id))
    expect(files).toHaveLength(MOST_APPEAL_FILES)
    const [file] = files
    if (file === undefined) throw new Error('there are files')
    const read = await done(readAppealFile(here, id, file.id))
    expect([Buffer.from(read.bytes).equals(Buffer.from(paper)), read.contentType]).toEqual([true, 'application/pdf'])
    expect(await readAppealFile(elsewhere, id, file.id)).toMatchObject({ refusal: { kind: 'not-found' } })
    await done(withdrawOwnAppeal(own, id))
    expect(await attachToAppeal(own, id, paper)).toMatchObject({ refusal: { kind: 'not-open' } })
  })
})

describe('a determination', () => {
  test('waits for the window, and is approved by somebody else than who prepared it', async () => {
    const sat = await announced()
    expect(await prepareDetermination(people.analyst, sat.periodId, decree)).toMatchObject({ refusal: { kind: 'window-open' } })
    await endAppealWindow(sat.announcementId)
    const { id } = await done(prepareDetermination(people.analyst, sat.periodId, decree))
    const { id: newer } = await done(prepareDetermination(people.analyst, sat.periodId, { ...decree, decreeNumber: '400.2/Kep.2/2026' }))
    expect(await approvePeriodDetermination(people.approver, id)).toMatchObject({ refusal: { kind: 'not-found' } })
    await expect(
      reading(
        (transaction) =>
          transaction.$executeRaw`UPDATE determination SET approved_by = ${people.analyst.accountId}::uuid, approved_at = now() WHERE id = ${newer}::uuid`,
      ),
    ).rejects.toThrow()
    const twoRoles: Staff = { ...people.analyst, grants: [...people.analyst.grants, ...people.approver.grants] }
    expect(await approvePeriodDetermination(twoRoles, newer)).toMatchObject({ refusal: { kind: 'prepared-by-you' } })
    await done(approvePeriodDetermination(people.approver, newer))
  })
})

describe('the days without work', () => {
  test('are loaded by a job alone, whole or not at all, and again without a change', async () => {
    const text = 'day,kind,name,source\n2026-12-25,national,Natal,SKB\n'
    const job = { kind: 'system', job: 'test' } as const
    expect(await loadPublicHolidays(people.analyst, text)).toMatchObject({ refusal: { kind: 'forbidden' } })
    expect(await loadPublicHolidays(job, `${text}2026-13-40,national,X,SKB\n`)).toMatchObject({
      refusal: { kind: 'bad-holiday-file', line: 3 },
    })
    expect(await done(loadPublicHolidays(job, text))).toEqual({ changed: 1 })
    expect(await done(loadPublicHolidays(job, text))).toEqual({ changed: 0 })
  })
})
