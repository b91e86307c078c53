import { randomUUID } from 'node:crypto'
import type { Actor } from '#app/domain/access/actor.ts'
import type { Role } from '#app/domain/access/role.ts'
import type { FormContent } from '#app/domain/assembly/exam-form.ts'
import { DEFAULT_POLICY, type Policy } from '#app/domain/period/policy.ts'
import type { QuestionContent } from '#app/domain/question-bank/question.ts'
import { canonicalHash } from '#app/domain/shared/canonical-hash.ts'
import {
  AccountId,
  BankId,
  BankVersionId,
  CadreId,
  CandidateId,
  ExamFormId,
  ExamId,
  ExamSessionId,
  PeriodId,
  QuestionVersionId,
  VenueId,
} from '#app/domain/shared/id.ts'
import { UNITS_PER_POINT } from '#app/domain/shared/points.ts'
import { accept } from '#app/domain/shared/result.ts'
import { inTransaction, reading } from '#app/platform/transaction.server.ts'
import { insertVerifiedCases } from '../../prisma/demo/verified-cases.ts'

/** Builders of rows for use-case tests: each makes one thing with defaults that do not matter to the test. */

export async function makeRegions(): Promise<void> {
  const rows = [
    { code: '36.72', level: 'kota', parentCode: null, name: 'Kota Cilegon', aliases: [], population: 480_378 },
    { code: '36.72.01', level: 'kecamatan', parentCode: '36.72', name: 'Cibeber', aliases: [], population: null },
    { code: '36.72.02', level: 'kecamatan', parentCode: '36.72', name: 'Cilegon', aliases: [], population: null },
    { code: '36.72.01.1001', level: 'kelurahan', parentCode: '36.72.01', name: 'Cibeber', aliases: [], population: 23_331 },
    { code: '36.72.01.1002', level: 'kelurahan', parentCode: '36.72.01', name: 'Kedaleman', aliases: [], population: 10_696 },
    { code: '36.72.02.1002', level: 'kelurahan', parentCode: '36.72.02', name: 'Ciwedus', aliases: [], population: 12_000 },
  ]
  await reading((transaction) => transaction.region.createMany({ data: rows, skipDuplicates: true }))
}

/** A signed-in member of staff; the account is stored too, so that foreign keys and joins hold. */
export async function makeStaff(
  role: Role,
  { regionCode = null, homeRegionCode = null }: { regionCode?: string | null; homeRegionCode?: string | null } = {},
): Promise<Extract<Actor, { kind: 'staff' }>> {
  const id = AccountId.parse(randomUUID())
  await reading((transaction) =>
    transaction.account.create({
      data: {
        id,
        username: `${role}-${id.slice(0, 8)}`,
        displayName: `Petugas ${id.slice(0, 4)}`,
        passwordHash: 'none',
        homeRegionCode,
        grants: { create: { role, regionCode: regionCode ?? '' } },
      },
    }),
  )
  return { kind: 'staff', accountId: id, displayName: `Petugas ${id.slice(0, 4)}`, grants: [{ role, regionCode }] }
}

export async function makePeriod({
  policy = {},
  state = 'examination',
}: {
  policy?: Partial<Policy>
  state?: string
} = {}): Promise<PeriodId> {
  const id = PeriodId.parse(randomUUID())
  await reading((transaction) =>
    transaction.assessmentPeriod.create({
      data: {
        id,
        code: `P-${id.slice(0, 8)}`,
        name: 'Periode uji',
        year: 2026,
        state,
        startsOn: new Date('2026-11-01T00:00:00Z'),
        policies: {
          create: { version: 1, settings: { ...DEFAULT_POLICY, ...policy }, reason: 'awal', changedBy: 'test', changedAt: new Date() },
        },
      },
    }),
  )
  return id
}

export async function makeCadre({
  urbanVillageCode = '36.72.01.1001',
  name = 'Siti Aminah',
}: {
  urbanVillageCode?: string
  name?: string
} = {}): Promise<CadreId> {
  const id = CadreId.parse(randomUUID())
  await reading((transaction) =>
    transaction.cadre.create({
      data: {
        id,
        nationalIdCipher: new Uint8Array([0]),
        nationalIdLookup: randomUUID(),
        nationalIdLast4: '0001',
        name,
        nameSort: name.toLowerCase(),
        sex: 'F',
        birthDate: new Date('1980-05-17T00:00:00Z'),
        urbanVillageCode,
        posyandu: 'Melati 1',
        occupation: 'ibu rumah tangga',
        servingSince: 2015,
        decreeNumber: 'SK-1/2025',
        isDemo: true,
      },
    }),
  )
  return id
}

