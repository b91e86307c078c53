import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '../period/policy.ts'
import { type CadreFacts, isClean, preChecks } from './findings.ts'

const STARTS_ON = '2026-10-01'
const plain: CadreFacts = { birthDate: '1980-05-17', occupation: 'ibu rumah tangga', spouseOccupation: 'buruh', namesakes: 0 }
const attentionOf = (facts: Partial<CadreFacts>, policy = DEFAULT_POLICY) =>
  preChecks({ ...plain, ...facts }, policy, STARTS_ON)
    .filter(({ outcome }) => outcome === 'attention')
    .map(({ check }) => check)

describe('the checks before verification', () => {
  test('look at age first, and leave to people what the roster cannot tell', () => {
    expect(preChecks(plain, DEFAULT_POLICY, STARTS_ON)).toEqual([
      { check: 'age', outcome: 'clear', age: 46, minimum: 18, maximum: 60 },
      { check: 'occupation', outcome: 'clear', codes: [] },
      { check: 'spouse-position', outcome: 'clear', codes: [] },
      { check: 'double-honorarium', outcome: 'unknown', namesakes: 0 },
      { check: 'residence', outcome: 'unknown' },
    ])
    expect(isClean(preChecks(plain, DEFAULT_POLICY, STARTS_ON))).toBe(true)
  })

  test.each([
    ['2008-10-01', []],
    ['2008-10-02', ['age']],
    ['1965-10-02', []],
    ['1965-10-01', ['age']],
  ])('count the age of who was born on %s on the first day of the period', (birthDate, expected) => {
    expect(attentionOf({ birthDate })).toEqual(expected)
  })

  test.each([
    ['guru', 'guru'],
    ['Guru PAUD', 'guru'],
    ['P3K', 'pppk'],
    ['PPPK Dinkes', 'pppk'],
    ['PNS', 'asn'],
    ['Pegawai Negeri Sipil', 'asn'],
    ['TNI-AD', 'tni'],
    ['anggota POLRI', 'polri'],
    ['anggota DPRD', 'official'],
    ['Kepala Seksi', 'official'],
  ])('notice the occupation %s', (occupation, code) => {
    expect(preChecks({ ...plain, occupation }, DEFAULT_POLICY, STARTS_ON)[1]).toEqual({
      check: 'occupation',
      outcome: 'attention',
      codes: [code],
    })
  })

  test.each(['ibu rumah tangga', 'karyawan swasta', 'pensiunan guru', 'purnawirawan TNI', 'pedagang', 'penggurun', ''])(
    'have nothing against the occupation %s',
    (occupation) => {
      expect(attentionOf({ occupation })).toEqual([])
    },
  )

  test.each([
    ['lurah', 'lurah'],
    ['Camat Cibeber', 'camat'],
    ['Kabid Dinas Sosial', 'structural-office'],
    ['Sekretaris Kelurahan', 'structural-office'],
  ])('notice a husband who is %s', (spouseOccupation, code) => {
    expect(preChecks({ ...plain, spouseOccupation }, DEFAULT_POLICY, STARTS_ON)[2]).toMatchObject({ codes: [code] })
  })

  test('follow the policy: what it does not exclude is not noticed', () => {
    const policy = { ...DEFAULT_POLICY, excludedOccupations: [], excludedSpousePositions: [], maximumAge: 70 }
    expect(attentionOf({ occupation: 'guru', spouseOccupation: 'lurah', birthDate: '1960-01-01' }, policy)).toEqual([])
  })

  test('notice a second active row of the same name and birth date', () => {
    expect(attentionOf({ namesakes: 1 })).toEqual(['double-honorarium'])
  })

  test('have one finding for each requirement, whatever stands in the roster', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.string()), fc.nat(3), (occupation, spouseOccupation, namesakes) => {
        const findings = preChecks({ ...plain, occupation, spouseOccupation, namesakes }, DEFAULT_POLICY, STARTS_ON)
        expect(findings.map(({ check }) => check)).toEqual(['age', 'occupation', 'spouse-position', 'double-honorarium', 'residence'])
      }),
    )
  })
})
