import { describe, expect, test } from 'vitest'
import { selectionReasonWords } from '../../text/selection-reasons.ts'
import { CandidateId } from '../shared/id.ts'
import { countText, reasonFigures, rupiahText } from './reason-figures.ts'
import { type Explanation, REASON_CODES, type SelectionOutcome, sharedReason } from './selection-outcome.ts'

const explanation: Explanation = {
  ...sharedReason('quota-full', { ranked: 62, quota: 50 }),
  lastSelectedScore: { numerator: '7710', denominator: '100' },
  decidedBy: 'score',
}
const outcome = (changes: Partial<Explanation> = {}, score = { numerator: '75', denominator: '1' }): SelectionOutcome => ({
  candidateId: CandidateId.parse('00000000-0000-4000-8000-000000000001'),
  participantNumber: '26-000001',
  urbanVillageCode: '36.72.01.1001',
  outcome: 'not-selected',
  rank: 57,
  listOrder: 57,
  seat: null,
  field: null,
  score,
  explanation: { ...explanation, ...changes },
})
const why = (changes: Partial<Explanation> = {}, score?: { numerator: string; denominator: string }) =>
  selectionReasonWords.id.reason(reasonFigures(outcome(changes, score), 'id'))

describe('why, in words', () => {
  test('with rank, score, quota and the last selected score', () => {
    expect(why()).toBe(
      'Peringkat 57 dari 62, nilai seleksi 75,00. Kuota 50 orang sudah terisi oleh peringkat di atasnya. Nilai terpilih terakhir 77,10.',
    )
  })
  test('names the tie-breaker that decided between equal scores', () => {
    expect(why({ decidedBy: 'years-of-service' }, { numerator: '771', denominator: '10' })).toContain(
      'yang menentukan: masa bertugas yang lebih lama.',
    )
  })
  test('a score that is lower only in a later place is written with that place', () => {
    expect(why({}, { numerator: '77099999', denominator: '1000000' })).toMatch(/nilai seleksi 77,099999\. .*terakhir 77,100000\./)
  })
  test('a score below a threshold never looks as if it reached it', () => {
    const below = [{ what: 'total' as const, score: { numerator: '649999', denominator: '10000' }, threshold: '65' }]
    expect(why({ code: 'below-threshold', below })).toBe('Belum mencapai nilai ambang: nilai total 64,99 (ambang 65).')
  })
  test.each(REASON_CODES)('%s has a sentence in both languages', (code) => {
    for (const locale of ['id', 'en'] as const) {
      const text = selectionReasonWords[locale].reason(
        reasonFigures(outcome({ code, group: 'pemuda', fields: ['health'], missing: ['practice'] }), locale),
      )
      expect(text.length).toBeGreaterThan(15)
      expect(text).not.toMatch(/undefined|null|NaN/)
    }
  })
})

test('amounts are written the way the reader writes them', () => {
  expect([countText(2650, 'id'), countText(2650, 'en'), rupiahText(9_540_000_000, 'id'), rupiahText(-1200, 'id')]).toEqual([
    '2.650',
    '2,650',
    'Rp9.540.000.000',
    '−Rp1.200',
  ])
})
