import { closeDatabase } from '#app/platform/database/connection.server.ts'
import { hashPassword } from '#app/platform/password.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { makeCadre, makeCandidate, makeExamSession } from '#tests/factories/world.ts'
import { makeDemoActors } from '../../prisma/demo/actors.ts'
import { advanceTo, publishDemoBank, publishDemoExam, startDemoPeriod } from '../../prisma/demo/programme.ts'
import { EXAM_ROOM } from './exam-room-to-try.ts'

const TEN_YEARS_IN_MINUTES = 10 * 365 * 24 * 60

/** A room in which an exam of sixty questions from the bank is open for years, so that a copy of it can be sat any day. */
async function main() {
  const account = await makeDemoActors()
  const [author, expert, analyst] = [account('penulis'), account('penelaah'), account('analis')]
  const { bankVersionId } = await publishDemoBank(author, expert)
  const periodId = await startDemoPeriod(analyst, { code: 'KCM-UJI', name: 'Asesmen Kader', startsOn: '2026-10-01' })
  const examId = await publishDemoExam(author, expert, { periodId, bankVersionId, title: 'Ujian Kompetensi Kader', formCount: 1 })
  await advanceTo(analyst, periodId, 'preparation', 'examination')
  const examSessionId = await makeExamSession(examId, { closesInMinutes: TEN_YEARS_IN_MINUTES, accessToken: EXAM_ROOM.token })
  const pinHash = await hashPassword(EXAM_ROOM.pin, 'candidate')
  for (const participantNumber of EXAM_ROOM.numbers) {
    const candidate = await makeCandidate({ periodId, cadreId: await makeCadre(), examSessionId })
    await reading((transaction) =>
      transaction.candidate.update({ where: { id: candidate.candidateId }, data: { participantNumber, pinHash, admittedAt: null } }),
    )
  }
}

main()
  .catch((error: unknown) => {
    console.error(error)
    process.exitCode = 1
  })
  .finally(closeDatabase)
