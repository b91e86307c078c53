import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Actor, ANONYMOUS } from '#app/domain/access/actor.ts'
import { EVERYWHERE } from '#app/domain/access/role.ts'
import type { RevocationReason } from '#app/domain/certificates/certificate.ts'
import { yearInWib } from '#app/domain/shared/calendar.ts'
import { type AccountId, CertificateId, ExamResultId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { auditEntriesAfter } from '#app/use-cases/audit/audit-store.server.ts'
import { browseCertificates } from '#app/use-cases/certificates/browse-certificates.server.ts'
import { countCertificates } from '#app/use-cases/certificates/certificate-list-store.server.ts'
import { findCertificate, takeNumbers } from '#app/use-cases/certificates/certificate-store.server.ts'
import { decideChange, requestChange } from '#app/use-cases/certificates/change-certificate.server.ts'
import { checkCertificate } from '#app/use-cases/certificates/check-certificate.server.ts'
import { describeOwnCertificate } from '#app/use-cases/certificates/describe-own-certificate.server.ts'
import { issueCertificates, issueReady } from '#app/use-cases/certificates/issue-certificates.server.ts'
import { makeCertificates } from '#app/use-cases/certificates/make-certificates.server.ts'
import { printCertificate, printOwnCertificate } from '#app/use-cases/certificates/print-certificate.server.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { certificateJob, makeResult } from './results.ts'
import { useCertificateStaff } from './staff.ts'

useTestDatabase()

const staff = useCertificateStaff()

const numbers = () =>
  reading(async (transaction) => (await transaction.certificate.findMany({ orderBy: { number: 'asc' } })).map(({ number }) => number))
const unbroken = (count: number) => Array.from({ length: count }, (_, at) => at + 1)

async function issued(options: Parameters<typeof makeResult>[1] = {}) {
  const { resultId, candidate } = await makeResult(staff.verifier.accountId, options)
  const result = await issueCertificates(staff.issuer, [resultId], 'none')
  if (!result.ok || result.value.approved !== 1) throw new Error(JSON.stringify(result))
  await makeCertificates(certificateJob)
  const certificate = await reading(async (transaction) => {
    const row = await transaction.certificate.findFirstOrThrow({ where: { examResultId: resultId }, orderBy: { number: 'desc' } })
    return findCertificate(transaction, CertificateId.parse(row.id))
  })
  if (certificate === null) throw new Error('no certificate')
  return { certificate, candidate, resultId }
}

/** One result as a batch of its own: why it is refused, or that it is approved. */
async function issueOne(actor: Actor, resultId: ExamResultId) {
  const result = await issueCertificates(actor, [resultId], 'none')
  if (!result.ok) return result
  return result.value.approved === 1 ? accept('approved' as const) : refuse({ kind: Object.keys(result.value.refused)[0] ?? '' })
}

/** A revocation with both of its people. */
async function revoke(id: CertificateId, reason: RevocationReason, note: string | null = null) {
  const asked = await requestChange(staff.issuer, id, { kind: 'revoke', reason, note })
  return asked.ok ? decideChange(staff.approver, asked.value.changeId, 'approved') : asked
}

describe('issuing', () => {
  test('twenty at once, with refused ones and a failed one between, leave no gap and no double', async () => {
    const before = (await numbers()).length
    const results = await Promise.all(unbroken(20).map(() => makeResult(staff.verifier.accountId)))
    const failed = await makeResult(staff.verifier.accountId, { passed: false })
    const outcomes = await Promise.all([
      ...results.map(({ resultId }) => issueOne(staff.issuer, resultId)),
      issueOne(staff.issuer, failed.resultId),
      ...results.slice(0, 5).map(({ resultId }) => issueOne(staff.issuer, resultId)),
    ])
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(20)
    await Promise.all([
      makeCertificates(certificateJob),
      makeCertificates(certificateJob),
      // A numbering that took its numbers and then broke off.
      inTransaction(async (transaction) => {
        await takeNumbers(transaction, yearInWib(await databaseNow(transaction)), 3)
        return refuse({ kind: 'broken-off' as const })
      }),
    ])
    await makeCertificates(certificateJob)
    expect(await numbers()).toEqual(unbroken(before + 20))
    await issued()
    expect(await numbers()).toEqual(unbroken(before + 21))
  }, 180_000)

  test('a result has one certificate, however often and fast it is asked for', async () => {
    const { resultId } = await makeResult(staff.verifier.accountId)
    const outcomes = await Promise.all([1, 2, 3].map(() => issueOne(staff.issuer, resultId)))
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
    await makeCertificates(certificateJob)
    expect(await issueOne(staff.issuer, resultId)).toEqual(refuse({ kind: 'already-issued' }))
  })

  test('a decision that no longer stands when its number is due gets none', async () => {
    const { resultId } = await makeResult(staff.verifier.accountId)
    await issueOne(staff.issuer, resultId)
    await reading(
      (transaction) => transaction.$executeRaw`UPDATE exam_result SET state = 'superseded', current = false WHERE id = ${resultId}::uuid`,
    )
    await makeCertificates(certificateJob)
    expect(await reading((transaction) => transaction.certificate.count({ where: { examResultId: resultId } }))).toBe(0)
    const row = await reading((transaction) => transaction.certificateIssuance.findFirstOrThrow({ where: { examResultId: resultId } }))
    expect(row).toMatchObject({ state: 'refused', refusal: 'not-confirmed' })
  })

  test.each([
    ['that waits for its second person', { state: 'awaiting-confirmation' }, 'not-confirmed'],
    ['that a newer one replaced', { state: 'superseded', current: false }, 'not-confirmed'],
    ['below the thresholds', { passed: false }, 'not-passed'],
    ['that no decree has determined', { determined: false }, 'not-determined'],
  ] as const)('a result %s gets none', async (_case, options, kind) => {
    const { resultId } = await makeResult(staff.verifier.accountId, options)
    expect(await issueOne(staff.issuer, resultId)).toEqual(refuse({ kind }))
  })

  test('whoever confirmed the result does not issue from it, and the database holds that too', async () => {
    const { resultId, candidate } = await makeResult(staff.issuer.accountId)
    expect(await issueOne(staff.issuer, resultId)).toEqual(refuse({ kind: 'confirmer-may-not-issue' }))
    const error = await insertBehindTheBack(resultId, candidate.candidateId, staff.issuer.accountId)
    expect(databaseErrorKind(error)).toBe('check')
  })

  test('the database takes no certificate for a result that was not passed, not confirmed or not determined', async () => {
    for (const options of [{ passed: false }, { state: 'awaiting-confirmation' }, { determined: false }] as const) {
      const { resultId, candidate } = await makeResult(staff.verifier.accountId, options)
      expect(databaseErrorKind(await insertBehindTheBack(resultId, candidate.candidateId, staff.issuer.accountId))).toBe('check')
    }
  })

  test('an issued certificate cannot be changed, un-revoked or deleted behind the app', async () => {
    const { certificate } = await issued()
    const forged = [
      reading((transaction) => transaction.$executeRaw`UPDATE certificate SET content = '{}' WHERE id = ${certificate.id}::uuid`),
      reading(
        (transaction) => transaction.$executeRaw`UPDATE certificate SET valid_until = '2099-01-01' WHERE id = ${certificate.id}::uuid`,
      ),
      reading((transaction) => transaction.$executeRaw`DELETE FROM certificate WHERE id = ${certificate.id}::uuid`),
    ]
    const errors = await Promise.all(forged.map((attempt) => attempt.catch((error: unknown) => error)))
    expect(errors.map(databaseErrorKind)).toEqual(['append-only', 'append-only', 'append-only'])
  })

  test('nobody without the role issues, reads, prints or revokes', async () => {
    const { resultId } = await makeResult(staff.verifier.accountId)
    const { certificate, candidate } = await issued()
    for (const actor of [staff.verifier, candidate, ANONYMOUS]) {
      expect(await issueOne(actor, resultId)).toEqual(refuse({ kind: 'forbidden' }))
      expect(await browseCertificates(actor, 'ready', {}, { offset: 0, limit: 10 })).toEqual(refuse({ kind: 'forbidden' }))
      expect(await printCertificate(actor, certificate.id)).toEqual(refuse({ kind: 'forbidden' }))
      expect(await requestChange(actor, certificate.id, { kind: 'revoke', reason: 'violation', note: null })).toEqual(
        refuse({ kind: 'forbidden' }),
      )
    }
  })

  test('unknown results and certificates are not found', async () => {
    expect(await issueOne(staff.issuer, ExamResultId.parse(randomUUID()))).toEqual(refuse({ kind: 'not-found' }))
    expect(await printCertificate(staff.issuer, CertificateId.parse(randomUUID()))).toEqual(refuse({ kind: 'not-found' }))
  })

  test('the act is recorded with number and hash, without the name', async () => {
    const { certificate, resultId } = await issued({ name: 'Nama Yang Tidak Boleh Tercatat' })
    const entries = await reading((transaction) => auditEntriesAfter(transaction, 0n, 10_000))
    const entry = entries.find(({ event }) => event.subject === certificate.id)
    expect(entry?.event).toEqual({
      kind: 'certificate.issued',
      subject: certificate.id,
      detail: { serial: certificate.content.serial, resultId, policyVersion: 1, contentHash: certificate.contentHash },
    })
    expect(JSON.stringify(entries.map(({ event }) => event))).not.toContain('Tidak Boleh')
  })

  test('the validity comes from the policy of the period, and its version stands in the certificate', async () => {
    const { certificate } = await issued({ policy: { certificateValidityYears: 5 } })
    const { issuedOn, validUntil, policyVersion } = certificate.content
    expect(Number(validUntil.slice(0, 4)) - Number(issuedOn.slice(0, 4))).toBe(5)
    expect(policyVersion).toBe(1)
  })
})

describe('issuing in a batch', () => {
  test('one refusal stops none of the others, and the count says what happened', async () => {
    const good = await Promise.all([1, 2, 3].map(() => makeResult(staff.verifier.accountId)))
    const bad = await makeResult(staff.issuer.accountId)
    const ids = [good[0], bad, good[1], good[2]].flatMap((each) => (each ? [each.resultId] : []))
    expect(await issueCertificates(staff.issuer, ids, 'none')).toMatchObject(
      accept({ approved: 3, refused: { 'confirmer-may-not-issue': 1 } }),
    )
  })

  test('all that wait are issued in the order of kelurahan and name, up to the limit', async () => {
    await issueReady(staff.issuer, 'competence', {}, 1_000, 'none')
    await makeCertificates(certificateJob)
    await makeResult(staff.verifier.accountId, { name: 'Wati', urbanVillageCode: '36.72.01.1001' })
    await makeResult(staff.verifier.accountId, { name: 'Ani', urbanVillageCode: '36.72.02.1002' })
    await makeResult(staff.verifier.accountId, { name: 'Budi', urbanVillageCode: '36.72.01.1001' })
    const today = '2026-01-01'
    expect(await issueReady(staff.issuer, 'competence', { regionCode: '36.72.02' }, 10, 'none')).toMatchObject(
      accept({ approved: 1, refused: {} }),
    )
    await makeCertificates(certificateJob)
    expect(await issueReady(staff.issuer, 'competence', {}, 1, 'none')).toMatchObject(accept({ approved: 1, refused: {} }))
    await makeCertificates(certificateJob)
    const newest = await browseCertificates(staff.issuer, 'valid', {}, { offset: 0, limit: 2 })
    expect(newest.ok && newest.value.tab === 'valid' ? newest.value.rows.map(({ holderName }) => holderName) : []).toEqual(['Budi', 'Ani'])
    const left = await reading((transaction) => countCertificates(transaction, EVERYWHERE, { text: 'Wati', today }))
    expect(left).toMatchObject({ ready: 1, valid: 0 })
  })
})

describe('the public check', () => {
  test('shows what the certificate says and that it is valid', async () => {
    const { certificate } = await issued({ name: '<script>alert(1)</script>' })
    const checked = await checkCertificate(ANONYMOUS, certificate.publicId)
    expect(checked).toMatchObject(
      accept({
        standing: 'valid',
        ending: null,
        content: { serial: certificate.content.serial, holder: { name: '<script>alert(1)</script>' } },
      }),
    )
    expect(Object.keys(checked.ok ? checked.value.content : {}).sort()).toEqual([
      'examTitle',
      'fields',
      'holder',
      'issuedOn',
      'period',
      'serial',
      'total',
      'validUntil',
    ])
  })

  test('a revoked certificate shows as revoked with day and reason, never the note, and once only', async () => {
    const { certificate } = await issued()
    expect(await revoke(certificate.id, 'appeal-upheld', 'catatan rahasia kantor')).toMatchObject(accept({ state: 'approved' }))
    const checked = await checkCertificate(ANONYMOUS, certificate.publicId)
    expect(checked).toMatchObject(accept({ standing: 'revoked', ending: { kind: 'revoked', reason: 'appeal-upheld' } }))
    expect(JSON.stringify(checked)).not.toContain('rahasia')
    expect(await revoke(certificate.id, 'violation')).toEqual(refuse({ kind: 'not-in-force' }))
    const entries = await reading((transaction) => auditEntriesAfter(transaction, 0n, 10_000))
    expect(JSON.stringify(entries.map(({ event }) => event))).not.toContain('rahasia')
  })

  test('content changed by someone with power over the database is not vouched for', async () => {
    const { certificate } = await issued()
    await reading(async (transaction) => {
      await transaction.$executeRaw`ALTER TABLE certificate DISABLE TRIGGER certificate_stays`
      await transaction.$executeRaw`UPDATE certificate SET content = jsonb_set(content, '{holder,name}', '"Orang Lain"') WHERE id = ${certificate.id}::uuid`
      await transaction.$executeRaw`ALTER TABLE certificate ENABLE TRIGGER certificate_stays`
    })
    expect(await checkCertificate(ANONYMOUS, certificate.publicId)).toEqual(refuse({ kind: 'altered' }))
    expect(await printCertificate(staff.issuer, certificate.id)).toEqual(refuse({ kind: 'altered' }))
  })
})

describe("a candidate's own certificate", () => {
  test('is described and printed for its holder, and nobody sees one before it exists', async () => {
    const { certificate, candidate } = await issued()
    expect(await describeOwnCertificate(candidate)).toMatchObject(accept({ serial: certificate.content.serial, standing: 'valid' }))
    const printed = await printOwnCertificate(candidate)
    expect(printed.ok && printed.value.fileName).toBe(`${certificate.content.serial.replaceAll('/', '-')}.pdf`)
    const other = await makeResult(staff.verifier.accountId)
    expect(await describeOwnCertificate(other.candidate)).toEqual(accept(null))
    expect(await printOwnCertificate(other.candidate)).toEqual(refuse({ kind: 'not-found' }))
  })
})

describe('the lists', () => {
  test('a search with wildcards or quotes finds only what is really written so', async () => {
    await makeResult(staff.verifier.accountId, { name: 'Ayu 100% _Asli_' })
    for (const [text, found] of [
      ['100% _asli_', 1],
      ['%', 1],
      ["' OR 1=1 --", 0],
      ['\\', 0],
    ] as const) {
      const page = await browseCertificates(staff.issuer, 'ready', { text }, { offset: 0, limit: 50 })
      expect(page.ok ? page.value.rows.length : -1).toBe(found)
      expect(page.ok ? page.value.counts.ready : -1).toBe(found)
    }
  })
})

function insertBehindTheBack(resultId: ExamResultId, candidateId: string, issuedBy: AccountId): Promise<unknown> {
  const year = 1999
  return reading((transaction) =>
    transaction.certificate.create({
      data: {
        id: randomUUID(),
        publicId: randomUUID(),
        examResultId: resultId,
        candidateId,
        year,
        number: 1,
        serial: randomUUID(),
        content: {},
        contentHash: '',
        status: 'valid',
        issuedBy,
        issuedAt: new Date(),
        validUntil: new Date(),
      },
    }),
  ).catch((error: unknown) => error)
}
