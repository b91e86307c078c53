import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { ANONYMOUS } from '#app/domain/access/actor.ts'
import { isIntact } from '#app/domain/certificates/certificate.ts'
import type { QuestionContent } from '#app/domain/question-bank/question.ts'
import type { CompetencyFramework } from '#app/domain/roster/competency-framework.ts'
import { CertificateId, type ExamResultId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { openCredential } from '#app/platform/signer/credential-signer.server.ts'
import { databaseNow, reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { describeBadgeAchievement } from '#app/use-cases/certificates/badge-achievement.server.ts'
import { browseBadges } from '#app/use-cases/certificates/browse-badges.server.ts'
import { browseCertificates } from '#app/use-cases/certificates/browse-certificates.server.ts'
import { findCertificate } from '#app/use-cases/certificates/certificate-store.server.ts'
import { decideChange, requestChange } from '#app/use-cases/certificates/change-certificate.server.ts'
import { checkCertificate } from '#app/use-cases/certificates/check-certificate.server.ts'
import { describeOwnCertificate } from '#app/use-cases/certificates/describe-own-certificate.server.ts'
import { surveyBadges } from '#app/use-cases/certificates/earned-badges.server.ts'
import { findIssuanceOf } from '#app/use-cases/certificates/issuance-store.server.ts'
import { issueCertificates, issueReady } from '#app/use-cases/certificates/issue-certificates.server.ts'
import { makeCertificates, WorkerStopped } from '#app/use-cases/certificates/make-certificates.server.ts'
import { printOwnCertificate } from '#app/use-cases/certificates/print-certificate.server.ts'
import { publishedKeys } from '#app/use-cases/certificates/signing-keys.server.ts'
import { saveFramework } from '#app/use-cases/question-bank/framework-store.server.ts'
import { confirmStoredResult } from '#app/use-cases/scoring/result-store.server.ts'
import { hasPdfTools, readPdf } from '#tests/documents/pdf-tools.ts'
import { makeExam, makeExamSession, makePeriod, makeRegions, makeStaff, singleChoice } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { choose, makeScoredAttempt, type ScoredExam } from '../scoring/attempts.ts'

useTestDatabase()

const job = { kind: 'system', job: 'make-certificates' } as const
const NOT_THEIRS = 'bukan Tanda Kecakapan Kader dari Kementerian Kesehatan'

const group = (code: string, name: string, ...competencies: string[]) => ({
  code,
  field: 'health' as const,
  name,
  competencies: competencies.map((each) => ({ code: each, name: `Kompetensi ${each}` })),
})
/** Four small groups under the code that the banks of tests name. */
const framework: CompetencyFramework = {
  code: 'kader-posyandu-a',
  version: 7,
  status: 'in-force',
  title: 'Kerangka uji',
  fields: [{ code: 'health', name: 'Kesehatan' }],
  groups: [
    group('management', 'Pengelolaan', 'visit', 'record'),
    group('infant', 'Balita', 'weigh', 'plot'),
    group('teen', 'Remaja', 'screen'),
    group('elderly', 'Lansia', 'check'),
  ],
  badges: [
    { level: 'purwa', name: 'Purwa', required: ['management', 'infant'], anyOf: 1 },
    { level: 'madya', name: 'Madya', required: ['management', 'infant'], anyOf: 2 },
  ],
}
const ASKED = ['visit', 'visit', 'record', 'weigh', 'plot', 'plot', 'plot', 'screen', 'check']
const CODE = 'kader-posyandu-a.7.purwa'

type Staff = Awaited<ReturnType<typeof makeStaff>>
let issuer: Staff
let second: Staff
let verifier: Staff
let exam: ScoredExam
beforeAll(async () => {
  await makeRegions()
  issuer = await makeStaff('issuer')
  second = await makeStaff('issuer')
  verifier = await makeStaff('verifier')
  await reading((transaction) => saveFramework(transaction, framework))
  exam = await prepareExam()
})

async function prepareExam(policy: Parameters<typeof makePeriod>[0] = {}) {
  const periodId = await makePeriod({ state: 'determined', ...policy })
  const contents: QuestionContent[] = ASKED.map((competency) => ({ ...singleChoice('health', 'a'), competency }))
  const made = await makeExam(contents, { periodId })
  return { periodId, ...made, examSessionId: await makeExamSession(made.examId) }
}

type Sitting = { missed?: readonly number[]; determined?: boolean; name?: string; urbanVillageCode?: string; at?: ScoredExam }

/** A confirmed and determined result of somebody who answered everything right but these places. */
async function sat({ missed = [], determined = true, name = 'Siti Aminah', urbanVillageCode = '36.72.01.1001', at = exam }: Sitting = {}) {
  const answers = ASKED.map((_, index) => choose(index + 1, missed.includes(index + 1) ? 'b' : 'a'))
  const { candidateId, result } = await makeScoredAttempt(at, answers, { name, urbanVillageCode })
  await reading(async (transaction) => {
    await confirmStoredResult(transaction, result.id, verifier.accountId, await databaseNow(transaction))
    if (determined)
      await transaction.determinedOutcome.create({
        data: { determinationId: randomUUID(), candidateId, urbanVillageCode, competent: true, seat: 'not-selected' },
      })
  })
  return { resultId: result.id, candidate: { kind: 'candidate', candidateId, deviceKey: 'device' } as const }
}
const PURWA = { missed: [9] }
const MADYA = {}
const NONE = { missed: [1] }

const approve = (resultId: ExamResultId, by = issuer, signer: 'none' | 'local-key' = 'none') =>
  issueCertificates(by, [resultId], signer, 'skill-badge')
const rowsOf = (resultId: string) =>
  reading((transaction) => transaction.certificate.findMany({ where: { examResultId: resultId }, orderBy: { number: 'asc' } }))

async function badged(sitting: Sitting = PURWA, signer: 'none' | 'local-key' = 'none') {
  const { resultId, candidate } = await sat(sitting)
  expect(await approve(resultId, issuer, signer)).toMatchObject(accept({ approved: 1, refused: {} }))
  await makeCertificates(job)
  return { resultId, candidate, certificate: await badgeOf(resultId) }
}
async function badgeOf(resultId: string) {
  const row = (await rowsOf(resultId)).filter(({ kind }) => kind === 'skill-badge').at(-1)
  const certificate = row && (await reading((transaction) => findCertificate(transaction, CertificateId.parse(row.id))))
  if (!certificate) throw new Error('no badge')
  return certificate
}

describe('approving badges', () => {
  test.each([
    ['Purwa', PURWA, ['management', 'infant', 'teen']],
    ['Madya', MADYA, ['management', 'infant', 'teen', 'elderly']],
    ['Madya where one of three answers of a competency was wrong', { missed: [6] }, ['management', 'infant', 'teen', 'elderly']],
  ])('the answers earn %s', async (name, sitting, groups) => {
    const { certificate } = await badged(sitting)
    const { badge, serial } = certificate.content
    expect(badge).toMatchObject({ name: name.split(' ')[0], framework: { code: framework.code, version: 7 } })
    expect(badge?.groups.map(({ code }) => code)).toEqual(groups)
    expect(serial).toMatch(/^\d{6}\/KCM-TERA\/\d{4}$/)
    expect(isIntact(certificate)).toBe(true)
  })

  test('what it says is what calculating it again from the stored sitting gives, exactly rounded', async () => {
    const { certificate, resultId } = await badged({ missed: [6] })
    const { earned } = await reading((transaction) => surveyBadges(job, transaction, [resultId]))
    expect(earned.get(resultId)).toEqual(accept(certificate.content.badge))
    expect(certificate.content.badge?.groups[1]?.competencies[1]).toEqual({
      code: 'plot',
      name: 'Kompetensi plot',
      score: '66.67',
      questions: 3,
    })
  })

  test('whoever did not earn one gets none, and is told why', async () => {
    const { resultId } = await sat(NONE)
    expect(await approve(resultId)).toEqual(accept({ batchId: null, approved: 0, refused: { 'badge-not-earned': 1 } }))
  })

  test('by the figures of the period’s policy: with two questions to a competency nobody earns one here', async () => {
    const at = await prepareExam({ policy: { competencyMinimumQuestions: 2 } })
    const { resultId } = await sat({ at })
    expect(await approve(resultId)).toEqual(accept({ batchId: null, approved: 0, refused: { 'badge-not-earned': 1 } }))
  })

  test('through the gate of certificates: nothing before the determination, and not by whoever confirmed the result', async () => {
    const { resultId } = await sat({ ...PURWA, determined: false })
    expect(await approve(resultId)).toMatchObject(accept({ approved: 0, refused: { 'not-determined': 1 } }))
    const confirmed = await sat(PURWA)
    const both = { ...verifier, grants: [...verifier.grants, ...issuer.grants] }
    expect(await approve(confirmed.resultId, both)).toMatchObject(accept({ approved: 0, refused: { 'confirmer-may-not-issue': 1 } }))
    expect(await approve(confirmed.resultId, verifier)).toEqual(refuse({ kind: 'forbidden' }))
  })

  test('a result has one badge and one certificate of competence, each approved on its own', async () => {
    const { resultId } = await badged()
    expect(await approve(resultId)).toMatchObject(accept({ approved: 0, refused: { 'already-issued': 1 } }))
    expect(await issueCertificates(issuer, [resultId], 'none')).toMatchObject(accept({ approved: 1 }))
    await makeCertificates(job)
    const rows = await rowsOf(resultId)
    expect(rows.map(({ kind }) => kind)).toEqual(['skill-badge', 'competence'])
    expect(rows[1]?.number).toBe((rows[0]?.number ?? 0) + 1)
  })

  test('three at once leave one badge', async () => {
    const { resultId } = await sat(PURWA)
    const outcomes = await Promise.all([1, 2, 3].map(() => approve(resultId)))
    expect(outcomes.filter((outcome) => outcome.ok && outcome.value.approved === 1)).toHaveLength(1)
    await makeCertificates(job)
    expect(await rowsOf(resultId)).toHaveLength(1)
  })

  test('a badge whose points were changed behind the app gets no number', async () => {
    const { resultId } = await sat(NONE)
    await reading(
      (transaction) => transaction.$executeRaw`
        UPDATE item_score SET points = maximum WHERE position = 1 AND attempt_id = (SELECT attempt_id FROM exam_result WHERE id = ${resultId}::uuid)`,
    )
    expect(await approve(resultId)).toMatchObject(accept({ approved: 1 }))
    await makeCertificates(job)
    expect(await rowsOf(resultId)).toEqual([])
    const row = await reading((transaction) => transaction.certificateIssuance.findFirstOrThrow({ where: { examResultId: resultId } }))
    expect(row).toMatchObject({ kind: 'skill-badge', state: 'refused', refusal: 'result-differs' })
  })

  test('a worker that dies behind any step leaves no second badge and no gap', async () => {
    const before = await reading((transaction) => transaction.certificate.count())
    const results = [await sat(PURWA), await sat(MADYA)]
    await issueCertificates(
      issuer,
      results.map(({ resultId }) => resultId),
      'local-key',
      'skill-badge',
    )
    for (let steps = 1; steps < 40; steps += 1) {
      let left = steps
      const checkpoint = () => {
        left -= 1
        if (left === 0) throw new WorkerStopped()
      }
      const outcome = await makeCertificates(job, { checkpoint }).catch((error: unknown) => error)
      await reading((transaction) => transaction.$executeRaw`UPDATE certificate_issuance SET leased_until = NULL`)
      if (!(outcome instanceof WorkerStopped)) break
    }
    await makeCertificates(job)
    const rows = await Promise.all(results.map(({ resultId }) => rowsOf(resultId)))
    expect(rows.map((each) => each.map(({ publishedAt }) => publishedAt !== null))).toEqual([[true], [true]])
    const all = await reading((transaction) => transaction.certificate.findMany({ orderBy: { number: 'asc' } }))
    expect(all.map(({ number }) => number)).toEqual(Array.from({ length: before + 2 }, (_, at) => at + 1))
  }, 180_000)

  test('the trail names the kind of what was approved', async () => {
    const { resultId } = await sat(PURWA)
    await approve(resultId)
    const entries = await reading((transaction) => auditEntriesAfter(transaction, 0n, 10_000))
    const approved = entries.filter(({ event }) => event.kind === 'certificates.approved').at(-1)
    expect(approved?.event.detail).toMatchObject({ of: 'skill-badge', results: [resultId] })
  })
})

describe('the list of who earned one', () => {
  test('holds those who did, within the reader’s filter, and approves the next of them in one batch', async () => {
    const village = '36.72.02.1001'
    await sat({ ...PURWA, name: 'Ani Lestari', urbanVillageCode: village })
    await sat({ ...NONE, name: 'Budi Santosa', urbanVillageCode: village })
    const filter = { regionCode: village }
    const page = await browseBadges(issuer, filter, { offset: 0, limit: 50 })
    if (!page.ok) throw new Error(page.refusal.kind)
    expect(page.value).toMatchObject({ candidates: 2, earned: 1, next: 1, lacksFramework: false, underAsked: [] })
    expect(page.value.rows).toMatchObject([{ holderName: 'Ani Lestari', badge: { name: 'Purwa' }, mayIssue: true }])
    expect(await issueReady(issuer, 'skill-badge', filter, 10, 'none')).toMatchObject(accept({ approved: 1, refused: {} }))
    expect(await browseBadges(issuer, filter, { offset: 0, limit: 50 })).toMatchObject(accept({ candidates: 1, earned: 0, rows: [] }))
    expect(await browseBadges(ANONYMOUS, filter, { offset: 0, limit: 50 })).toEqual(refuse({ kind: 'forbidden' }))
    expect(await issueReady(verifier, 'skill-badge', filter, 10, 'none')).toEqual(refuse({ kind: 'forbidden' }))
  })

  test('names what an exam asks too little about', async () => {
    const at = await prepareExam({ policy: { competencyMinimumQuestions: 2 } })
    await sat({ at, name: 'Citra Kirana' })
    const page = await browseBadges(issuer, { text: 'Citra Kirana' }, { offset: 0, limit: 50 })
    expect(page).toMatchObject(
      accept({ earned: 0, underAsked: ['record', 'weigh', 'screen', 'check'].map((each) => `Kompetensi ${each}`) }),
    )
  })

  test('says when the framework is only a draft', async () => {
    const { resultId } = await sat({ ...PURWA, name: 'Dewi Draf' })
    await reading((transaction) => transaction.$executeRaw`UPDATE competency_framework SET status = 'draft'`)
    try {
      expect(await browseBadges(issuer, { text: 'Dewi Draf' }, { offset: 0, limit: 50 })).toMatchObject(
        accept({ earned: 0, lacksFramework: true }),
      )
      expect(await approve(resultId)).toMatchObject(accept({ refused: { 'no-framework': 1 } }))
    } finally {
      await reading((transaction) => transaction.$executeRaw`UPDATE competency_framework SET status = 'in-force'`)
    }
  })

  test('a certificate of competence still waits for somebody who has a badge, and the lists say which is which', async () => {
    await badged({ ...PURWA, name: 'Eka Wulandari' })
    const filter = { text: 'Eka Wulandari' }
    const ready = await browseCertificates(issuer, 'ready', filter, { offset: 0, limit: 50 })
    expect(ready).toMatchObject(accept({ counts: { ready: 1, valid: 1 }, rows: [{ holderName: 'Eka Wulandari' }] }))
    const valid = await browseCertificates(issuer, 'valid', filter, { offset: 0, limit: 50 })
    expect(valid).toMatchObject(accept({ rows: [{ kind: 'skill-badge', badgeName: 'Purwa' }] }))
  })
})

describe('a published badge', () => {
  test('is shown by the public check with what it rests on', async () => {
    const { certificate } = await badged()
    const checked = await checkCertificate(ANONYMOUS, certificate.publicId)
    expect(checked).toMatchObject(accept({ standing: 'valid', content: { badge: { name: 'Purwa', rule: { minimumQuestions: 1 } } } }))
  })

  test('is its holder’s own, beside the certificate of competence', async () => {
    const { candidate, certificate } = await badged()
    expect(await describeOwnCertificate(candidate)).toEqual(accept(null))
    expect(await describeOwnCertificate(candidate, 'skill-badge')).toMatchObject(
      accept({ serial: certificate.content.serial, badgeName: 'Purwa' }),
    )
    expect(await printOwnCertificate(candidate)).toEqual(refuse({ kind: 'not-found' }))
    const other = await sat(NONE)
    expect(await printOwnCertificate(other.candidate, 'skill-badge')).toEqual(refuse({ kind: 'not-found' }))
    expect(await describeOwnCertificate(issuer, 'skill-badge')).toEqual(refuse({ kind: 'forbidden' }))
  })

  test.skipIf(!hasPdfTools)('has a paper that says its name, its groups, and what it is not', async () => {
    const { candidate } = await badged(PURWA, 'local-key')
    const file = await printOwnCertificate(candidate, 'skill-badge')
    if (!file.ok) throw new Error(file.refusal.kind)
    const { text, pages } = readPdf(file.value.bytes)
    for (const part of [
      'Lencana Kecakapan Kader Tera — Purwa',
      NOT_THEIRS,
      'bukan sertifikat kompetensi BNSP',
      'Siti Aminah',
      'Balita (2)',
    ])
      expect(text.replace(/\s+/g, ' ')).toContain(part)
    expect(text).not.toContain('Sertifikat Kompetensi Kader')
    expect(text).not.toContain('Lansia')
    expect(pages).toBe(1)
  })

  test('has a credential that verifies, with an achievement of its own that says what it is not', async () => {
    const { certificate } = await badged(PURWA, 'local-key')
    const issuance = await reading((transaction) => findIssuanceOf(transaction, certificate.id))
    const opened = await openCredential(issuance?.credential ?? '', await publishedKeys(ANONYMOUS))
    expect(opened?.claims).toMatchObject({
      name: `Lencana Kecakapan Kader Tera — Purwa ${certificate.content.serial}`,
      credentialSubject: {
        achievement: {
          id: expect.stringMatching(/\/credentials\/achievement\/kader-posyandu-a\.7\.purwa$/),
          achievementType: 'Badge',
          name: 'Lencana Kecakapan Kader Tera — Purwa',
          description: expect.stringContaining(NOT_THEIRS),
        },
      },
    })
    expect(await describeBadgeAchievement(ANONYMOUS, CODE)).toMatchObject(
      accept({ id: expect.stringMatching(/kader-posyandu-a\.7\.purwa$/), description: expect.stringContaining(NOT_THEIRS) }),
    )
    for (const code of ['kader-posyandu-a.7.utama', 'kader-posyandu-a.8.purwa', 'x', '../issuer'])
      expect(await describeBadgeAchievement(ANONYMOUS, code)).toEqual(refuse({ kind: 'not-found' }))
  })

  test('loses its force by two people, and the certificate of competence keeps its own', async () => {
    const { certificate, resultId } = await badged()
    await issueCertificates(issuer, [resultId], 'none')
    await makeCertificates(job)
    const asked = await requestChange(issuer, certificate.id, { kind: 'revoke', reason: 'data-error', note: null })
    if (!asked.ok) throw new Error(asked.refusal.kind)
    expect(await decideChange(issuer, asked.value.changeId, 'approved')).toEqual(refuse({ kind: 'needs-second-person' }))
    expect(await decideChange(second, asked.value.changeId, 'approved')).toMatchObject({ ok: true })
    expect(await checkCertificate(ANONYMOUS, certificate.publicId)).toMatchObject(accept({ standing: 'revoked' }))
    expect((await rowsOf(resultId)).map(({ kind, status }) => [kind, status])).toEqual([
      ['skill-badge', 'revoked'],
      ['competence', 'valid'],
    ])
  })

  test('is replaced by a badge: word for word where it was lost', async () => {
    const { certificate, resultId } = await badged()
    const asked = await requestChange(issuer, certificate.id, { kind: 'replace', reason: 'lost', note: null, newName: null })
    if (!asked.ok) throw new Error(asked.refusal.kind)
    expect(await decideChange(second, asked.value.changeId, 'approved', 'none')).toMatchObject({ ok: true })
    await makeCertificates(job)
    const next = await badgeOf(resultId)
    expect(next.content).toMatchObject({ replaces: certificate.content.serial, badge: certificate.content.badge })
    expect((await rowsOf(resultId)).map(({ kind, status }) => [kind, status])).toEqual([
      ['skill-badge', 'superseded'],
      ['skill-badge', 'valid'],
    ])
  })
})

test('the database keeps kinds apart: no badge without its content, no change of kind', async () => {
  const { certificate, resultId } = await badged()
  const [row] = await rowsOf(resultId)
  if (row === undefined) throw new Error('no row')
  const { statusIndex: _, content: __, ...columns } = row
  const change = (data: Partial<typeof columns>) =>
    reading((transaction) =>
      transaction.certificate.create({
        data: {
          ...columns,
          id: randomUUID(),
          publicId: randomUUID().replaceAll('-', ''),
          number: 999_999,
          serial: 'x',
          content: {},
          ...data,
        },
      }),
    ).then(
      () => 'stored',
      (error: unknown) => databaseErrorKind(error),
    )
  expect(await change({ kind: 'skill-badge' })).not.toBe('stored')
  const rename = reading((transaction) =>
    transaction.certificate.updateMany({ where: { id: certificate.id }, data: { kind: 'competence' } }),
  )
  await expect(rename).rejects.toThrow()
})
