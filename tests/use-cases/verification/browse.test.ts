import { beforeAll, describe, expect, test } from 'vitest'
import { refuse } from '#app/domain/shared/result.ts'
import { CaseQuery } from '#app/domain/verification/case-query.ts'
import { browseCases, browseQueue } from '#app/use-cases/verification/browse-cases.server.ts'
import { printVerificationMinutes } from '#app/use-cases/verification/print-verification-minutes.server.ts'
import { readCase } from '#app/use-cases/verification/read-case.server.ts'
import { hasPdfTools, readPdf } from '#tests/documents/pdf-tools.ts'
import { makeRegions } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { acknowledge, CIBEBER, CIWEDUS, eligible, giveBack, go, ineligible, makeCases, makeOfficers, propose } from './cases.ts'

useTestDatabase()
let officers: Awaited<ReturnType<typeof makeOfficers>>
let world: Awaited<ReturnType<typeof makeCases>>

const NAMES = ['Ani', 'Budiarti', 'Cucu', 'Dedeh', 'Euis'] as const
beforeAll(async () => {
  await makeRegions()
  officers = await makeOfficers()
  world = await makeCases([
    { name: NAMES[0] },
    { name: NAMES[1], occupation: 'guru' },
    { name: NAMES[2] },
    { name: NAMES[3] },
    { name: NAMES[4], urbanVillageCode: CIWEDUS },
  ])
  const [ani, budiarti, cucu] = world.caseIds
  if (!ani || !budiarti || !cucu) throw new Error('five cases')
  await go(ani, [officers.kelurahan, propose], [officers.kecamatan, acknowledge], [officers.verifier, eligible])
  await go(budiarti, [officers.kelurahan, propose], [officers.kecamatan, acknowledge], [officers.verifier, ineligible])
  await go(cucu, [officers.kelurahan, propose], [officers.kecamatan, giveBack])
})

const everything = CaseQuery.parse({})

describe('the queue', () => {
  test('shows each officer the own regions, with what lies on whose desk', async () => {
    const own = await browseQueue(officers.kelurahan, world.periodId)
    if (!own.ok) throw new Error(own.refusal.kind)
    expect(own.value.lines.map(({ regionCode }) => regionCode)).toEqual([CIBEBER])
    expect(own.value.lines[0]).toMatchObject({
      figures: {
        cases: 4,
        states: { draft: 1, proposed: 0, acknowledged: 0, returned: 1, verified: 2 },
        eligible: 1,
        ineligible: 1,
        clean: 2,
        oldestDays: 0,
      },
      onDesk: 2,
      withoutCase: 0,
    })
    const city = await browseQueue(officers.verifier, world.periodId)
    expect(city.ok && city.value.total.cases).toBe(5)
    expect(city.ok && city.value.onDesk).toBe(0)
    expect(await browseQueue({ kind: 'anonymous' }, world.periodId)).toEqual(refuse({ kind: 'not-found' }))
  })
})

describe('the list of a kelurahan', () => {
  test('filters by state, findings and name, and opens what the reader may do', async () => {
    const names = async (query: Record<string, string>) => {
      const result = await browseCases(officers.kelurahan, { periodId: world.periodId, regionCode: CIBEBER }, CaseQuery.parse(query))
      return result.ok ? result.value.rows.map(({ cadreName, open }) => `${cadreName} ${open ?? '-'}`) : [result.refusal.kind]
    }
    expect(await names({})).toEqual(['Ani -', 'Budiarti -', 'Cucu propose', 'Dedeh propose'])
    expect(await names({ state: 'returned' })).toEqual(['Cucu propose'])
    expect(await names({ findings: 'attention' })).toEqual(['Budiarti -'])
    expect(await names({ q: 'dede' })).toEqual(['Dedeh propose'])
    expect(await names({ state: 'nonsense', findings: 'x' })).toHaveLength(4)
  })

  test('of another region is not found', async () => {
    const place = { periodId: world.periodId, regionCode: CIWEDUS }
    expect(await browseCases(officers.kelurahan, place, everything)).toEqual(refuse({ kind: 'not-found' }))
    const [, , , , euis] = world.caseIds
    if (!euis) throw new Error('five cases')
    expect(await readCase(officers.kelurahan, euis)).toEqual(refuse({ kind: 'not-found' }))
    expect(await printVerificationMinutes(officers.kelurahan, world.periodId, CIWEDUS)).toEqual(refuse({ kind: 'not-found' }))
  })
})

describe('a case on one page', () => {
  test('has the person, the findings of then and now, and who did what', async () => {
    const [, budiarti] = world.caseIds
    const sheet = budiarti ? await readCase(officers.verifier, budiarti) : null
    if (!sheet?.ok) throw new Error('no sheet')
    expect(sheet.value.steps.map(({ act, byName, reasons }) => ({ act, byName, reasons }))).toEqual([
      { act: 'propose', byName: officers.kelurahan.displayName, reasons: [] },
      { act: 'acknowledge', byName: officers.kecamatan.displayName, reasons: [] },
      { act: 'verify', byName: officers.verifier.displayName, reasons: ['occupation'] },
    ])
    expect(sheet.value.findings).toEqual(sheet.value.steps[2]?.findings)
    expect(sheet.value.acts).toEqual([])
    expect(JSON.stringify(sheet.value)).not.toContain('nationalIdCipher')
  })

  test('tells the proposer what comes next', async () => {
    const [, , cucu] = world.caseIds
    const sheet = cucu ? await readCase(officers.kelurahan, cucu) : null
    expect(sheet?.ok && { acts: sheet.value.acts, upload: sheet.value.mayChangeDocuments }).toEqual({ acts: ['propose'], upload: true })
  })
})

describe.skipIf(!hasPdfTools)('the minutes of a kelurahan', () => {
  test('have its figures, who took part, each decision and places to sign, and say that cases are open', async () => {
    const printed = await printVerificationMinutes(officers.verifier, world.periodId, CIBEBER)
    if (!printed.ok) throw new Error(printed.refusal.kind)
    expect(printed.value.fileName).toBe(`berita-acara-verifikasi-${CIBEBER}.pdf`)
    const { text } = await readPdf(printed.value.bytes)
    const flat = text.replace(/\s+/g, ' ')
    expect(flat).toContain('SEMENTARA: 2 berkas belum diputuskan')
    for (const figure of [
      'Kader yang diverifikasi 4',
      'Memenuhi syarat (MS) 1',
      'Tidak memenuhi syarat (TMS) 1',
      'Pekerjaan yang tidak diperbolehkan 1',
      'Belum diputuskan 2',
      'di antaranya dikembalikan 1',
    ])
      expect(flat).toContain(figure)
    for (const name of NAMES.slice(0, 4)) expect(flat).toContain(name)
    expect(flat).not.toContain('Euis')
    for (const { displayName } of [officers.kelurahan, officers.kecamatan, officers.verifier]) expect(flat).toContain(displayName)
  })
})