const documentation: QuestionContent['documentation'] = {
  rationale: 'Alasan kunci.',
  sources: [{ fact: 'F001', citation: 'Buku KIA 2023' }],
  effectiveFrom: '2023-01-01',
  lifeCycle: null,
  tags: [],
  fileReview: 'published',
  enemies: [],
}

export function singleChoice(field: QuestionContent['field'] = 'health', correct = 'a'): QuestionContent {
  return {
    field,
    competency: 'plot-growth-curve',
    difficulty: 'easy',
    body: {
      kind: 'single-choice',
      stem: 'Pilih satu.',
      media: null,
      options: ['a', 'b', 'c', 'd'].map((key) => ({ key, text: `Pilihan ${key}`, last: false })),
    },
    answerKey: { kind: 'single-choice', correct },
    documentation,
  }
}

export function matching(field: QuestionContent['field'] = 'health'): QuestionContent {
  const texts = (keys: readonly string[]) => keys.map((key) => ({ key, text: `Baris ${key}` }))
  return {
    ...singleChoice(field),
    body: {
      kind: 'matching',
      stem: 'Jodohkan.',
      media: null,
      prompts: texts(['x', 'y', 'z']),
      options: texts(['a', 'b', 'c', 'd']).map((option) => ({ ...option, last: false })),
    },
    answerKey: { kind: 'matching', pairs: { x: 'c', y: 'a', z: 'c' }, credit: 'each-decision' },
  }
}

export function ordering(field: QuestionContent['field'] = 'health'): QuestionContent {
  return {
    ...singleChoice(field),
    body: {
      kind: 'ordering',
      stem: 'Urutkan.',
      media: null,
      options: ['a', 'b', 'c'].map((key) => ({ key, text: `Langkah ${key}`, last: false })),
    },
    answerKey: { kind: 'ordering', order: ['b', 'c', 'a'], credit: 'net-correct' },
  }
}

export function essay(field: QuestionContent['field'] = 'social'): QuestionContent {
  const levels = [0, 1, 2].map((points) => ({ points, description: `Tingkat ${points}` }))
  return {
    field,
    competency: 'violence-referral',
    difficulty: 'hard',
    body: { kind: 'essay', stem: 'Jelaskan.', media: null },
    answerKey: {
      kind: 'essay',
      rubric: {
        criteria: [
          { key: 'isi', name: 'Isi', levels },
          { key: 'alur', name: 'Alur', levels },
        ],
      },
      modelAnswer: 'Contoh jawaban.',
    },
    documentation,
  }
}

/** Published questions in one bank version. */
export async function makeBankVersion(
  contents: readonly QuestionContent[],
): Promise<{ bankId: BankId; bankVersionId: BankVersionId; questionVersionIds: QuestionVersionId[] }> {
  const bankId = BankId.parse(randomUUID())
  const bankVersionId = BankVersionId.parse(randomUUID())
  const versions = contents.map((content) => ({ id: QuestionVersionId.parse(randomUUID()), questionId: randomUUID(), content }))
  await reading(async (transaction) => {
    await transaction.questionBank.create({
      data: { id: bankId, slug: `bank-${bankId.slice(0, 8)}`, title: 'Bank uji', framework: 'kader-posyandu-a' },
    })
    await transaction.question.createMany({
      data: versions.map(({ questionId }, index) => ({ id: questionId, bankId, key: `q-${index + 1}` })),
    })
    await transaction.questionVersion.createMany({
      data: versions.map(({ id, questionId, content }) => ({
        id,
        questionId,
        version: 1,
        status: 'published',
        kind: content.body.kind,
        field: content.field,
        competency: content.competency,
        difficulty: content.difficulty,
        body: content.body,
        answerKey: content.answerKey,
        documentation: content.documentation,
        changeClass: 'new',
        contentHash: canonicalHash(content),
        authoredBy: 'author',
        createdAt: new Date(),
        signedOffBy: 'reviewer',
        signedOffAt: new Date(),
      })),
    })
    await transaction.bankVersion.create({
      data: {
        id: bankVersionId,
        bankId,
        version: 1,
        contentHash: canonicalHash(versions.map(({ id }) => id)),
        publishedAt: new Date(),
        publishedBy: 'reviewer',
      },
    })
    await transaction.bankVersionItem.createMany({ data: versions.map(({ id }) => ({ bankVersionId, questionVersionId: id })) })
  })
  return { bankId, bankVersionId, questionVersionIds: versions.map(({ id }) => id) }
}

