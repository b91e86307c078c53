import { DEFAULT_POLICY } from '#app/domain/period/policy.ts'
import { dayInWib } from '#app/domain/shared/calendar.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import { accept } from '#app/domain/shared/result.ts'
import { closeDatabase } from '#app/platform/database/connection.server.ts'
import { environment } from '#app/platform/environment.server.ts'
import { hashPassword } from '#app/platform/password.server.ts'
import { inTransaction, reading } from '#app/platform/transaction.server.ts'
import { issueReady } from '#app/use-cases/certificates/issue-certificates.server.ts'
import { makeCertificates } from '#app/use-cases/certificates/make-certificates.server.ts'
import { registerCandidates } from '#app/use-cases/delivery/register-candidates.server.ts'
import { changePolicy } from '#app/use-cases/period/change-policy.server.ts'
import { latestPolicy } from '#app/use-cases/period/period-store.server.ts'
import { seedDemoRoster } from '#app/use-cases/roster/seed-demo-roster.server.ts'
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo/accounts.ts'
import { done, makeDemoActors, SEED, type StaffActor } from './demo/actors.ts'
import { determineDemoPeriod } from './demo/determination.ts'
import { insertRoom, listVillages, seat, sitWholePeriod } from './demo/finished-period.ts'
import { makeRegionalOfficers, type Officers } from './demo/officers.ts'
import { advanceTo, publishDemoBank, publishDemoExam, startDemoPeriod } from './demo/programme.ts'
import { sitExam } from './demo/sat-exam.ts'
import { selectDemoPeriod } from './demo/selection.ts'
import { verifyPartOfPeriod } from './demo/verification.ts'

/**
 * The demo: the bank, an invented roster, one finished period that robots sat (prisma/demo/robots.ts states
 * their ability model), and one period under way with a session open to try. A database that already has it is left
 * alone, but for the open session, whose window moves on so that it can always be tried.
 */
const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
const DEMO_PIN = '246810'
const OPEN_LABEL = 'Sesi peragaan (terbuka)'
const SEATS_TO_TRY = 12
const CERTIFICATES = 200
/** Kelurahan Cibeber, where the cases of the period under way wait on every desk. */
const WAITING_VILLAGE = '36.72.01.1001'

async function seed() {
  if (!environment().demo) throw new Error('Demo data are loaded with DEMO=1 or without DATABASE_URL only.')
  if ((await reading((transaction) => transaction.assessmentPeriod.count({ where: { isDemo: true } }))) > 0) {
    say('already there')
  } else {
    await loadAll(new Date())
  }
  await keepSessionOpen(new Date())
  await announce()
}

async function loadAll(at: Date) {
  const account = await timed('accounts', makeDemoActors)
  const [author, expert, analyst] = [account('penulis'), account('penelaah'), account('analis')]
  const bank = await timed('question bank', () => publishDemoBank(author, expert))
  await timed('roster of 2.650 invented cadres', () => done(seedDemoRoster(SEED, { day: dayInWib(at) })))

  const year = Number(dayInWib(at).slice(0, 4))
  const finished = await startDemoPeriod(analyst, {
    code: `KCM-${year - 1}-PERAGAAN`,
    name: `Asesmen Kader ${year - 1} (peragaan)`,
    startsOn: `${year - 1}-10-01`,
  })
  const finishedExam = await publishDemoExam(author, expert, {
    periodId: finished,
    bankVersionId: bank.bankVersionId,
    title: `Ujian Kompetensi Kader ${year - 1}`,
    formCount: 4,
  })
  await done(
    changePolicy(analyst, finished, {
      editedVersion: 1,
      reason: 'Batas usia dan pekerjaan baru berlaku tahun berikutnya (peragaan)',
      settings: { ...DEFAULT_POLICY, maximumAge: 65, excludedOccupations: [], excludedSpousePositions: [] },
    }),
  )
  await advanceTo(analyst, finished, 'preparation', 'examination')
  const officers = await timed('officers of every kelurahan and kecamatan', makeRegionalOfficers)
  const markers = [account('asesor1'), account('asesor2')]
  await timed('finished period: 2.650 robots sit 60 questions', () =>
    sitWholePeriod(finished, finishedExam, {
      analyst,
      markers,
      verifier: account('verifikator'),
      officers,
      day: new Date(`${year - 1}-11-15T08:00:00+07:00`),
    }),
  )
  await advanceTo(analyst, finished, 'examination', 'marking')
  const approver = account('penyetuju')
  await timed('selection of the finished period', () => selectDemoPeriod(finished, { analyst, approver }))
  await timed('plenary, announcement and decree', () =>
    determineDemoPeriod(finished, year - 1, { analyst, approver, chair: account('pleno'), member: account('pleno2') }),
  )
  await timed(`${CERTIFICATES} certificates`, async () => {
    await done(issueReady(account('penerbit'), 'competence', {}, CERTIFICATES, 'local-key'))
    await done(makeCertificates({ kind: 'system', job: 'seed' }))
  })
  await timed('period under way', () =>
    loadOpenPeriod(at, year, { author, expert, analyst, markers, officers, verifier: account('verifikator') }, bank.bankVersionId),
  )
}

