import { beforeAll, expect, test } from 'vitest'
import { Accommodation } from '#app/domain/delivery/accommodation.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { readAccommodation, recordAccommodation } from '#app/use-cases/delivery/record-accommodation.server.ts'
import { startAttempt } from '#app/use-cases/delivery/start-attempt.server.ts'
import { noteIncident } from '#app/use-cases/proctoring/note-incident.server.ts'
import { printSessionMinutes } from '#app/use-cases/proctoring/print-session-minutes.server.ts'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { hasPdfTools, readPdf } from '../../documents/pdf-tools.ts'
import { makeSeat, paperOf } from '../delivery/exam-room.ts'

useTestDatabase()

type Staff = Awaited<ReturnType<typeof makeStaff>>
let analyst: Staff
let proctor: Staff
beforeAll(async () => {
  await makeRegions()
  analyst = await makeStaff('office-analyst')
  proctor = await makeStaff('proctor', { regionCode: '36.72' })
})

const given = Accommodation.parse({
  extraPercent: '25',
  extraMinutes: '5',
  means: ['large-text'],
  helperName: 'Dewi Kartika',
  declared: 'yes',
  ground: 'Surat keterangan puskesmas, penglihatan kurang.',
})

test('extra time is given in full from the start, with the means that were recorded', async () => {
  const { candidate, examSessionId } = await makeSeat({ limitMinutes: 60 })
  const place = { examSessionId, candidateId: candidate.candidateId }
  expect(await recordAccommodation(analyst, place, given)).toEqual(accept(null))
  await startAttempt(candidate, null)
  const paper = await paperOf(candidate)
  expect(paper.remainingSeconds).toBeGreaterThan(60 * 60 + 20 * 60 - 5)
  expect(paper.remainingSeconds).toBeLessThanOrEqual(60 * 60 + 20 * 60)
  expect(paper.means).toEqual(['large-text'])
  expect(await recordAccommodation(analyst, place, { ...given, extraMinutes: 60 })).toEqual(refuse({ kind: 'already-begun' }))
  expect(await recordAccommodation(analyst, place, null)).toEqual(refuse({ kind: 'already-begun' }))
})

test('what is recorded can be changed and taken back before the exam; the trail has figures, no ground and no name', async () => {
  const { candidate, examSessionId } = await makeSeat()
  const place = { examSessionId, candidateId: candidate.candidateId }
  await recordAccommodation(analyst, place, given)
  await recordAccommodation(analyst, place, { ...given, extraPercent: 50 })
  expect(await readAccommodation(analyst, place)).toMatchObject(
    accept({ accommodation: { extraPercent: 50, helperName: 'Dewi Kartika' }, mayRecord: true }),
  )
  await recordAccommodation(analyst, place, null)
  expect(await readAccommodation(analyst, place)).toMatchObject(accept({ accommodation: null }))
  const entries = (await reading((transaction) => auditEntriesAfter(transaction, 0n, 1000))).filter(
    ({ event }) => event.subject === candidate.candidateId,
  )
  expect(entries.map(({ event }) => event.kind)).toEqual(['accommodation.recorded', 'accommodation.recorded', 'accommodation.removed'])
  expect(JSON.stringify(entries.map(({ event }) => event))).not.toMatch(/Dewi|puskesmas/)
})

test('nobody but the office records, and only for who sits in the session', async () => {
  const { candidate, examSessionId } = await makeSeat()
  const other = await makeSeat()
  expect(await recordAccommodation(proctor, { examSessionId, candidateId: candidate.candidateId }, given)).toEqual(
    refuse({ kind: 'not-found' }),
  )
  expect(await recordAccommodation(analyst, { examSessionId, candidateId: other.candidate.candidateId }, given)).toEqual(
    refuse({ kind: 'not-found' }),
  )
})

test.runIf(hasPdfTools)('the minutes tell figures, accommodations and incidents', async () => {
  const { candidate, examSessionId } = await makeSeat()
  await recordAccommodation(analyst, { examSessionId, candidateId: candidate.candidateId }, given)
  await startAttempt(candidate, null)
  await noteIncident(proctor, { examSessionId, candidateId: null }, { kind: 'power-cut', note: 'Listrik padam 10 menit.' })
  const printed = await printSessionMinutes(proctor, examSessionId)
  const text = printed.ok ? readPdf(printed.value.bytes).text : ''
  for (const part of ['BERITA ACARA PELAKSANAAN UJIAN', 'belum final', '25% waktu + 5 menit', 'pendamping Dewi', 'Listrik padam 10 menit.'])
    expect(text.replace(/\s+/g, ' ').toLowerCase()).toContain(part.toLowerCase())
  expect(await printSessionMinutes(await makeStaff('author'), examSessionId)).toEqual(refuse({ kind: 'not-found' }))
})

test.each([
  [{ ground: 'Surat dokter' }, 'extraPercent'],
  [{ extraMinutes: '10', helperName: 'Dewi', ground: 'Surat dokter' }, 'declared'],
  [{ extraPercent: '101', ground: 'Surat dokter' }, 'extraPercent'],
  [{ extraPercent: 'banyak', ground: 'Surat dokter' }, 'extraPercent'],
  [{ extraMinutes: '10' }, 'ground'],
])('%j is refused at its field', (sent, field) => {
  const result = Accommodation.safeParse(sent)
  expect(result.success ? [] : result.error.issues.map(({ path }) => path[0])).toContain(field)
})