/** A published exam of one form that holds these questions in this order, one point each. */
export async function makeExam(
  contents: readonly QuestionContent[],
  { periodId, limitMinutes = 90 }: { periodId: PeriodId; limitMinutes?: number },
) {
  const { bankVersionId, questionVersionIds } = await makeBankVersion(contents)
  const examId = ExamId.parse(randomUUID())
  const formId = ExamFormId.parse(randomUUID())
  const content: FormContent = {
    items: contents.flatMap((each, index) => {
      const questionVersionId = questionVersionIds[index]
      if (questionVersionId === undefined) return []
      return [
        {
          position: index + 1,
          questionVersionId,
          contentHash: canonicalHash(each),
          kind: each.body.kind,
          field: each.field,
          competency: each.competency,
          difficulty: each.difficulty,
          points: UNITS_PER_POINT.toString(),
        },
      ]
    }),
  }
  await reading(async (transaction) => {
    await transaction.exam.create({
      data: {
        id: examId,
        periodId,
        title: 'Ujian uji',
        status: 'published',
        bankVersionId,
        blueprint: {
          cells: [{ field: 'health', competency: null, difficulty: null, kind: null, count: contents.length, pointsEach: '1' }],
        },
        limitMinutes,
        formCount: 1,
        seed: 'a'.repeat(64),
        algorithm: 'test',
        createdBy: 'author',
        createdAt: new Date(),
        publishedBy: 'reviewer',
        publishedAt: new Date(),
      },
    })
    await transaction.examForm.create({
      data: { id: formId, examId, ordinal: 1, seed: 'b'.repeat(64), content, contentHash: canonicalHash(content) },
    })
  })
  return { examId, formId, questionVersionIds, bankVersionId }
}

/** A session that is open now. */
export async function makeExamSession(
  examId: ExamId,
  {
    opensInMinutes = -10,
    closesInMinutes = 180,
    state = 'open',
    accessToken = 'TOKEN7',
  }: { opensInMinutes?: number; closesInMinutes?: number; state?: string; accessToken?: string } = {},
): Promise<ExamSessionId> {
  const id = ExamSessionId.parse(randomUUID())
  const venueId = VenueId.parse(randomUUID())
  const minutes = (count: number) => new Date(Date.now() + count * 60_000)
  await reading(async (transaction) => {
    await transaction.venue.create({
      data: { id: venueId, name: 'Aula uji', address: 'Jl. Uji 1', regionCode: '36.72.01.1001', capacity: 60 },
    })
    await transaction.examSession.create({
      data: {
        id,
        examId,
        venueId,
        label: 'Sesi 1',
        opensAt: minutes(opensInMinutes),
        latestStart: minutes(closesInMinutes - 60),
        hardClose: minutes(closesInMinutes),
        capacity: 60,
        state,
        accessToken,
      },
    })
  })
  return id
}

/** A candidate whom verification found eligible, unless told otherwise. */
export async function makeCandidate({
  periodId,
  cadreId,
  examSessionId = null,
  eligible = true,
}: {
  periodId: PeriodId
  cadreId: CadreId
  examSessionId?: ExamSessionId | null
  eligible?: boolean
}): Promise<Extract<Actor, { kind: 'candidate' }>> {
  const id = CandidateId.parse(randomUUID())
  await inTransaction(async (transaction) => {
    await transaction.candidate.create({
      data: {
        id,
        periodId,
        cadreId,
        participantNumber: `26-${id.slice(0, 8)}`,
        examSessionId,
        admittedAt: examSessionId === null ? null : new Date(),
      },
    })
    if (eligible) await insertVerifiedCases(transaction, [verifiedBySomebody(id)], new Date())
    return accept(null)
  })
  return { kind: 'candidate', candidateId: id, deviceKey: 'device-one' }
}

/** Verification finds every candidate of the period eligible. */
export async function verifyEverybody(periodId: PeriodId): Promise<void> {
  await inTransaction(async (transaction) => {
    const rows = await transaction.candidate.findMany({ where: { periodId, eligibility: 'unverified' }, select: { id: true } })
    await insertVerifiedCases(
      transaction,
      rows.map(({ id }) => verifiedBySomebody(CandidateId.parse(id))),
      new Date(),
    )
    return accept(null)
  })
}

function verifiedBySomebody(candidateId: CandidateId) {
  const [proposedBy, acknowledgedBy, verifiedBy] = [randomUUID(), randomUUID(), randomUUID()]
  return { candidateId, proposedBy, acknowledgedBy, verifiedBy, policyVersion: 1, findings: [] }
}
