import { describe, expect, test } from 'vitest'
import { indexRegions, resolveUrbanVillage, type UrbanVillage } from './region.ts'

function village(code: string, name: string, districtName: string, aliases: string[] = [], districtAliases: string[] = []): UrbanVillage {
  return { code, name, aliases, population: 1, districtCode: code.slice(0, 8), districtName, districtAliases }
}

const index = indexRegions([
  village('36.72.01.1001', 'Cibeber', 'Cibeber'),
  village('36.72.03.1002', 'Lebakgede', 'Pulomerak', ['Lebak Gede'], ['Pulo Merak']),
  village('36.72.06.1002', 'Grogol', 'Gerogol', ['Gerogol'], ['Grogol']),
  village('36.72.07.1004', 'Purwakarta', 'Purwakarta'),
  village('36.72.08.1002', 'Dringo', 'Citangkil', ['Deringo']),
  village('36.72.08.1007', 'Citangkil', 'Citangkil'),
])
const resolve = (code: string, urbanVillage: string, district: string) => {
  const found = resolveUrbanVillage(index, { code, urbanVillage, district })
  return found.kind === 'found' ? found.urbanVillage.code : found.kind
}

describe('a kelurahan is found', () => {
  test.each([
    ['by its code', '36.72.08.1002', '', '', '36.72.08.1002'],
    ['by a code without dots', '3672081002', '', '', '36.72.08.1002'],
    ['by code with an alias as its name', '36.72.08.1002', 'DERINGO', 'citangkil', '36.72.08.1002'],
    ['by names, whatever spaces, case and prefixes', '', ' Kel. lebak  gede', 'Kecamatan PULO MERAK', '36.72.03.1002'],
    ['when kelurahan and kecamatan share a name', '', 'Grogol', 'Grogol', '36.72.06.1002'],
    ['inside the named kecamatan only', '', 'Citangkil', 'Citangkil', '36.72.08.1007'],
  ])('%s', (_how, code, name, district, expected) => {
    expect(resolve(code, name, district)).toBe(expected)
  })
})

describe('a kelurahan is never guessed', () => {
  test.each([
    ['a name alone, even a unique one', '', 'Dringo', '', 'name-needs-district'],
    ['a name that is also a kecamatan', '', 'Cibeber', '', 'name-needs-district'],
    ['a name of another kecamatan', '', 'Dringo', 'Cibeber', 'unknown-urban-village'],
    ['a kecamatan that does not exist', '', 'Dringo', 'Serang', 'unknown-district'],
    ['a kecamatan alone', '', '', 'Cibeber', 'region-missing'],
    ['an unknown code', '36.72.09.1001', 'Cibeber', 'Cibeber', 'unknown-code'],
    ['the code of a kecamatan', '36.72.01', '', '', 'unknown-code'],
    ['a code with the name of another', '36.72.08.1002', 'Citangkil', '', 'code-name-mismatch'],
    ['a code with another kecamatan', '36.72.08.1002', 'Dringo', 'Cibeber', 'code-district-mismatch'],
  ])('%s', (_what, code, name, district, expected) => {
    expect(resolve(code, name, district)).toBe(expected)
  })

  test('two kelurahan of one name in kecamatan of one name', () => {
    const twins = indexRegions([village('11.01.01.1001', 'Suka', 'Maju'), village('12.01.01.1001', 'Suka', 'Maju')])
    expect(resolveUrbanVillage(twins, { code: '', urbanVillage: 'Suka', district: 'Maju' })).toEqual({ kind: 'unknown-urban-village' })
  })
})
