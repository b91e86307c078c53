import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor, RoleGrant } from '../access/actor.ts'
import { decideConfirmation } from '../grading/confirmation.ts'
import { PERIOD_STATES, type PeriodState } from '../period/period.ts'
import { AccountId, CadreId, CandidateId, EligibilityCaseId, PeriodId } from '../shared/id.ts'
import { refuse } from '../shared/result.ts'
import { CASE_STEPS, deskOf, RESULT_CASE_STATE, stepFor } from './case-step.ts'
import { type CaseAct, type EligibilityCase, isRepeat, type StepContext, takeStep } from './eligibility-case.ts'
import type { Finding } from './findings.ts'
import { INELIGIBILITY_REASONS, RETURN_REASONS } from './reasons.ts'

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const CIBEBER = '36.72.01.1001'
const staff = (number: number, grants: readonly RoleGrant[]): Extract<Actor, { kind: 'staff' }> => ({
  kind: 'staff',
  accountId: AccountId.parse(uuid(number)),
  displayName: `Petugas ${number}`,
  grants,
})
const kelurahan = staff(1, [{ role: 'kelurahan-officer', regionCode: CIBEBER }])
const kecamatan = staff(2, [{ role: 'kecamatan-officer', regionCode: '36.72.01' }])
const verifier = staff(3, [{ role: 'verifier', regionCode: null }])
const plenary = staff(4, [{ role: 'plenary-member', regionCode: null }])
const otherKelurahan = staff(5, [{ role: 'kelurahan-officer', regionCode: '36.72.01.1002' }])
const otherKecamatan = staff(6, [{ role: 'kecamatan-officer', regionCode: '36.72.02' }])
/** Somebody with every role: only the one-duty rule holds this person back. */
const everything = staff(7, [
  { role: 'kelurahan-officer', regionCode: CIBEBER },
  { role: 'kecamatan-officer', regionCode: '36.72.01' },
  { role: 'verifier', regionCode: null },
  { role: 'plenary-member', regionCode: null },
])
const ACTORS: readonly Actor[] = [
  kelurahan,
  kecamatan,
  verifier,
  plenary,
  otherKelurahan,
  otherKecamatan,
  everything,
  staff(8, [{ role: 'administrator', regionCode: null }]),
  { kind: 'system', job: 'any' },
  { kind: 'anonymous' },
]

const draft: EligibilityCase = {
  id: EligibilityCaseId.parse(uuid(100)),
  periodId: PeriodId.parse(uuid(101)),
  candidateId: CandidateId.parse(uuid(102)),
  cadreId: CadreId.parse(uuid(103)),
  regionCode: CIBEBER,
  version: 0,
  reopened: false,
  hands: [],
  state: 'draft',
}
const AGED: Finding = { check: 'age', outcome: 'attention', age: 61, minimum: 18, maximum: 60 }
const propose: CaseAct = { kind: 'propose', statement: true, note: '' }
const acknowledge: CaseAct = { kind: 'acknowledge', note: '' }
const eligible: CaseAct = { kind: 'verify', decision: { kind: 'eligible' }, note: '', basis: '' }
const tooOld: CaseAct = { kind: 'verify', decision: { kind: 'ineligible', reasons: ['age'] }, note: 'Lahir 1964 menurut KTP.', basis: '' }
const giveBack: CaseAct = { kind: 'return', reason: 'document-missing', note: 'KTP belum ada.' }
const reopen: CaseAct = { kind: 'reopen', reason: 'appeal-granted', note: 'Sanggah diterima.', basis: 'BA Sanggah 3' }

function take(current: EligibilityCase, actor: Actor, act: CaseAct, options: Partial<StepContext> = {}) {
  return takeStep(current, act, {
    actor,
    seen: current.version,
    tied: false,
    periodState: 'registration',
    findings: [],
    inBatch: false,
    ...options,
  })
}

function walked(...steps: readonly (readonly [Actor, CaseAct])[]): EligibilityCase {
  return steps.reduce<EligibilityCase>((current, [actor, act]) => {
    const result = take(current, actor, act)
    if (!result.ok) throw new Error(JSON.stringify(result.refusal))
    return result.value.case
  }, draft)
}
const proposed = walked([kelurahan, propose])
const acknowledged = walked([kelurahan, propose], [kecamatan, acknowledge])
const verified = walked([kelurahan, propose], [kecamatan, acknowledge], [verifier, eligible])

