import { beforeAll, describe, expect, test } from 'vitest'
import { CadreId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { checkRosterFile } from '#app/use-cases/roster/check-roster-file.server.ts'
import { confirmRosterImport } from '#app/use-cases/roster/confirm-roster-import.server.ts'
import { findCadreByNationalId } from '#app/use-cases/roster/find-cadre-by-national-id.server.ts'
import { listRoster } from '#app/use-cases/roster/list-roster.server.ts'
import { loadRegions } from '#app/use-cases/roster/load-regions.server.ts'
import { readCadre } from '#app/use-cases/roster/read-cadre.server.ts'
import { listUrbanVillages } from '#app/use-cases/roster/region-store.server.ts'
import { csvFile, loadCity, rosterLine } from '#tests/factories/roster-file.ts'
import { makeCadre, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'

useTestDatabase()
beforeAll(loadCity)

const job = { kind: 'system', job: 'test' } as const
const everything = { regionCode: null, name: '', page: 1 }
const namesFor = async (actor: Parameters<typeof listRoster>[0], filter: Partial<typeof everything> | { regionCode: string } = {}) => {
  const result = await listRoster(actor, { ...everything, ...filter })
  return result.ok ? result.value.cadres.map((cadre) => cadre.name) : result.refusal.kind
}

describe('the regions', () => {
  test('are 43 kelurahan in 8 kecamatan with 480,378 people, and loading them again changes nothing', async () => {
    const villages = await reading(listUrbanVillages)
    expect([villages.length, new Set(villages.map((village) => village.districtCode)).size]).toEqual([43, 8])
    expect(villages.reduce((sum, village) => sum + village.population, 0)).toBe(480_378)
    expect(villages.find((village) => village.code === '36.72.08.1002')).toMatchObject({
      name: 'Dringo',
      aliases: ['Deringo'],
      districtName: 'Citangkil',
    })
    const before = await reading((transaction) => transaction.auditEntry.count())
    await loadCity()
    expect(await reading((transaction) => transaction.auditEntry.count())).toBe(before)
  })

  test('a malformed file loads nothing, and only a job loads one', async () => {
    const files = {
      regions: 'code,level,parent_code,name,aliases\n99,provinsi,,Uji,\n99.01,kota,98,Salah,\n',
      population: 'kemendagri_code,population\n',
    }
    expect(await loadRegions(job, files)).toEqual(refuse({ kind: 'bad-region-file', line: 3 }))
    expect(await loadRegions(await makeStaff('office-analyst'), files)).toEqual(refuse({ kind: 'forbidden' }))
    expect(await reading((transaction) => transaction.region.count({ where: { code: '99' } }))).toBe(0)
  })
})

describe('who sees whom', () => {
  beforeAll(async () => {
    await makeCadre({ urbanVillageCode: '36.72.01.1001', name: 'Ani Cibeber' })
    await makeCadre({ urbanVillageCode: '36.72.01.1002', name: 'Beti Kedaleman' })
    await makeCadre({ urbanVillageCode: '36.72.02.1002', name: 'Cici Ciwedus' })
  })

  test('an officer sees the own kelurahan or kecamatan, the office the whole city, in the order of names', async () => {
    expect(await namesFor(await makeStaff('kelurahan-officer', { regionCode: '36.72.01.1001' }))).toEqual(['Ani Cibeber'])
    expect(await namesFor(await makeStaff('kecamatan-officer', { regionCode: '36.72.01' }))).toEqual(['Ani Cibeber', 'Beti Kedaleman'])
    for (const role of ['office-analyst', 'verifier', 'auditor'] as const)
      expect(await namesFor(await makeStaff(role))).toEqual(['Ani Cibeber', 'Beti Kedaleman', 'Cici Ciwedus'])
    for (const role of ['author', 'proctor', 'administrator'] as const) expect(await namesFor(await makeStaff(role))).toBe('forbidden')
  })

  test('a filter narrows the scope and never widens it', async () => {
    const officer = await makeStaff('kelurahan-officer', { regionCode: '36.72.01.1001' })
    expect(await namesFor(officer, { regionCode: '36.72.02.1002' })).toEqual([])
    expect(await namesFor(officer, { name: 'ciwedus' })).toEqual([])
    const analyst = await makeStaff('office-analyst')
    expect(await namesFor(analyst, { regionCode: '36.72.01' })).toEqual(['Ani Cibeber', 'Beti Kedaleman'])
    expect(await namesFor(analyst, { name: ' BÉTI ' })).toEqual(['Beti Kedaleman'])
    expect(await namesFor(analyst, { name: '%' })).toEqual([])
    const regions = await listRoster(officer, everything)
    expect(regions.ok && regions.value.villages.map((village) => village.code)).toEqual(['36.72.01.1001'])
  })

  test('a cadre of another region is not found, by id and by NIK alike', async () => {
    const analyst = await makeStaff('office-analyst')
    const file = await checkRosterFile(analyst, csvFile([rosterLine(1, { nama: 'Dedeh Rahasia' })]))
    if (!file.ok) throw new Error(file.refusal.kind)
    await confirmRosterImport(analyst, file.value.id)
    const found = await findCadreByNationalId(analyst, rosterLine(1).nik)
    const id = found.ok ? found.value : CadreId.parse('')
    const [own, other] = [
      await makeStaff('kelurahan-officer', { regionCode: '36.72.01.1001' }),
      await makeStaff('kelurahan-officer', { regionCode: '36.72.02.1002' }),
    ]
    expect(await findCadreByNationalId(own, rosterLine(1).nik)).toEqual(accept(id))
    expect(await findCadreByNationalId(other, rosterLine(1).nik)).toEqual(refuse({ kind: 'not-found' }))
    expect(await readCadre(other, id)).toEqual(refuse({ kind: 'not-found' }))
    const shown = await readCadre(own, id)
    expect(shown.ok && shown.value).toMatchObject({
      cadre: { name: 'Dedeh Rahasia', nationalIdLast4: '0001' },
      urbanVillageName: 'Cibeber',
      districtName: 'Cibeber',
    })
    expect(JSON.stringify(shown)).not.toContain(rosterLine(1).nik)
    expect(await readCadre(await makeStaff('author'), id)).toEqual(refuse({ kind: 'forbidden' }))
  })
})
