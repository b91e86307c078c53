import { expect, test } from 'vitest'
import { DEFAULT_POLICY } from '../period/policy.ts'
import { rulesOfPolicy, rupiahFromText, scenarioForm, scenarioTexts } from './scenario.ts'
import { affordable, moneyFor } from './what-if.ts'

test('one year of 2.650 honoraria of Rp300.000 is Rp9,54 billion', () => {
  expect(moneyFor(2650, { kind: 'fixed', rupiah: 300_000 }, 9_540_000_000)).toEqual({
    paid: 2650,
    honorarium: 300_000,
    month: 795_000_000,
    year: 9_540_000_000,
    left: 0,
  })
})

test('fewer cadres under the same budget can each get more, never more than the budget holds', () => {
  const money = moneyFor(2000, { kind: 'share' }, 9_540_000_000)
  expect(money).toMatchObject({ honorarium: 397_000, month: 794_000_000, year: 9_528_000_000, left: 12_000_000 })
  expect(moneyFor(0, { kind: 'share' }, 1_000).honorarium).toBe(0)
  expect(affordable(9_540_000_000, 397_000)).toBe(2002)
})

test.each([
  ['9.540.000.000', 9_540_000_000],
  ['Rp9.540.000.000', 9_540_000_000],
  ['300000', 300_000],
  ['tiga ratus ribu', Number.NaN],
])('%s rupiah', (text, rupiah) => {
  expect(rupiahFromText(text)).toBe(rupiah)
})

const settings = {
  rules: rulesOfPolicy(DEFAULT_POLICY, 2000),
  honorarium: { kind: 'fixed' as const, rupiah: 300_000 },
  budgetPerYear: 9_540_000_000,
}

test('what the form begins with means the same settings again', () => {
  expect(scenarioForm(DEFAULT_POLICY).parse({ ...scenarioTexts(settings), name: 'Dasar' })).toEqual({ name: 'Dasar', settings })
})

test.each([
  [{ name: '' }, 'name', 'name'],
  [{ cityTotal: 'banyak' }, 'cityTotal', 'count'],
  [{ totalThreshold: '101' }, 'totalThreshold', 'percent'],
  [{ selectionWeights: { exam: '70', practice: '20', serviceRecord: '20' } }, 'selectionWeights', 'weights-sum'],
  [{ budgetPerYear: 'sembilan' }, 'budgetPerYear', 'rupiah'],
  [{ group: 'Ibu Muda!' }, 'group', 'group'],
  [{ column: '1rw' }, 'column', 'column'],
])('a faulty entry is told at its field', (changes, field, problem) => {
  const parsed = scenarioForm(DEFAULT_POLICY).safeParse({ ...scenarioTexts(settings), name: 'Dasar', ...changes })
  expect(parsed.error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([[field, problem]])
})