describe('a case', () => {
  test('goes from the kelurahan over the kecamatan to the verifier, and says who did what', () => {
    expect(verified).toMatchObject({
      state: 'verified',
      version: 3,
      proposedBy: kelurahan.accountId,
      acknowledgedBy: kecamatan.accountId,
      verifiedBy: verifier.accountId,
      decision: { kind: 'eligible' },
    })
  })

  test('comes back with a reason and is proposed again', () => {
    const returned = walked([kelurahan, propose], [kecamatan, giveBack])
    expect(returned).toMatchObject({ state: 'returned', version: 2 })
    expect(take(returned, kelurahan, propose)).toMatchObject({ ok: true, value: { case: { state: 'proposed', version: 3 } } })
  })

  test('is opened again by somebody who had no part in it', () => {
    expect(take(verified, plenary, reopen)).toMatchObject({ ok: true, value: { case: { state: 'returned', reopened: true } } })
    expect(take(verified, verifier, reopen)).toEqual(refuse({ kind: 'not-permitted' }))
  })

  test('keeps the reasons of an ineligible decision in the order of the list, each once', () => {
    const act: CaseAct = { ...tooOld, decision: { kind: 'ineligible', reasons: ['residence', 'age', 'age'] } }
    expect(take(acknowledged, verifier, act)).toMatchObject({
      value: { case: { decision: { reasons: ['age', 'residence'] } }, transition: { reasons: ['age', 'residence'] } },
    })
  })
})

describe('a step is refused', () => {
  test.each<[string, EligibilityCase, Actor, CaseAct, Partial<StepContext>, string]>([
    ['that does not come next', draft, verifier, eligible, {}, 'wrong-state'],
    ['on what somebody has changed since', proposed, kecamatan, acknowledge, { seen: 0 }, 'changed-meanwhile'],
    ['by another kelurahan', draft, otherKelurahan, propose, {}, 'not-permitted'],
    ['by another kecamatan', proposed, otherKecamatan, acknowledge, {}, 'not-permitted'],
    ['by the kelurahan in the verifier’s place', acknowledged, kelurahan, eligible, {}, 'not-permitted'],
    ['in one’s own or a relative’s case', draft, kelurahan, propose, { tied: true }, 'own-or-kin'],
    ['without the statement', draft, kelurahan, { ...propose, statement: false }, {}, 'statement-required'],
    ['back without a word', proposed, kecamatan, { ...giveBack, note: '  ' }, {}, 'note-required'],
    ['against a finding without a word', acknowledged, verifier, eligible, { findings: [AGED] }, 'note-required'],
    ['to TMS without a word', acknowledged, verifier, { ...tooOld, note: '' }, {}, 'note-required'],
    [
      'to TMS without a reason',
      acknowledged,
      verifier,
      { ...tooOld, decision: { kind: 'ineligible', reasons: [] } },
      {},
      'reason-required',
    ],
    [
      'to TMS for another reason without its basis',
      acknowledged,
      verifier,
      { ...tooOld, decision: { kind: 'ineligible', reasons: ['other'] } },
      {},
      'basis-required',
    ],
    ['to TMS in a batch', acknowledged, verifier, tooOld, { inBatch: true }, 'not-clean'],
    ['in a batch with a finding', draft, kelurahan, propose, { inBatch: true, findings: [AGED] }, 'not-clean'],
    ['in the plenary', draft, kelurahan, propose, { periodState: 'plenary' }, 'period-over'],
    ['again without the basis', verified, plenary, { ...reopen, basis: '' }, {}, 'basis-required'],
    ['again after the determination', verified, plenary, reopen, { periodState: 'determined' }, 'period-over'],
  ])('%s', (_title, current, actor, act, options, kind) => {
    expect(take(current, actor, act, options)).toMatchObject({ ok: false, refusal: { kind } })
  })

  test('by whoever had another duty in the case, in this round or an earlier one', () => {
    expect(take(walked([everything, propose]), everything, acknowledge)).toEqual(refuse({ kind: 'same-person', duty: 'propose' }))
    const returned = walked([kelurahan, propose], [everything, giveBack])
    expect(take(returned, everything, propose)).toEqual(refuse({ kind: 'same-person', duty: 'acknowledge' }))
  })
})

describe('a second click', () => {
  const last = { version: 1, act: 'propose' as const, by: kelurahan.accountId }
  test('is the same person, the same step, from the same version', () => {
    expect(isRepeat(last, 'propose', 0, kelurahan.accountId)).toBe(true)
    expect(isRepeat(last, 'propose', 1, kelurahan.accountId)).toBe(false)
    expect(isRepeat(last, 'acknowledge', 0, kelurahan.accountId)).toBe(false)
    expect(isRepeat(last, 'propose', 0, kecamatan.accountId)).toBe(false)
    expect(isRepeat(null, 'propose', 0, kelurahan.accountId)).toBe(false)
  })
})

