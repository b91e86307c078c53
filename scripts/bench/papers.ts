import { monitorEventLoopDelay } from 'node:perf_hooks'
import { orderOf, type PaperOrder, press } from '#app/documents/press.server.ts'
import type { ListedVillage } from '#app/documents/selection-list.server.tsx'
import type { ListedOutcome } from '#app/domain/determination/seat.ts'
import { publicLists } from '#app/domain/determination/village-list.ts'
import { concludeSelection, prepareSelection } from '#app/domain/selection/select-candidates.ts'
import { inputsHash, sealedHash } from '#app/domain/selection/selection-inputs.ts'
import { resultHash } from '#app/domain/selection/selection-outcome.ts'
import { summaryOf } from '#app/domain/selection/selection-run.ts'
import { AccountId, PeriodId, PlenaryId, SelectionRunId } from '#app/domain/shared/id.ts'
import { pressAside } from '#app/platform/press-thread.server.ts'
import { SOME_RULES, someCity, someInputs } from '#tests/factories/selection.ts'

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? '2650')
const VILLAGES = 43
const IN_A_SESSION = 100
const at = new Date('2026-11-20T03:00:00Z')
const uuid = '00000000-0000-4000-8000-000000000009'
const print = { paper: 'F4', demo: false } as const

/**
 * The papers that grow with people, each pressed in the process that answers requests and then in the thread, in one run:
 * how long until the file is there, and the longest time in which that process answered nobody.
 */
export async function measurePapers() {
  const orders = ordersOf(PEOPLE)
  console.log(`Papers of ${PEOPLE} people in ${VILLAGES} kelurahan (attendance and cards: ${IN_A_SESSION} people)\n`)
  console.log('                         |     in the process     |     in the thread')
  console.log('paper                    | until there  no answer | until there  no answer      KB')
  // The first of each loads code and fonts.
  for (const way of [press, pressAside]) await way(orders['attendance-list'])
  for (const order of Object.values(orders)) {
    const here = await measured(() => press(order))
    const aside = await measured(() => pressAside(order))
    if (!Buffer.from(here.bytes).equals(aside.bytes)) throw new Error(`${order.paper} is another one in the thread`)
    const cells = [here, aside].map(({ taken, stall }) => `${cell(taken, 8)} ms ${cell(stall, 7)} ms`)
    console.log(`${order.paper.padEnd(24)} | ${cells.join(' | ')} ${cell(here.bytes.length / 1024, 7)}`)
  }
}

const cell = (value: number, width: number) => value.toFixed(0).padStart(width)

async function measured(work: () => Promise<Uint8Array>) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await pause()
  const from = performance.now()
  const bytes = await work()
  const taken = performance.now() - from
  await pause()
  delay.disable()
  return { bytes, taken, stall: delay.max / 1e6 }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 50))

function ordersOf(people: number) {
  const outcomes = Array.from({ length: people }, (_, index) => outcomeOf(index))
  const list = selectionOf(people)
  const annex = {
    content: {
      decreeNumber: '400.2/Kep.12/2026',
      decreeDay: '2026-12-01',
      signer: { office: 'Wali Kota Cilegon', name: 'Nama Rekaan, S.Sos.' },
      period: { name: 'Asesmen Kader 2026', year: 2026 },
      policyVersion: 2,
      plenary: { id: PlenaryId.parse(uuid), sequence: 1, heldOn: '2026-11-20' },
      outcomes,
    },
    contentHash: 'c0ffee'.repeat(10),
    approvedAt: at,
    preparedAt: at,
  }
  const announced = {
    number: '400/12/DP3AP2KB',
    periodName: 'Asesmen Kader 2026',
    preparedAt: at,
    publication: { at, closesAt: new Date('2026-11-25T17:00:00Z') },
    villages: publicLists(outcomes),
    contentHash: 'c0ffee'.repeat(10),
  }
  const session = {
    examTitle: 'Ujian kader 2026',
    label: 'Sesi 1',
    venueName: 'Aula Kota Cilegon',
    venueAddress: 'Jl. Jenderal Sudirman 2',
    opensAt: at,
    hardClose: new Date('2026-11-20T05:00:00Z'),
  }
  const seated = outcomes.slice(0, IN_A_SESSION).map(({ name, ...outcome }) => ({
    ...outcome,
    cadreName: name,
    posyandu: 'Melati 1',
    admittedAt: null,
    pin: '246810',
  }))
  return {
    'attendance-list': orderOf('attendance-list', { session, candidates: seated, demo: false, at }),
    'participant-cards': orderOf('participant-cards', { session, cards: seated, origin: 'https://tera.example', demo: false, at }),
    'selection-list': orderOf('selection-list', list, { ...print, number: '1/SEL/2026' }),
    'selection-workbook': orderOf('selection-workbook', list, 'id'),
    'provisional-list': orderOf('provisional-list', announced, { ...print, part: { kind: 'whole' } }),
    'decree-annex': orderOf('decree-annex', annex, print),
    'decree-annex-workbook': orderOf('decree-annex-workbook', annex, { demo: false }),
  } satisfies Record<string, PaperOrder>
}

