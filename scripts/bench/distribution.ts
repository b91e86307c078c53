import { randomUUID } from 'node:crypto'
import type { DistributionFilter } from '#app/domain/analytics/distribution-view.ts'
import { DEFAULT_POLICY } from '#app/domain/period/policy.ts'
import { SERVICE_FIELDS } from '#app/domain/roster/service-field.ts'
import { resultFor } from '#app/domain/scoring/exam-result.ts'
import { fractionOf } from '#app/domain/scoring/result-breakdown.ts'
import { CadreId, CandidateId, type ExamId, QuestionVersionId } from '#app/domain/shared/id.ts'
import { fractionToNumber } from '#app/domain/shared/points.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { compareTwoPeriods } from '#app/use-cases/analytics/compare-periods.server.ts'
import { scoreDistribution } from '#app/use-cases/analytics/score-distribution.server.ts'
import { firstResult, scoredAttempt } from '#tests/factories/sat-attempt.ts'
import { makeExam, makeExamSession, makePeriod, singleChoice } from '#tests/factories/world.ts'
import { loadReferenceData } from '../reference-data.ts'
import { ASKED, report, withStaffPages } from './staff-pages.ts'

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? '2650')
const QUESTIONS = 60

/** Two full exams of two periods, read as the office reads them: the use-case alone, and the page over HTTP. */
export async function measureDistribution() {
  console.log(`Distribution of ${PEOPLE} people x ${QUESTIONS} questions, two exams, ${ASKED} times each, PostgreSQL on this machine\n`)
  await withStaffPages('office-analyst', makeExams, async ({ made: [now, other], staff: office, get }) => {
    if (now === undefined || other === undefined) throw new Error('two exams are compared')
    const filter: DistributionFilter = { examId: now, field: null, districtCode: null, urbanVillageCode: null }
    await report('distribution and heat map, use-case', async () => {
      const found = await scoreDistribution(office, filter)
      if (!found.ok || found.value.chosen?.content.kind !== 'shown') throw new Error('no distribution')
      found.value.chosen.heatMap()
    })
    await report('two exams compared, use-case', async () => {
      const found = await compareTwoPeriods(office, filter, other)
      if (!found.ok || found.value.chosen.kind !== 'compared') throw new Error('no comparison')
    })
    await report('/office/distribution', () => get(`/office/distribution?exam=${now}`))
    await report('/office/distribution/regions', () => get(`/office/distribution/regions?exam=${now}`))
    await report('/office/distribution/compare', () => get(`/office/distribution/compare?exam=${now}&with=${other}`))
  })
}

async function makeExams(): Promise<ExamId[]> {
  await loadReferenceData()
  const villages = await reading((transaction) => transaction.region.findMany({ where: { level: 'kelurahan' }, select: { code: true } }))
  const cadres = Array.from({ length: PEOPLE }, (_, index) => ({
    id: CadreId.parse(randomUUID()),
    nationalIdCipher: new Uint8Array([0]),
    nationalIdLookup: randomUUID(),
    nationalIdLast4: '0001',
    name: `Siti Aminah ${index}`,
    nameSort: `siti aminah ${index}`,
    sex: 'F',
    birthDate: new Date('1980-05-17T00:00:00Z'),
    urbanVillageCode: villages[index % villages.length]?.code ?? '',
    posyandu: 'Melati 1',
    occupation: 'ibu rumah tangga',
    servingSince: 2015,
    decreeNumber: 'SK-1/2025',
    isDemo: true,
  }))
  await reading((transaction) => transaction.cadre.createMany({ data: cadres }))
  const exams: ExamId[] = []
  for (let exam = 0; exam < 2; exam += 1) {
    exams.push(
      await makeFullExam(
        cadres.map(({ id }) => id),
        exam,
      ),
    )
  }
  return exams
}

async function makeFullExam(cadres: readonly CadreId[], exam: number): Promise<ExamId> {
  const periodId = await makePeriod()
  const { examId, formId } = await makeExam(
    Array.from({ length: QUESTIONS }, () => singleChoice()),
    { periodId },
  )
  const examSessionId = await makeExamSession(examId)
  const at = new Date()
  const people = cadres.map((cadreId, index) => ({ cadreId, index, id: CandidateId.parse(randomUUID()), attemptId: randomUUID() }))
  await reading(async (transaction) => {
    await transaction.candidate.createMany({
      data: people.map(({ id, cadreId, index }) => ({
        id,
        periodId,
        cadreId,
        participantNumber: `${26 + exam}-${String(index).padStart(6, '0')}`,
        examSessionId,
        admittedAt: at,
      })),
    })
    await transaction.attempt.createMany({
      data: people.map(({ id, attemptId }) => scoredAttempt({ id: attemptId, candidateId: id, examId, examSessionId, formId }, at)),
    })
    await transaction.examResult.createMany({
      data: people.map(({ attemptId, index }) => {
        const breakdown = resultFor(itemsOf(index + exam * 7), DEFAULT_POLICY)
        const total = fractionToNumber(fractionOf(breakdown.total))
        return firstResult(attemptId, breakdown, at, { passed: total >= Number(DEFAULT_POLICY.totalThreshold) })
      }),
    })
  })
  return examId
}

const question = QuestionVersionId.parse(randomUUID())

/** Ten questions a field; how many of them somebody knows differs from person to person, always in the same way. */
function itemsOf(index: number) {
  return Array.from({ length: QUESTIONS }, (_, position) => ({
    position,
    questionVersionId: question,
    field: SERVICE_FIELDS[position % SERVICE_FIELDS.length] ?? SERVICE_FIELDS[0],
    points: (index * 31 + position * 17) % 100 < 45 + ((index * 7) % 50) ? 252_000n : 0n,
    maximum: 252_000n,
    source: 'automatic' as const,
  }))
}
