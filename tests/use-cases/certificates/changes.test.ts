import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { ANONYMOUS } from '#app/domain/access/actor.ts'
import { PublicId } from '#app/domain/certificates/public-id.ts'
import { CertificateChangeId, CertificateId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { databaseErrorKind } from '#app/platform/database/error-kind.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { browseOpenChanges } from '#app/use-cases/certificates/browse-certificates.server.ts'
import { decideChange, requestChange } from '#app/use-cases/certificates/change-certificate.server.ts'
import { checkCertificate } from '#app/use-cases/certificates/check-certificate.server.ts'
import { issueCertificates } from '#app/use-cases/certificates/issue-certificates.server.ts'
import { makeCertificates } from '#app/use-cases/certificates/make-certificates.server.ts'
import { useTestDatabase } from '#tests/setup/database.ts'
import { certificateJob, makeCertificate, makeResult } from './results.ts'
import { useCertificateStaff } from './staff.ts'

useTestDatabase()

const staff = useCertificateStaff()
const issued = () => makeCertificate(staff, 'none', { name: 'Siti Aminah' })
const violation = { kind: 'revoke', reason: 'violation', note: null } as const
const renaming = { kind: 'replace', reason: 'name-change', note: null, newName: 'Siti Aminah Rahayu' } as const

describe('a change of a certificate', () => {
  test('takes two people: whoever asked does not decide, and the database holds that too', async () => {
    const { id } = await issued()
    const asked = await requestChange(staff.issuer, id, violation)
    if (!asked.ok) throw new Error('refused')
    expect(await decideChange(staff.issuer, asked.value.changeId, 'approved')).toEqual(refuse({ kind: 'needs-second-person' }))
    const alone = reading((transaction) =>
      transaction.certificateChange.update({
        where: { id: asked.value.changeId },
        data: { state: 'approved', decidedBy: staff.issuer.accountId, decidedAt: new Date() },
      }),
    )
    expect(databaseErrorKind(await alone.catch((error: unknown) => error))).toBe('check')
    const past = reading(
      (transaction) => transaction.$executeRaw`
        UPDATE certificate SET status = 'revoked', revoked_by = ${staff.approver.accountId}::uuid, revoked_at = now(), revocation_reason = 'violation' WHERE id = ${id}::uuid`,
    )
    expect(databaseErrorKind(await past.catch((error: unknown) => error))).toBe('check')
    expect(await decideChange(staff.approver, asked.value.changeId, 'approved')).toMatchObject(accept({ state: 'approved' }))
    expect(await decideChange(staff.approver, asked.value.changeId, 'rejected')).toEqual(refuse({ kind: 'already-decided' }))
  })

  test('one at a time waits, is seen by the second person, and a rejected one changes nothing', async () => {
    const { id, publicId } = await issued()
    const asked = await requestChange(staff.issuer, id, violation)
    if (!asked.ok) throw new Error('refused')
    expect(await requestChange(staff.issuer, id, renaming)).toEqual(refuse({ kind: 'request-open' }))
    const open = await browseOpenChanges(staff.approver)
    expect(open.ok && open.value.some((change) => change.id === asked.value.changeId)).toBe(true)
    await decideChange(staff.approver, asked.value.changeId, 'rejected')
    expect(await checkCertificate(ANONYMOUS, publicId)).toMatchObject(accept({ standing: 'valid' }))
    expect((await requestChange(staff.issuer, id, renaming)).ok).toBe(true)
  })

  test('two answers at once: one counts', async () => {
    const { id } = await issued()
    const asked = await requestChange(staff.issuer, id, violation)
    if (!asked.ok) throw new Error('refused')
    const answers = await Promise.all(
      (['approved', 'rejected'] as const).map((answer) => decideChange(staff.approver, asked.value.changeId, answer)),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test('nobody without the role asks or decides, and what is unknown is not found', async () => {
    const { id } = await issued()
    for (const actor of [staff.verifier, staff.approver, ANONYMOUS])
      expect(await requestChange(actor, id, violation)).toEqual(refuse({ kind: 'forbidden' }))
    const unknown = CertificateChangeId.parse(randomUUID())
    expect(await decideChange(staff.verifier, unknown, 'approved')).toEqual(refuse({ kind: 'forbidden' }))
    expect(await decideChange(staff.approver, unknown, 'approved')).toEqual(refuse({ kind: 'not-found' }))
    expect(await requestChange(staff.issuer, CertificateId.parse(randomUUID()), violation)).toEqual(refuse({ kind: 'not-found' }))
  })
})

describe('a replacement', () => {
  test('keeps the old one in force until the new one is published, and then each says where the other is', async () => {
    const { id, publicId } = await issued()
    const asked = await requestChange(staff.issuer, id, renaming)
    if (!asked.ok) throw new Error('refused')
    await decideChange(staff.approver, asked.value.changeId, 'approved', 'local-key')
    expect(await checkCertificate(ANONYMOUS, publicId)).toMatchObject(accept({ standing: 'valid' }))
    expect(await requestChange(staff.issuer, id, violation)).toEqual(refuse({ kind: 'request-open' }))
    await makeCertificates(certificateJob)
    const next = await reading((transaction) => transaction.certificate.findFirstOrThrow({ where: { replacesId: id } }))
    const old = await checkCertificate(ANONYMOUS, publicId)
    expect(old).toMatchObject(accept({ standing: 'superseded', ending: { kind: 'superseded', reason: 'name-change', by: next.publicId } }))
    const fresh = await checkCertificate(ANONYMOUS, PublicId.parse(next.publicId))
    expect(fresh).toMatchObject(accept({ standing: 'valid', content: { holder: { name: 'Siti Aminah Rahayu' } } }))
    expect(fresh.ok && old.ok && fresh.value.content.replaces === old.value.content.serial).toBe(true)
  })

  test('a certificate is replaced once, and the replacement can be replaced again', async () => {
    const { id } = await issued()
    let current = id
    for (const reason of ['lost', 'data-error'] as const) {
      const asked = await requestChange(staff.issuer, current, { kind: 'replace', reason, note: null, newName: null })
      if (!asked.ok) throw new Error(asked.refusal.kind)
      expect((await decideChange(staff.approver, asked.value.changeId, 'approved', 'none')).ok).toBe(true)
      await makeCertificates(certificateJob)
      const next = await reading((transaction) => transaction.certificate.findFirstOrThrow({ where: { replacesId: current } }))
      expect(await requestChange(staff.issuer, current, violation)).toEqual(refuse({ kind: 'not-in-force' }))
      current = CertificateId.parse(next.id)
    }
    const twice = reading(
      (transaction) => transaction.$executeRaw`
        INSERT INTO certificate (id, public_id, exam_result_id, candidate_id, year, number, serial, content, content_hash, status, issued_by, issued_at, valid_until, replaces_id)
        SELECT gen_random_uuid(), ${randomUUID()}, exam_result_id, candidate_id, 1999, 1, ${randomUUID()}, '{}', '', 'valid', issued_by, now(), now(), ${id}::uuid FROM certificate WHERE id = ${current}::uuid`,
    )
    expect(['check', 'unique']).toContain(databaseErrorKind(await twice.catch((error: unknown) => error)))
  })

  test('is not approved by whoever confirmed the result', async () => {
    const { resultId } = await makeResult(staff.approver.accountId)
    await issueCertificates(staff.issuer, [resultId], 'none')
    await makeCertificates(certificateJob)
    const row = await reading((transaction) => transaction.certificate.findFirstOrThrow({ where: { examResultId: resultId } }))
    const asked = await requestChange(staff.issuer, CertificateId.parse(row.id), {
      kind: 'replace',
      reason: 'lost',
      note: null,
      newName: null,
    })
    if (!asked.ok) throw new Error('refused')
    expect(await decideChange(staff.approver, asked.value.changeId, 'approved')).toEqual(refuse({ kind: 'confirmer-may-not-issue' }))
  })
})
