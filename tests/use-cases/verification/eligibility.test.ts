import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { registerCandidates } from '#app/use-cases/delivery/register-candidates.server.ts'
import { declareTie } from '#app/use-cases/verification/declare-tie.server.ts'
import { openCases } from '#app/use-cases/verification/open-cases.server.ts'
import { takeCaseStep, takeCaseSteps } from '#app/use-cases/verification/take-case-step.server.ts'
import {
  makeCadre,
  makeCandidate,
  makeExam,
  makeExamSession,
  makePeriod,
  makeRegions,
  makeStaff,
  singleChoice,
} from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import {
  acknowledge,
  CIBEBER,
  CIWEDUS,
  eligible,
  giveBack,
  go,
  ineligible,
  makeCase,
  makeCases,
  makeOfficers,
  movePeriod,
  propose,
  storedCandidate,
  storedCase,
  storedSteps,
  write,
} from './cases.ts'

useTestDatabase()
let officers: Awaited<ReturnType<typeof makeOfficers>>
beforeAll(async () => {
  await makeRegions()
  officers = await makeOfficers()
})

const reopen = { kind: 'reopen' as const, reason: 'appeal-granted' as const, note: 'Sanggah diterima.', basis: 'BA Sanggah 3' }

describe('opening cases', () => {
  test('opens one for each unverified candidate of the actor’s regions, once', async () => {
    const periodId = await makePeriod({ state: 'registration' })
    await makeCandidate({ periodId, cadreId: await makeCadre(), eligible: false })
    await makeCandidate({ periodId, cadreId: await makeCadre({ urbanVillageCode: CIWEDUS }), eligible: false })
    await makeCandidate({ periodId, cadreId: await makeCadre() })
    expect(await openCases(officers.kelurahan, periodId)).toEqual(accept({ opened: 1 }))
    expect(await openCases(officers.kelurahan, periodId)).toEqual(refuse({ kind: 'nobody-to-verify' }))
    expect(await openCases(officers.analyst, periodId)).toEqual(accept({ opened: 1 }))
    expect(await openCases(officers.verifier, periodId)).toEqual(refuse({ kind: 'not-found' }))
  })

  test('is over when the plenary begins', async () => {
    const { periodId } = await makeCase()
    await movePeriod(periodId, 'plenary')
    expect(await openCases(officers.analyst, periodId)).toEqual(refuse({ kind: 'period-over' }))
  })

  test('of a name that does not stand in the roster, or of another kelurahan, is impossible in the database too', async () => {
    const { periodId, candidateId } = await makeCase()
    const cadreId = await makeCadre()
    const stranger = { id: randomUUID(), periodId, state: 'draft', version: 0, openedAt: new Date(), stateSince: new Date(), reasons: [] }
    const attempts = [
      { ...stranger, candidateId: randomUUID(), cadreId, urbanVillageCode: CIBEBER },
      { ...stranger, candidateId, cadreId, urbanVillageCode: CIBEBER },
    ]
    for (const data of attempts) {
      const failed = await reading((transaction) => transaction.eligibilityCase.create({ data })).catch((error: unknown) => error)
      expect(['check', 'unique']).toContain(databaseErrorKind(failed))
    }
  })
})

