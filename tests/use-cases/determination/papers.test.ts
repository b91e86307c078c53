import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, ANONYMOUS } from '#app/domain/access/actor.ts'
import type { Seat } from '#app/domain/determination/seat.ts'
import { type AnnouncementId, AppealId, CandidateId, DeterminationId, type PeriodId, PlenaryId } from '#app/domain/shared/id.ts'
import type { Result } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { approvePeriodDetermination, prepareDetermination } from '#app/use-cases/determination/determine-period.server.ts'
import { exportAppealRegister } from '#app/use-cases/determination/export-appeal-register.server.ts'
import { fileAppeal, withdrawOwnAppeal } from '#app/use-cases/determination/file-appeal.server.ts'
import { printDecreeAnnex } from '#app/use-cases/determination/print-decree-annex.server.ts'
import { printPlenaryMinutes } from '#app/use-cases/determination/print-plenary-minutes.server.ts'
import { printProvisionalList } from '#app/use-cases/determination/print-provisional-list.server.ts'
import { prepareAnnouncement, publishProvisionalList } from '#app/use-cases/determination/publish-announcement.server.ts'
import { listAnnouncements, readAnnouncement } from '#app/use-cases/determination/read-announcements.server.ts'
import { readOwnOutcome } from '#app/use-cases/determination/read-own-outcome.server.ts'
import { makeCadre, makeCandidate, makePeriod, makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { hasPdfTools, readPdf } from '../../documents/pdf-tools.ts'
import { endAppealWindow } from './decided-period.ts'

useTestDatabase()

type Staff = Awaited<ReturnType<typeof makeStaff>>
type Candidate = Awaited<ReturnType<typeof makeCandidate>>
const CIBEBER = '36.72.01.1001'
const CIWEDUS = '36.72.02.1002'
const SUMMARY = { kind: 'summary' } as const
const WHOLE = { kind: 'whole' } as const
const STATEMENT = '=SUM(A1) uraian saya belum dinilai lengkap.'

let analyst: Staff
let approver: Staff
let chair: Staff
let lurah: Staff
beforeAll(async () => {
  await makeRegions()
  analyst = await makeStaff('office-analyst')
  approver = await makeStaff('selection-approver')
  chair = await makeStaff('plenary-member')
  lurah = await makeStaff('kelurahan-officer', { regionCode: CIWEDUS })
})

function accepted<Value>(result: Result<Value, { readonly kind: string }>): Value {
  if (!result.ok) throw new Error(`refused: ${result.refusal.kind}`)
  return result.value
}

type Person = { readonly name: string; readonly village: string; readonly proposed: Seat; readonly seat: Seat; readonly order: number }
const PEOPLE: readonly Person[] = [
  { name: 'Terpilih Rahasia', village: CIBEBER, proposed: 'selected', seat: 'selected', order: 1 },
  { name: 'Mundur Rahasia', village: CIBEBER, proposed: 'selected', seat: 'not-selected', order: 2 },
  { name: 'Cadangan Rahasia', village: CIBEBER, proposed: 'reserve', seat: 'reserve', order: 3 },
  { name: 'Ciwedus Rahasia', village: CIWEDUS, proposed: 'selected', seat: 'selected', order: 1 },
]

/** A plenary whose decisions stand in the tables as the session leaves them. */
async function makePlenary({ closed = true }: { closed?: boolean } = {}) {
  const periodId = await makePeriod({ state: 'plenary' })
  const candidates: Candidate[] = []
  for (const { name, village } of PEOPLE)
    candidates.push(await makeCandidate({ periodId, cadreId: await makeCadre({ name, urbanVillageCode: village }) }))
  const plenaryId = PlenaryId.parse(randomUUID())
  const at = new Date()
  await reading(async (transaction) => {
    await transaction.plenary.create({
      data: {
        id: plenaryId,
        periodId,
        selectionRunId: randomUUID(),
        sequence: 1,
        heldOn: new Date('2026-11-20T00:00:00Z'),
        place: 'Aula uji',
        state: 'in-session',
        policyVersion: 1,
        quorumPercent: 50,
        createdBy: analyst.accountId,
        createdAt: at,
      },
    })
    await transaction.plenaryMember.create({ data: { plenaryId, accountId: chair.accountId, chair: true, present: true } })
    await transaction.plenaryQuota.createMany({
      data: [CIBEBER, CIWEDUS].map((urbanVillageCode) => ({ plenaryId, urbanVillageCode, quota: 2 })),
    })
    await transaction.plenaryItem.createMany({
      data: PEOPLE.map(({ village, proposed, seat, order }, place) => ({
        plenaryId,
        candidateId: idAt(candidates, place),
        urbanVillageCode: village,
        competent: true,
        proposed,
        runOrder: order,
        seat,
        overrideCode: proposed === seat ? null : 'withdrawn',
        overrideBasis: proposed === seat ? null : 'Surat pengunduran diri tanggal 18 November 2026.',
        decidedBy: chair.accountId,
        decidedAt: at,
      })),
    })
    if (closed)
      await transaction.plenary.update({ where: { id: plenaryId }, data: { state: 'closed', closedBy: chair.accountId, closedAt: at } })
  })
  return { periodId, plenaryId, candidates }
}

function idAt(candidates: readonly Candidate[], place: number): CandidateId {
  const found = candidates[place]
  if (found === undefined) throw new Error('the people of the test are four')
  return found.candidateId
}

async function makeAnnouncement({ published = true }: { published?: boolean } = {}) {
  const world = await makePlenary()
  const { id } = accepted(await prepareAnnouncement(analyst, world.plenaryId, { number: '400/12/DP3AP2KB' }))
  if (published) accepted(await publishProvisionalList(approver, id))
  return { ...world, announcementId: id }
}

async function makeDetermination(world: { periodId: PeriodId; announcementId: AnnouncementId }) {
  await endAppealWindow(world.announcementId)
  return accepted(
    await prepareDetermination(analyst, world.periodId, {
      decreeNumber: '400.2/Kep.12/2026',
      decreeDay: '2026-12-01',
      signerOffice: 'Wali Kota Cilegon',
      signerName: 'Nama Rekaan',
    }),
  ).id
}

async function recordedBy(act: () => Promise<unknown>) {
  const before = await reading((transaction) => transaction.auditEntry.count())
  await act()
  const entries = await reading((transaction) => auditEntriesAfter(transaction, BigInt(before), 10))
  return entries.map(({ actor, event }) => ({ by: actor.id, ...event }))
}

async function textsOf(bytes: Uint8Array): Promise<string[]> {
  const book = new ExcelJS.Workbook()
  const copy = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  await book.xlsx.load(copy)
  const texts: string[] = []
  for (const each of book.worksheets)
    each.eachRow((row) =>
      row.eachCell((cell) => {
        texts.push(String(cell.value))
      }),
    )
  return texts
}

const stranger: Actor = { kind: 'candidate', candidateId: CandidateId.parse(randomUUID()), deviceKey: 'x' }

describe('the minutes of a plenary', () => {
  test('are printed once it is closed, for who may read it, and the trail names who took them', async () => {
    const { plenaryId } = await makePlenary()
    const printed: Uint8Array[] = []
    const recorded = await recordedBy(async () => {
      const { bytes, fileName } = accepted(await printPlenaryMinutes(analyst, plenaryId, 'F4'))
      expect(fileName).toBe('berita-acara-pleno-1.pdf')
      printed.push(bytes)
    })
    expect(recorded).toEqual([{ by: analyst.accountId, kind: 'plenary-minutes.printed', subject: plenaryId, detail: { overrides: 1 } }])
    if (!hasPdfTools) return
    const { text } = readPdf(printed[0] ?? new Uint8Array())
    expect(text).toMatch(/Cibeber\s+2\s+3\s+1\s+1\s+1\s+1/)
    expect(text).toMatch(/Mundur Rahasia\s+Terpilih\s+Tidak\s+Mengundurkan diri/)
    expect(text).toContain('1 dari 1 anggota')
  })

  test('are refused before it is closed, to strangers, and for an unknown session, and nothing is recorded', async () => {
    const { plenaryId } = await makePlenary({ closed: false })
    const recorded = await recordedBy(async () => {
      expect(await printPlenaryMinutes(analyst, plenaryId, 'F4')).toMatchObject({ refusal: { kind: 'plenary-not-closed' } })
      for (const actor of [ANONYMOUS, stranger, lurah])
        expect(await printPlenaryMinutes(actor, plenaryId, 'F4')).toMatchObject({ refusal: { kind: 'not-found' } })
      expect(await printPlenaryMinutes(analyst, PlenaryId.parse(randomUUID()), 'F4')).toMatchObject({ refusal: { kind: 'not-found' } })
    })
    expect(recorded).toEqual([])
  })
})

describe('a provisional list', () => {
  test('does not exist for the public until it is published', async () => {
    const { announcementId } = await makeAnnouncement({ published: false })
    for (const actor of [ANONYMOUS, stranger, lurah]) {
      expect(await readAnnouncement(actor, announcementId)).toMatchObject({ refusal: { kind: 'not-found' } })
      expect(await printProvisionalList(actor, announcementId, { paper: 'F4', part: SUMMARY })).toMatchObject({
        refusal: { kind: 'not-found' },
      })
    }
    expect(accepted(await listAnnouncements(ANONYMOUS)).some(({ id }) => id === announcementId)).toBe(false)
    const draft = accepted(await printProvisionalList(approver, announcementId, { paper: 'F4', part: WHOLE }))
    expect(draft.isPublic).toBe(false)
    if (hasPdfTools) expect(readPdf(draft.bytes).text).toContain('Belum diterbitkan')
  })

  test('shows anyone masked names and the window, and nobody who was not selected', async () => {
    const { announcementId, candidates } = await makeAnnouncement()
    const found = accepted(await readAnnouncement(ANONYMOUS, announcementId))
    expect(found).toMatchObject({ number: '400/12/DP3AP2KB', isOpen: true })
    expect(found.villages.map(({ name, selected, reserve }) => [name, selected, reserve])).toEqual([
      ['Cibeber', 1, 1],
      ['Ciwedus', 1, 0],
    ])
    expect(found.villages[0]?.listed.map(({ name }) => name)).toEqual(['T******* R******', 'C******* R******'])
    const told = JSON.stringify(found)
    for (const canary of ['Rahasia', 'Mundur', 'not-selected', ...candidates.map(({ candidateId }) => candidateId)])
      expect(told).not.toContain(canary)
    expect(accepted(await listAnnouncements(ANONYMOUS))).toContainEqual(expect.objectContaining({ id: announcementId, isOpen: true }))
  })

  test('is printed for anyone a kelurahan at a time, whole only for the plenary, and leaves no trace of who looked', async () => {
    const { announcementId } = await makeAnnouncement()
    const recorded = await recordedBy(async () => {
      const part = { kind: 'village', code: CIBEBER } as const
      const one = accepted(await printProvisionalList(ANONYMOUS, announcementId, { paper: 'A4', part }))
      expect(one.isPublic).toBe(true)
      expect(accepted(await printProvisionalList(stranger, announcementId, { paper: 'A4', part })).bytes).toBe(one.bytes)
      const elsewhere = { kind: 'village', code: '36.72.01.1002' } as const
      expect(await printProvisionalList(ANONYMOUS, announcementId, { paper: 'A4', part: elsewhere })).toMatchObject({ ok: false })
      expect(await printProvisionalList(ANONYMOUS, announcementId, { paper: 'A4', part: WHOLE })).toMatchObject({ ok: false })
      const whole = accepted(await printProvisionalList(chair, announcementId, { paper: 'F4', part: WHOLE }))
      if (!hasPdfTools) return
      for (const { bytes } of [one, whole]) expect(readPdf(bytes).text).not.toMatch(/Rahasia|Mundur|M\*{5} R/)
    })
    expect(recorded).toEqual([])
  })
})

describe("a candidate's own outcome", () => {
  test('tells her three outcomes and her window, and nothing of anybody else', async () => {
    const { candidates, announcementId } = await makeAnnouncement()
    const [selected, moved, reserve] = candidates
    if (!selected || !moved || !reserve) throw new Error('the people of the test are four')
    const own = accepted(await readOwnOutcome(reserve))
    expect(own).toMatchObject({
      eligibility: 'eligible',
      filing: 'open',
      announcement: { id: announcementId, line: { seat: 'reserve', reserveRank: 1, competent: true } },
      determination: null,
      appeals: [],
    })
    expect(JSON.stringify(own)).not.toContain('Terpilih Rahasia')
    const other = accepted(await readOwnOutcome(moved))
    expect(other.announcement?.line).toMatchObject({ seat: 'not-selected' })
    expect(other.why).toEqual({ kind: 'override', code: expect.any(String) })
    for (const actor of [ANONYMOUS, analyst]) expect(await readOwnOutcome(actor)).toMatchObject({ refusal: { kind: 'forbidden' } })
  })

  test('says why an appeal cannot be filed', async () => {
    const { candidates, periodId, announcementId } = await makeAnnouncement()
    const [selected] = candidates
    if (!selected) throw new Error('the people of the test are four')
    const absent = await makeCandidate({ periodId, cadreId: await makeCadre({ name: 'Tidak Hadir' }) })
    expect(accepted(await readOwnOutcome(absent)).filing).toBe('not-on-the-list')
    const before = await makePlenary()
    expect(accepted(await readOwnOutcome(before.candidates[0] ?? ANONYMOUS)).filing).toBe('not-announced')
    const { id } = accepted(await fileAppeal(selected, selected.candidateId, { kind: 'marking', statement: STATEMENT }))
    expect(accepted(await readOwnOutcome(selected)).filing).toBe('already-open')
    expect(await withdrawOwnAppeal(absent, id)).toMatchObject({ refusal: { kind: 'not-found' } })
    accepted(await withdrawOwnAppeal(selected, AppealId.parse(id)))
    expect(accepted(await readOwnOutcome(selected))).toMatchObject({ filing: 'open', appeals: [{ state: 'withdrawn' }] })
    await endAppealWindow(announcementId)
    expect(accepted(await readOwnOutcome(selected)).filing).toBe('window-closed')
  })

  test('is final with the decree, not before its second signature', async () => {
    const world = await makeAnnouncement()
    const [, , reserve] = world.candidates
    if (!reserve) throw new Error('the people of the test are four')
    const id = await makeDetermination(world)
    expect(accepted(await readOwnOutcome(reserve)).determination).toBeNull()
    accepted(await approvePeriodDetermination(approver, id))
    expect(accepted(await readOwnOutcome(reserve)).determination).toEqual({
      competent: true,
      seat: 'reserve',
      reserveRank: 1,
      decreeNumber: '400.2/Kep.12/2026',
      decreeDay: '2026-12-01',
    })
  })
})

describe('the annex of the decree', () => {
  test('is printed as paper and table to equal bytes, for who may read it, and recorded', async () => {
    const world = await makeAnnouncement()
    const id = await makeDetermination(world)
    accepted(await approvePeriodDetermination(approver, id))
    for (const kind of ['pdf', 'xlsx'] as const) {
      const printed: Uint8Array[] = []
      const recorded = await recordedBy(async () => {
        for (const actor of [analyst, approver]) printed.push(accepted(await printDecreeAnnex(actor, id, { kind, paper: 'F4' })).bytes)
      })
      expect(recorded.map(({ by, kind: event, detail }) => [by, event, detail])).toEqual(
        [analyst, approver].map(({ accountId }) => [accountId, 'decree-annex.printed', { as: kind, people: 4, approved: true }]),
      )
      expect(Buffer.compare(printed[0] ?? new Uint8Array(), printed[1] ?? new Uint8Array())).toBe(0)
      const texts = kind === 'xlsx' ? await textsOf(printed[0] ?? new Uint8Array()) : []
      if (kind === 'xlsx') expect(texts).toEqual(expect.arrayContaining(['Terpilih Rahasia', 'Cadangan Rahasia', 'Ciwedus Rahasia']))
      expect(texts).not.toContain('Mundur Rahasia')
    }
    for (const actor of [ANONYMOUS, stranger, lurah])
      expect(await printDecreeAnnex(actor, id, { kind: 'pdf', paper: 'F4' })).toMatchObject({ refusal: { kind: 'not-found' } })
    expect(await printDecreeAnnex(analyst, DeterminationId.parse(randomUUID()), { kind: 'pdf', paper: 'F4' })).toMatchObject({ ok: false })
  })

  test('whose stored content was altered behind the app is not printed', async () => {
    const world = await makeAnnouncement()
    const id = await makeDetermination(world)
    await reading(async (transaction) => {
      await transaction.$executeRaw`ALTER TABLE determination DISABLE TRIGGER determination_stays`
      await transaction.$executeRaw`UPDATE determination SET content = jsonb_set(content, '{outcomes,1,seat}', '"selected"') WHERE id = ${id}::uuid`
      await transaction.$executeRaw`ALTER TABLE determination ENABLE TRIGGER determination_stays`
    })
    expect(await printDecreeAnnex(analyst, id, { kind: 'xlsx', paper: 'F4' })).toMatchObject({ refusal: { kind: 'altered' } })
  })
})

describe('the register of appeals', () => {
  test('goes as far as the reader sees, runs no formula, and is recorded', async () => {
    const { candidates, periodId } = await makeAnnouncement()
    const [selected, , , ciwedus] = candidates
    if (!selected || !ciwedus) throw new Error('the people of the test are four')
    for (const candidate of [selected, ciwedus])
      accepted(await fileAppeal(candidate, candidate.candidateId, { kind: 'marking', statement: STATEMENT }))
    const exported: Uint8Array[] = []
    const recorded = await recordedBy(async () => {
      for (const actor of [analyst, lurah]) exported.push(accepted(await exportAppealRegister(actor, periodId, 'id')).bytes)
    })
    expect(recorded.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['appeal-register.exported', { appeals: 2 }],
      ['appeal-register.exported', { appeals: 1 }],
    ])
    const [all, own] = await Promise.all(exported.map(textsOf))
    expect(all).toEqual(expect.arrayContaining(['Terpilih Rahasia', 'Ciwedus Rahasia', '400/12/DP3AP2KB', `'${STATEMENT}`]))
    expect(own).toContain('Ciwedus Rahasia')
    expect(own).not.toContain('Terpilih Rahasia')
    for (const actor of [ANONYMOUS, stranger])
      expect(await exportAppealRegister(actor, periodId, 'id')).toMatchObject({ refusal: { kind: 'not-found' } })
  })
})
