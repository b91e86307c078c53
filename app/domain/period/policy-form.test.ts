import { parseWithZod } from '@conform-to/zod/v4'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PeriodId } from '../shared/id.ts'
import { decidePolicyChange } from './change-policy.ts'
import { type AssessmentPeriod, advancePeriod, nextState, PERIOD_STATES } from './period.ts'
import { DEFAULT_POLICY, Policy, type PolicyVersion } from './policy.ts'
import { countFromText, decimalFromText, PolicyForm, policyFormTexts } from './policy-form.ts'
import { policyChanges, policySettings, SETTING_GROUPS } from './policy-settings.ts'

function formOf(changes: Record<string, string | string[]> = {}): FormData {
  const texts = policyFormTexts(DEFAULT_POLICY)
  const flat: Record<string, string | string[]> = { reason: 'Hasil rapat', editedVersion: '1' }
  for (const [name, value] of Object.entries(texts)) {
    if (typeof value === 'string') flat[name] = value
    else if (Array.isArray(value)) flat[name] = value.map((each) => each ?? '')
    else for (const [inner, text] of Object.entries(value ?? {})) flat[`${name}.${inner}`] = text ?? ''
  }
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...flat, ...changes })) {
    if (typeof value === 'string') form.append(name, value)
    else for (const [index, each] of value.entries()) form.append(name === 'tieBreakers' ? `${name}[${index}]` : name, each)
  }
  return form
}
const parse = (changes: Record<string, string | string[]> = {}) => parseWithZod(formOf(changes), { schema: PolicyForm })
const settingsOf = (changes: Record<string, string | string[]>) => {
  const submission = parse(changes)
  return submission.status === 'success' ? submission.value.settings : submission.error
}

describe('the policy form', () => {
  test('gives back the policy with which it began', () => {
    const submission = parse()
    expect(submission.status === 'success' && submission.value).toEqual({
      settings: DEFAULT_POLICY,
      reason: 'Hasil rapat',
      editedVersion: 1,
    })
  })

  test('takes a decimal comma, a decimal point and dots between thousands', () => {
    expect(settingsOf({ 'fieldWeights.health': '27,5', 'fieldWeights.social': '22.50', honorariumRupiah: '350.000' })).toMatchObject({
      fieldWeights: { health: '27.5', social: '22.5' },
      honorariumRupiah: 350_000,
    })
  })

  test('takes ticked boxes as they come: several, one, none', () => {
    expect(settingsOf({ excludedOccupations: ['guru', 'asn'] })).toMatchObject({ excludedOccupations: ['guru', 'asn'] })
    expect(settingsOf({ excludedOccupations: 'guru' })).toMatchObject({ excludedOccupations: ['guru'] })
    expect(settingsOf({ excludedOccupations: [] })).toMatchObject({ excludedOccupations: [] })
  })

  test('leaves out the rungs that are not used', () => {
    expect(settingsOf({ tieBreakers: ['older', '', 'lot', '', '', ''] })).toMatchObject({ tieBreakers: ['older', 'lot'] })
  })

  test.each<[Record<string, string | string[]>, Record<string, string[]>]>([
    [{ questionCount: 'enam puluh' }, { questionCount: ['count'] }],
    [{ questionCount: '' }, { questionCount: ['count'] }],
    [{ questionCount: '301' }, { questionCount: ['count'] }],
    [{ questionCount: '1e2' }, { questionCount: ['count'] }],
    [{ fieldThreshold: '101' }, { fieldThreshold: ['percent'] }],
    [{ fieldThreshold: '60,123' }, { fieldThreshold: ['percent'] }],
    [{ 'fieldWeights.health': '30' }, { fieldWeights: ['weights-sum'] }],
    [{ 'fieldWeights.health': 'banyak' }, { 'fieldWeights.health': ['percent'] }],
    [{ 'selectionWeights.exam': '71' }, { selectionWeights: ['weights-sum'] }],
    [{ minimumAge: '61' }, { maximumAge: ['ages-order'] }],
    [{ tieBreakers: ['lot', 'older'] }, { tieBreakers: ['ladder'] }],
    [{ tieBreakers: ['older', 'older', 'lot'] }, { tieBreakers: ['ladder'] }],
    [{ tieBreakers: ['', ''] }, { tieBreakers: ['ladder'] }],
    [{ quotaMethod: 'acak' }, { quotaMethod: ['choice'] }],
    [{ excludedOccupations: ['guru', 'dokter'] }, { 'excludedOccupations[1]': ['choice'] }],
    [{ reason: '  ' }, { reason: ['reason'] }],
  ])('refuses %j at its field', (changes, errors) => {
    expect(settingsOf(changes)).toEqual(errors)
  })

  test('an empty form has a problem at every field that needs one, and never throws', () => {
    expect(parseWithZod(new FormData(), { schema: PolicyForm }).status).toBe('error')
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'fieldWeights.health',
            'questionCount',
            'tieBreakers[0]',
            'reason',
            'fieldWeights',
            '__proto__',
            'honorariumRupiah',
          ),
          fc.string({ unit: 'binary' }),
        ),
        (typed) => {
          const form = new FormData()
          for (const [name, text] of Object.entries(typed)) form.append(name, text)
          return parseWithZod(form, { schema: PolicyForm }).status === 'error'
        },
      ),
    )
  })
})