describe('the way of a case', () => {
  test('ends in MS by three people, and the candidate may have a card from then on', async () => {
    const { caseId, candidateId } = await makeCase()
    await go(caseId, [officers.kelurahan, propose], [officers.kecamatan, acknowledge])
    expect(await storedCandidate(candidateId)).toMatchObject({ eligibility: 'unverified' })
    await go(caseId, [officers.verifier, eligible])
    expect(await storedCandidate(candidateId)).toMatchObject({ eligibility: 'eligible' })
    expect(await storedCase(caseId)).toMatchObject({ state: 'verified', decision: 'eligible', reasons: [], version: 3 })
    expect((await storedSteps(caseId)).map(({ act, actorId, policyVersion }) => ({ act, actorId, policyVersion }))).toEqual([
      { act: 'propose', actorId: officers.kelurahan.accountId, policyVersion: 1 },
      { act: 'acknowledge', actorId: officers.kecamatan.accountId, policyVersion: 1 },
      { act: 'verify', actorId: officers.verifier.accountId, policyVersion: 1 },
    ])
  })

  test('comes back with a reason, is proposed again, and its history keeps both rounds', async () => {
    const { caseId } = await makeCase()
    await go(
      caseId,
      [officers.kelurahan, propose],
      [officers.kecamatan, giveBack],
      [officers.kelurahan, propose],
      [officers.kecamatan, acknowledge],
      [officers.verifier, { kind: 'return', reason: 'data-differ', note: 'Tanggal lahir berbeda.' }],
    )
    expect(await storedCase(caseId)).toMatchObject({ state: 'returned', proposedBy: null, acknowledgedBy: null, version: 5 })
    expect((await storedSteps(caseId)).map(({ reasons }) => reasons)).toEqual([[], ['document-missing'], [], [], ['data-differ']])
  })

  test('ends in TMS with its coded reason, and takes the seat and the card with it', async () => {
    const { caseId, candidateId, periodId } = await makeCase({ occupation: 'guru' })
    await go(caseId, [officers.kelurahan, propose], [officers.kecamatan, acknowledge])
    expect(await takeCaseStep(officers.verifier, { caseId, seen: 2 }, eligible)).toEqual(refuse({ kind: 'note-required' }))
    await go(caseId, [officers.verifier, ineligible])
    expect(await storedCase(caseId)).toMatchObject({ decision: 'ineligible', reasons: ['occupation'] })
    expect(await storedCandidate(candidateId)).toMatchObject({ eligibility: 'ineligible', examSessionId: null, pinHash: null })
    const { examId } = await makeExam([singleChoice()], { periodId })
    const examSessionId = await makeExamSession(examId)
    for (const data of [{ pinHash: 'x' }, { cardMadeAt: new Date() }, { examSessionId }]) {
      const failed = await reading((transaction) => transaction.candidate.update({ where: { id: candidateId }, data })).catch(
        (error: unknown) => error,
      )
      expect(databaseErrorKind(failed)).toBe('check')
    }
  })

  test('opens again after an appeal, also in the announcement, and the decision can be another one', async () => {
    const { caseId, candidateId, periodId } = await makeCase({ occupation: 'guru' })
    await go(caseId, [officers.kelurahan, propose], [officers.kecamatan, acknowledge], [officers.verifier, ineligible])
    await movePeriod(periodId, 'announcement')
    await go(caseId, [officers.plenary, reopen])
    expect(await storedCandidate(candidateId)).toMatchObject({ eligibility: 'unverified' })
    await go(
      caseId,
      [officers.kelurahan, propose],
      [officers.kecamatan, acknowledge],
      [officers.verifier, { ...eligible, note: 'SK berhenti sebagai guru dilampirkan.' }],
    )
    expect(await storedCandidate(candidateId)).toMatchObject({ eligibility: 'eligible' })
    expect(await storedCase(caseId)).toMatchObject({ reopened: true, version: 7 })
  })

  test('is recorded without names: who, which step, why, under which policy', async () => {
    const { caseId } = await makeCase({ name: 'Nama Rahasia', occupation: 'guru' })
    await go(caseId, [officers.kelurahan, { ...propose, note: 'Nama Rahasia sudah berhenti.' }])
    const entries = (await reading((transaction) => auditEntriesAfter(transaction, 0n, 100_000))).filter(
      ({ event }) => event.subject === caseId,
    )
    expect(entries.map(({ event }) => event)).toMatchObject([
      { kind: 'eligibility-case.proposed', detail: { from: 'draft', to: 'proposed', findings: ['occupation'], policyVersion: 1 } },
    ])
    expect(JSON.stringify(entries, (_name, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain('Rahasia')
  })
})

describe('a step is refused', () => {
  test('to officers of other regions as if there were no such case', async () => {
    const { caseId } = await makeCase()
    expect(await takeCaseStep(officers.otherKelurahan, { caseId, seen: 0 }, propose)).toEqual(refuse({ kind: 'not-found' }))
    await go(caseId, [officers.kelurahan, propose])
    expect(await takeCaseStep(officers.otherKecamatan, { caseId, seen: 1 }, acknowledge)).toEqual(refuse({ kind: 'not-found' }))
    expect(await takeCaseStep(officers.kelurahan, { caseId, seen: 1 }, acknowledge)).toEqual(refuse({ kind: 'not-permitted' }))
    expect(await takeCaseStep({ kind: 'system', job: 'any' }, { caseId, seen: 1 }, acknowledge)).toEqual(refuse({ kind: 'not-found' }))
  })

  test('to whoever declared the own case or a relative’s, and by the database too', async () => {
    const { caseId } = await makeCase()
    expect(await declareTie(officers.otherKelurahan, caseId, 'kin')).toEqual(refuse({ kind: 'not-found' }))
    const relative = await makeStaff('kelurahan-officer', { regionCode: CIBEBER })
    expect(await declareTie(relative, caseId, 'kin')).toEqual(accept({ kind: 'declared' }))
    expect(await declareTie(relative, caseId, 'kin')).toEqual(accept({ kind: 'already-declared' }))
    expect(await takeCaseStep(relative, { caseId, seen: 0 }, propose)).toEqual(refuse({ kind: 'own-or-kin' }))
    expect(await forced(caseId, relative.accountId)).toContain('nobody has a part in the own case')
  })

  test('to a person who had another duty in the case, whatever roles she holds', async () => {
    const { caseId } = await makeCase()
    const both = await makeStaff('kelurahan-officer', { regionCode: CIBEBER })
    const grants = [...both.grants, { role: 'verifier' as const, regionCode: null }]
    await go(caseId, [both, propose], [officers.kecamatan, acknowledge])
    expect(await takeCaseStep({ ...both, grants }, { caseId, seen: 2 }, eligible)).toEqual(refuse({ kind: 'same-person', duty: 'propose' }))
  })
})

/** A proposal written past the use-case; answers what the database says to it. */
async function forced(caseId: Parameters<typeof storedCase>[0], actorId: string): Promise<string> {
  const { state: fromState, version: seen } = await storedCase(caseId)
  const version = seen + 1
  return saidTo(async (transaction) => {
    await transaction.eligibilityCase.update({ where: { id: caseId }, data: { state: 'proposed', version, proposedBy: actorId } })
    const step = { act: 'propose', duty: 'propose', fromState, toState: 'proposed', at: new Date(), reasons: [], note: '', basis: '' }
    await transaction.caseTransition.create({ data: { ...step, caseId, version, actorId, policyVersion: 1, findings: [] } })
  })
}

/** The database's words about a write; empty when it took it. */
async function saidTo(work: Parameters<typeof write>[0]): Promise<string> {
  const failed = await write(work).then(
    () => '',
    (error: unknown) => error,
  )
  return failed instanceof Error ? `${failed.message} ${JSON.stringify(failed)}` : ''
}

describe('the database itself refuses', () => {
  test('one person in two places of a case, whichever two', async () => {
    const { caseId } = await makeCase()
    await go(caseId, [officers.kelurahan, propose])
    const [first, second, third] = [officers.kelurahan.accountId, randomUUID(), randomUUID()]
    const inPlaces = (people: { acknowledgedBy: string; verifiedBy: string }) =>
      saidTo(async (transaction) => {
        // The way itself is switched off, so that only the people are looked at.
        await transaction.$executeRaw`ALTER TABLE eligibility_case DISABLE TRIGGER eligibility_case_on_its_way`
        const data = { state: 'verified', version: 4, decision: 'eligible', ...people }
        await transaction.eligibilityCase.update({ where: { id: caseId }, data })
      })
    for (const people of [
      { acknowledgedBy: first, verifiedBy: third },
      { acknowledgedBy: second, verifiedBy: first },
      { acknowledgedBy: second, verifiedBy: second },
    ])
      expect(await inPlaces(people)).toContain('eligibility_case_different_people')
    expect(await inPlaces({ acknowledgedBy: second, verifiedBy: third })).toContain('stands in its history')
  })

  test('a person who had another duty in an earlier round', async () => {
    const { caseId } = await makeCase()
    await go(caseId, [officers.kelurahan, propose], [officers.kecamatan, giveBack])
    expect(await forced(caseId, officers.kecamatan.accountId)).toContain('one person has one duty in a case')
    expect(await forced(caseId, officers.kelurahan.accountId)).toBe('')
  })

  test('a state that does not come next, a step without its entry, a candidate who is not what the case says', async () => {
    const { caseId, candidateId } = await makeCase()
    const refused = async (work: Parameters<typeof write>[0]) => databaseErrorKind(await write(work).catch((error: unknown) => error))
    const people = { proposedBy: randomUUID(), acknowledgedBy: randomUUID(), verifiedBy: randomUUID() }
    expect(
      await refused(async (transaction) => {
        await transaction.eligibilityCase.update({
          where: { id: caseId },
          data: { state: 'verified', version: 1, decision: 'eligible', ...people },
        })
      }),
    ).toBe('check')
    expect(
      await refused(async (transaction) => {
        await transaction.eligibilityCase.update({
          where: { id: caseId },
          data: { state: 'proposed', version: 1, proposedBy: people.proposedBy },
        })
      }),
    ).toBe('check')
    expect(
      await refused(async (transaction) => {
        await transaction.candidate.update({ where: { id: candidateId }, data: { eligibility: 'eligible' } })
      }),
    ).toBe('check')
    expect(await storedCase(caseId)).toMatchObject({ state: 'draft', version: 0 })
    expect(await storedCandidate(candidateId)).toMatchObject({ eligibility: 'unverified' })
  })

  test('a changed history, a removed case', async () => {
    const { caseId } = await makeCase()
    await go(caseId, [officers.kelurahan, propose])
    const attempts = [
      reading((transaction) => transaction.caseTransition.updateMany({ where: { caseId }, data: { note: 'lain' } })),
      reading((transaction) => transaction.caseTransition.deleteMany({ where: { caseId } })),
      reading((transaction) => transaction.eligibilityCase.delete({ where: { id: caseId } })),
    ]
    for (const each of await Promise.allSettled(attempts)) {
      expect(each.status).toBe('rejected')
      if (each.status === 'rejected') expect(databaseErrorKind(each.reason)).toBe('append-only')
    }
  })
})

describe('two at once', () => {
  test('a double click has one effect, and both see it', async () => {
    const { caseId } = await makeCase()
    const results = await Promise.all([0, 1].map(() => takeCaseStep(officers.kelurahan, { caseId, seen: 0 }, propose)))
    expect(results.map((result) => (result.ok ? result.value.kind : result.refusal.kind)).sort()).toEqual(['already-taken', 'taken'])
    expect(await storedSteps(caseId)).toHaveLength(1)
  })

  test('of two officers the second one is told that the case has changed', async () => {
    const { caseId } = await makeCase()
    await go(caseId, [officers.kelurahan, propose])
    const colleague = await makeStaff('kecamatan-officer', { regionCode: '36.72.01' })
    const results = await Promise.all([
      takeCaseStep(officers.kecamatan, { caseId, seen: 1 }, acknowledge),
      takeCaseStep(colleague, { caseId, seen: 1 }, giveBack),
    ])
    expect(results.map((result) => (result.ok ? result.value.kind : result.refusal.kind)).sort()).toEqual(['changed-meanwhile', 'taken'])
    expect(await storedSteps(caseId)).toHaveLength(2)
  })
})

describe('a batch', () => {
  test('takes the clean cases along and counts the others by their reason', async () => {
    const { caseIds } = await makeCases([{ name: 'Ani' }, { name: 'Budi' }, { name: 'Cici', occupation: 'guru' }])
    const seen = (version: number) => caseIds.map((caseId) => ({ caseId, seen: version }))
    expect(await takeCaseSteps(officers.kelurahan, CIBEBER, seen(0), propose)).toEqual(accept({ taken: 2, left: { 'not-clean': 1 } }))
    const [, , third] = caseIds
    if (third === undefined) throw new Error('three cases')
    await go(third, [officers.kelurahan, propose])
    expect(await takeCaseSteps(officers.kecamatan, CIBEBER, [...seen(1), ...seen(1)], acknowledge)).toEqual(
      accept({ taken: 2, left: { 'not-clean': 1 } }),
    )
    expect(await takeCaseSteps(officers.verifier, CIBEBER, seen(2), eligible)).toEqual(
      accept({ taken: 2, left: { 'changed-meanwhile': 1 } }),
    )
  })

  test('of the list of another kelurahan is not found, and its cases stay as they were', async () => {
    const { caseId } = await makeCase()
    const elsewhere = await makeStaff('kelurahan-officer', { regionCode: CIWEDUS })
    expect(await takeCaseSteps(elsewhere, CIBEBER, [{ caseId, seen: 0 }], propose)).toEqual(refuse({ kind: 'not-found' }))
    expect(await storedSteps(caseId)).toHaveLength(0)
  })
})

test('registering and cards know nothing of candidates who are not verified', async () => {
  const periodId = await makePeriod()
  await makeCadre({ urbanVillageCode: '36.72.01.1002', name: 'Belum Diverifikasi' })
  await registerCandidates(officers.analyst, periodId, ['36.72.01.1002'])
  const rows = await reading((transaction) => transaction.candidate.findMany({ where: { periodId } }))
  expect(rows.length).toBeGreaterThan(0)
  expect(new Set(rows.map(({ eligibility }) => eligibility))).toEqual(new Set(['unverified']))
})
