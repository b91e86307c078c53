import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import type { Policy } from '#app/domain/period/policy.ts'
import type { QuestionContent } from '#app/domain/question-bank/question.ts'
import { SERVICE_FIELDS } from '#app/domain/roster/service-field.ts'
import { CandidateId } from '#app/domain/shared/id.ts'
import { accept } from '#app/domain/shared/result.ts'
import { jobs } from '#app/jobs.server.ts'
import { applyMigrations, readMigrations } from '#app/platform/database/migrations.server.ts'
import { prepareJobs } from '#app/platform/job-queue.server.ts'
import { hashPassword } from '#app/platform/password.server.ts'
import { inTransaction, reading } from '#app/platform/transaction.server.ts'
import { makeExam, makeExamSession, makePeriod, makeRegions, singleChoice } from '#tests/factories/world.ts'
import { insertVerifiedCases } from '../../prisma/demo/verified-cases.ts'
import { ROOT } from '../../scripts/child-process.ts'
import { kindAt, OPTIONS, QUESTIONS } from './answers.ts'

export const ROOM = { token: 'TOKEN7', pin: '246810' } as const

const optionsOf = (count: number) => OPTIONS.slice(0, count).map((key) => ({ key, text: `Pilihan ${key}`, last: false }))

/** The paper that robots sit. */
function questionAt(position: number): QuestionContent {
  const field = SERVICE_FIELDS[position % SERVICE_FIELDS.length] ?? 'health'
  const base = { ...singleChoice(field), field }
  const shown = { stem: `Soal ${position}.`, media: null }
  const kind = kindAt(position)
  switch (kind) {
    case 'single-choice':
      return { ...base, body: { kind, ...shown, options: optionsOf(4) }, answerKey: { kind, correct: 'a' } }
    case 'true-false':
      return { ...base, body: { kind, ...shown }, answerKey: { kind, correct: position % 4 === 0 } }
    case 'multiple-response':
      return { ...base, body: { kind, ...shown, options: optionsOf(5) }, answerKey: { kind, correct: ['a', 'c'], credit: 'net-correct' } }
    case 'numeric':
      return { ...base, body: { kind, ...shown, unit: 'kg' }, answerKey: { kind, correct: '12.5', tolerance: '0.5' } }
    case 'short-text':
      return { ...base, body: { kind, ...shown }, answerKey: { kind, accepted: ['posyandu'] } }
  }
}

/** All migrations and the queues of the jobs; the database is the one that `useDatabase` named. */
export async function migrateRoom(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await applyMigrations(
    { query: (sql, parameters) => client.query(sql, parameters), execute: (sql) => client.query(sql) },
    readMigrations(join(ROOT, 'prisma/migrations')),
  )
  await client.end()
}

/** One open session with so many candidates who have a card, all with the same PIN. Answers their participant numbers. */
export async function makeRoom(count: number, policy: Partial<Policy> = {}): Promise<{ numbers: string[]; examSessionId: string }> {
  await prepareJobs(jobs)
  await makeRegions()
  const periodId = await makePeriod({ policy })
  const contents = Array.from({ length: QUESTIONS }, (_, index) => questionAt(index + 1))
  const { examId } = await makeExam(contents, { periodId })
  const examSessionId = await makeExamSession(examId, { closesInMinutes: 600, accessToken: ROOM.token })
  const pinHash = await hashPassword(ROOM.pin, 'candidate')
  const people = Array.from({ length: count }, (_, index) => ({
    id: CandidateId.parse(randomUUID()),
    cadreId: randomUUID(),
    number: `26-${String(100_000 + index)}`,
  }))
  for (let at = 0; at < people.length; at += 500) {
    const some = people.slice(at, at + 500)
    await inTransaction(async (transaction) => {
      await transaction.cadre.createMany({ data: some.map(({ cadreId }) => cadreRow(cadreId)) })
      await transaction.candidate.createMany({
        data: some.map(({ id, cadreId, number }) => ({ id, periodId, cadreId, participantNumber: number, examSessionId })),
      })
      await insertVerifiedCases(
        transaction,
        some.map(({ id }) => ({
          candidateId: id,
          proposedBy: randomUUID(),
          acknowledgedBy: randomUUID(),
          verifiedBy: randomUUID(),
          policyVersion: 1,
          findings: [],
        })),
        new Date(),
      )
      return accept(null)
    })
  }
  await reading((transaction) => transaction.candidate.updateMany({ where: { periodId }, data: { pinHash } }))
  return { numbers: people.map(({ number }) => number), examSessionId }
}

function cadreRow(id: string) {
  return {
    id,
    nationalIdCipher: new Uint8Array([0]),
    nationalIdLookup: randomUUID(),
    nationalIdLast4: '0001',
    name: 'Siti Aminah',
    nameSort: 'siti aminah',
    sex: 'F',
    birthDate: new Date('1980-05-17T00:00:00Z'),
    urbanVillageCode: '36.72.01.1001',
    posyandu: 'Melati 1',
    occupation: 'ibu rumah tangga',
    servingSince: 2015,
    decreeNumber: 'SK-1/2025',
    isDemo: true,
  }
}

/** The session ends for everybody in so many seconds by the database's clock. Before anybody has started. Answers when, in milliseconds since 1970. */
export async function closeRoomIn(url: string, examSessionId: string, seconds: number): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ at: Date }>(
    `UPDATE exam_session SET hard_close = clock_timestamp() + make_interval(secs => $2), latest_start = clock_timestamp() + make_interval(secs => $2 - 1)
     WHERE id = $1 RETURNING hard_close AS at`,
    [examSessionId, seconds],
  )
  await client.end()
  return rows[0]?.at.getTime() ?? Number.NaN
}