const note = fc.constantFrom('', 'x', 'Catatan yang cukup.')
const anyAct: fc.Arbitrary<CaseAct> = fc.oneof(
  fc.record({ kind: fc.constant('propose' as const), statement: fc.boolean(), note }),
  fc.record({ kind: fc.constant('acknowledge' as const), note }),
  fc.record({ kind: fc.constant('return' as const), reason: fc.constantFrom(...RETURN_REASONS), note }),
  fc.record({
    kind: fc.constant('verify' as const),
    decision: fc.oneof(
      fc.constant({ kind: 'eligible' as const }),
      fc.record({ kind: fc.constant('ineligible' as const), reasons: fc.subarray([...INELIGIBILITY_REASONS]) }),
    ),
    note,
    basis: note,
  }),
  fc.record({
    kind: fc.constant('reopen' as const),
    reason: fc.constantFrom('appeal-granted' as const, 'error-found' as const),
    note,
    basis: note,
  }),
)
const anyStep = fc.record({
  act: anyAct,
  actor: fc.constantFrom(...ACTORS, kelurahan, kecamatan, verifier),
  stale: fc.integer({ min: 0, max: 9 }),
  tied: fc.integer({ min: 0, max: 9 }),
  periodState: fc.constantFrom<PeriodState>('registration', 'registration', 'examination', ...PERIOD_STATES),
  findings: fc.constantFrom<readonly Finding[]>([], [], [AGED]),
  inBatch: fc.boolean(),
  /** Every other step is the sensible one, so that walks go far. */
  guided: fc.boolean(),
})
const SENSIBLE: Record<EligibilityCase['state'], readonly (readonly [Actor, CaseAct])[]> = {
  draft: [[kelurahan, propose]],
  returned: [[kelurahan, propose]],
  proposed: [[kecamatan, acknowledge]],
  acknowledged: [[verifier, eligible]],
  verified: [[plenary, reopen]],
}

describe('random walks', () => {
  test('of 10,000 steps take no step that does not stand in the table, and no person takes two duties', () => {
    let taken = 0
    const states = new Set<string>()
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 500, maxLength: 500 }), (steps) => {
        let current = walked()
        const log: { accountId: string; duty: string }[] = []
        for (const drawn of steps) {
          const [actor, act] = SENSIBLE[current.state][0] ?? [drawn.actor, drawn.act]
          const sensible = { actor, act, stale: 1, tied: 1, periodState: 'registration' as const, findings: [], inBatch: false }
          const step = drawn.guided ? sensible : drawn
          const seen = current.version - (step.stale === 0 ? 1 : 0)
          const tied = step.tied === 0
          const result = take(current, step.actor, step.act, { ...step, seen, tied })
          if (!result.ok) continue
          const { case: next, transition } = result.value
          expect(CASE_STEPS.eligibility).toContainEqual({
            from: current.state,
            act: step.act.kind,
            to: next.state,
            duty: transition.duty,
          })
          expect(step.actor.kind).toBe('staff')
          expect({ tied, fresh: seen === current.version }).toEqual({ tied: false, fresh: true })
          expect(next.version).toBe(current.version + 1)
          log.push({ accountId: transition.by, duty: transition.duty })
          const duties = new Map<string, Set<string>>()
          for (const { accountId, duty } of log) duties.set(accountId, (duties.get(accountId) ?? new Set()).add(duty))
          expect([...duties.values()].every((own) => own.size === 1)).toBe(true)
          if (next.state === 'verified') expect(new Set([next.proposedBy, next.acknowledgedBy, next.verifiedBy]).size).toBe(3)
          if (step.inBatch) expect(step.findings).toEqual([])
          if (!current.reopened && step.act.kind !== 'reopen')
            expect(PERIOD_STATES.indexOf(step.periodState)).toBeLessThanOrEqual(PERIOD_STATES.indexOf('marking'))
          states.add(`${current.state} ${step.act.kind} ${next.state}`)
          current = next
          taken += 1
        }
      }),
      { numRuns: 20, seed: 20261122 },
    )
    expect(states.size).toBe(CASE_STEPS.eligibility.length)
    expect(taken).toBeGreaterThan(1_000)
  })
})

describe('the two kinds of case', () => {
  test('an eligibility case lies on one desk at a time, and rests when it is verified', () => {
    expect(CASE_STEPS.eligibility.map(({ from }) => deskOf('eligibility', from))).toEqual([
      'propose',
      'propose',
      'acknowledge',
      'acknowledge',
      'decide',
      'decide',
      null,
    ])
  })

  test('a result is confirmed exactly where the table has its verification', () => {
    for (const state of ['awaiting-marking', 'awaiting-confirmation', 'confirmed'] as const) {
      const at = RESULT_CASE_STATE[state]
      const decided = decideConfirmation({ state, current: true, markers: [], matches: true }, verifier.accountId)
      const confirms = decided.ok && decided.value.kind === 'confirm'
      expect(at !== null && stepFor('result', at, 'verify') !== null).toBe(confirms)
    }
  })
})