test.each([
  ['12,5', '12.5'],
  ['12.50', '12.5'],
  [' 012,5 ', '12.5'],
  ['60', '60'],
  ['60,', '60'],
  ['0,5', '0.5'],
  ['0', '0'],
  ['100,00', '100'],
  ['x', 'x'],
  ['-1', '-1'],
])('%j is the decimal %j', (typed, decimal) => {
  expect(decimalFromText(typed)).toBe(decimal)
})

test.each([
  ['300.000', 300_000],
  ['300000', 300_000],
  ['1.000.000', 1_000_000],
  ['60', 60],
  ['30.00', Number.NaN],
  ['6,5', Number.NaN],
  ['', Number.NaN],
  ['-3', Number.NaN],
])('%j is the whole number %j', (typed, count) => {
  expect(countFromText(typed)).toBe(count)
})

test('every setting of the policy stands in exactly one group', () => {
  const shown = Object.values(SETTING_GROUPS).flat()
  expect(new Set(shown).size).toBe(shown.length)
  expect([...policySettings(DEFAULT_POLICY).keys()].sort()).toEqual([...shown].sort())
  expect(new Set(shown.map((key) => key.split('.')[0]))).toEqual(new Set(Object.keys(Policy.shape)))
})

test('changes are told with old and new value; a list without an order has none', () => {
  expect(policyChanges(DEFAULT_POLICY, DEFAULT_POLICY)).toEqual([])
  expect(
    policyChanges(DEFAULT_POLICY, { ...DEFAULT_POLICY, excludedOccupations: [...DEFAULT_POLICY.excludedOccupations].reverse() }),
  ).toEqual([])
  expect(
    policyChanges(DEFAULT_POLICY, { ...DEFAULT_POLICY, totalThreshold: '70', tieBreakers: ['older', 'lot'] }).map((change) => change.key),
  ).toEqual(['totalThreshold', 'tieBreakers'])
})

const period = (state: AssessmentPeriod['state']): AssessmentPeriod => ({
  id: PeriodId.parse('00000000-0000-4000-8000-000000000001'),
  code: 'KCM-2026',
  name: 'KCM',
  year: 2026,
  state,
  startsOn: '2026-01-01',
  isDemo: false,
})
const current: PolicyVersion = {
  version: 2,
  settings: DEFAULT_POLICY,
  reason: 'awal',
  changedBy: 'x',
  changedAt: new Date('2026-01-01T00:00:00Z'),
}
const changed = { settings: { ...DEFAULT_POLICY, totalThreshold: '70' }, reason: 'rapat', editedVersion: 2 }

test('a change is the next version while the policy is open, and only on top of the newest one', () => {
  expect(decidePolicyChange(period('preparation'), current, changed)).toMatchObject({ ok: true, value: { version: 3 } })
  expect(decidePolicyChange(period('preparation'), current, { ...changed, editedVersion: 1 })).toMatchObject({
    refusal: { kind: 'newer-version', version: 2 },
  })
  expect(decidePolicyChange(period('preparation'), current, { ...changed, settings: DEFAULT_POLICY })).toMatchObject({
    refusal: { kind: 'nothing-changed' },
  })
})

test.each(PERIOD_STATES)('the policy in %s is open before the exam and closed from it on', (state) => {
  expect(decidePolicyChange(period(state), current, changed).ok).toBe(state === 'preparation' || state === 'registration')
})

test('a period goes one state on, never back and never over one', () => {
  for (const from of PERIOD_STATES) {
    for (const to of PERIOD_STATES) expect(advancePeriod(period(from), to).ok).toBe(to === nextState(from))
  }
  expect(nextState('closed')).toBeNull()
})