const GIVEN = ['Siti', 'Nur', 'Ani', 'Dewi', 'Rina', 'Eka', 'Wati', 'Yanti', 'Sri', 'Lilis']
const FAMILY = ['Aminah', 'Hayati', 'Lestari', 'Rahmawati', 'Kurniasih', 'Handayani', 'Suryani', 'Maesaroh', 'Az-Zahra', 'Puspita']
const nameOf = (index: number) => `${GIVEN[index % 10]} ${FAMILY[Math.floor(index / 10) % 10]}`

/** Everybody has a seat or waits for one: the longest list there can be. */
function outcomeOf(index: number): ListedOutcome {
  const village = index % VILLAGES
  const waits = Math.floor(index / VILLAGES) % 10 === 9
  return {
    candidateId: `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    participantNumber: `26-${String(index + 1).padStart(6, '0')}`,
    name: nameOf(index),
    urbanVillageCode: `36.72.0${1 + Math.floor(village / 6)}.${1001 + (village % 6)}`,
    urbanVillageName: `Kelurahan ${village + 1}`,
    competent: true,
    seat: waits ? 'reserve' : 'selected',
    reserveRank: waits ? 1 + Math.floor(index / VILLAGES / 10) : null,
  }
}

function selectionOf(people: number) {
  const inputs = someInputs({
    ...someCity({ villages: VILLAGES, people }),
    rules: { quota: { ...SOME_RULES.quota, method: 'largest-remainder', cityTotal: Math.floor(people / 2) } },
  })
  const prepared = prepareSelection(inputs)
  const result = prepared.ok ? concludeSelection(prepared.value, new Map()) : prepared
  if (!result.ok) throw new Error(result.refusal.kind)
  const villages = result.value.villages.map(
    (figures): ListedVillage => ({
      figures,
      place: { code: figures.code, name: `Kelurahan ${figures.code.slice(-6)}`, districtName: 'Cilegon' },
      people: result.value.outcomes
        .filter(({ urbanVillageCode }) => urbanVillageCode === figures.code)
        .map((outcome, index) => ({ outcome, standing: outcome.outcome, name: nameOf(index), posyandu: 'Melati 1' })),
    }),
  )
  const unsigned = { proposedBy: null, proposedAt: null, approvedBy: null, approvedAt: null, rejectedBy: null, rejectedAt: null }
  const run = {
    ...unsigned,
    id: SelectionRunId.parse(uuid),
    periodId: PeriodId.parse(uuid),
    number: 1,
    state: 'approved' as const,
    scenarioId: null,
    inputsHash: inputsHash(inputs),
    sealedHash: sealedHash(inputs),
    resultHash: resultHash(result.value),
    lotNumber: null,
    summary: summaryOf(result.value),
    createdBy: AccountId.parse(uuid),
    createdAt: at,
    rejectionReason: null,
  }
  return { run, periodName: 'Asesmen Kader 2026', villages, at }
}