type People = {
  readonly author: StaffActor
  readonly expert: StaffActor
  readonly analyst: StaffActor
  readonly markers: readonly StaffActor[]
  readonly officers: Officers
  readonly verifier: StaffActor
}

/** Ciwedus is verified but for a few, Cibeber is waiting; yesterday's session waits for markers and verifiers; today's is open. */
async function loadOpenPeriod(
  at: Date,
  year: number,
  { author, expert, analyst, markers, officers, verifier }: People,
  bankVersionId: Parameters<typeof publishDemoExam>[2]['bankVersionId'],
) {
  const periodId = await startDemoPeriod(analyst, {
    code: `KCM-${year}-PERAGAAN`,
    name: `Asesmen Kader ${year} (peragaan)`,
    startsOn: `${year}-10-01`,
  })
  const examId = await publishDemoExam(author, expert, { periodId, bankVersionId, title: `Ujian Kompetensi Kader ${year}`, formCount: 4 })
  await advanceTo(analyst, periodId, 'preparation', 'examination')
  const villages = await listVillages()
  const [village] = villages.filter(({ name }) => name === 'Ciwedus')
  if (!village) throw new Error('the regions lack Ciwedus')
  await done(registerCandidates(analyst, periodId, [village.code, WAITING_VILLAGE]))
  await verifyPartOfPeriod(periodId, officers, verifier, village.code, at)
  const policy = await reading((transaction) => latestPolicy(transaction, periodId))
  await inTransaction(async (transaction) => {
    const opensAt = new Date(at.getTime() - DAY)
    const session = await insertRoom(transaction, { examId, village, label: 'Sesi 1', opensAt, hours: 3, capacity: 60, state: 'closed' })
    const sitters = await seat(transaction, { periodId, villageCode: village.code, session, opensAt, most: 40 })
    const sitting = { examId, limitMinutes: policy.settings.limitMinutes, policy, confirmer: null }
    await sitExam(transaction, { ...sitting, sitters: sitters.slice(0, 25), marker: null })
    await sitExam(transaction, { ...sitting, sitters: sitters.slice(25), marker: () => markers[0] ?? author })
    return accept(null)
  })
  await openSessionToTry(at, periodId, examId, village)
}

async function openSessionToTry(
  at: Date,
  periodId: PeriodId,
  examId: Parameters<typeof insertRoom>[1]['examId'],
  village: Parameters<typeof insertRoom>[1]['village'],
) {
  const pinHash = await hashPassword(DEMO_PIN, 'candidate')
  await inTransaction(async (transaction) => {
    const session = await insertRoom(transaction, {
      examId,
      village,
      label: OPEN_LABEL,
      opensAt: at,
      hours: 12,
      capacity: 60,
      state: 'planned',
    })
    const seated = await seat(transaction, { periodId, villageCode: village.code, session, opensAt: at, most: SEATS_TO_TRY })
    await transaction.candidate.updateMany({
      where: { id: { in: seated.map(({ candidateId }) => candidateId) } },
      data: { pinHash, admittedAt: null },
    })
    return accept(null)
  })
}

/** The session to try is open today too, whenever the demo was loaded. */
async function keepSessionOpen(at: Date) {
  await reading((transaction) =>
    transaction.examSession.updateMany({
      where: { label: OPEN_LABEL, state: { not: 'closed' }, hardClose: { lt: new Date(at.getTime() + 4 * HOUR) } },
      data: { opensAt: at, latestStart: new Date(at.getTime() + 10 * HOUR), hardClose: new Date(at.getTime() + 12 * HOUR) },
    }),
  )
}

async function announce() {
  const seats = await reading(
    (transaction) =>
      transaction.$queryRaw<{ participant_number: string; access_token: string }[]>`
      SELECT c.participant_number, s.access_token FROM candidate c JOIN exam_session s ON s.id = c.exam_session_id
      WHERE s.label = ${OPEN_LABEL} AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.candidate_id = c.id AND a.status = 'closed')
      ORDER BY c.participant_number LIMIT 3`,
  )
  say('')
  say(`Demo accounts, all with the password ${DEMO_PASSWORD}:`)
  for (const { username, role } of DEMO_ACCOUNTS) say(`  ${username.padEnd(12)} ${role}`)
  const [first] = seats
  if (first)
    say(
      `Candidates of the open session: ${seats.map((each) => each.participant_number).join(', ')}, PIN ${DEMO_PIN}, session token ${first.access_token}`,
    )
}

async function timed<Value>(what: string, step: () => Promise<Value>): Promise<Value> {
  const from = performance.now()
  const value = await step()
  say(`${what}: ${((performance.now() - from) / 1000).toFixed(1).replace('.', ',')} s`)
  return value
}

function say(text: string) {
  process.stdout.write(`    ${text}\n`)
}

seed()
  .then(closeDatabase)
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exit(1)
  })
