import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { CertificateRecord } from '#app/components/certificates/certificate-record.tsx'
import { RevokeForm } from '#app/components/certificates/revoke-form.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { PageHeader, Section } from '#app/components/ui/page.tsx'
import { mayEnter } from '#app/domain/access/may.ts'
import { formatPrintedScore } from '#app/domain/certificates/certificate.ts'
import { RevocationForm } from '#app/domain/certificates/certificate-forms.ts'
import { formatDate, formatDay } from '#app/domain/shared/calendar.ts'
import { CertificateId } from '#app/domain/shared/id.ts'
import { certificateWords } from '#app/text/certificates.ts'
import { readCertificate } from '#app/use-cases/certificates/browse-certificates.server.ts'
import { revokeCertificate } from '#app/use-cases/certificates/revoke-certificate.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const loader = guardedLoader('certificate.read', async ({ actor, params, locale }) => {
  const certificateId = CertificateId.safeParse(params.certificateId)
  if (!certificateId.success) return notFound()
  const result = await readCertificate(actor, certificateId.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { certificate, standing } = result.value
  const { content } = certificate
  return {
    id: certificate.id,
    publicId: certificate.publicId,
    mayRevoke: certificate.status === 'valid' && mayEnter(actor, 'certificate.revoke'),
    record: {
      serial: content.serial,
      holder: content.holder,
      periodName: content.period.name,
      examTitle: content.examTitle,
      fields: content.fields.map((each) => ({ ...each, score: formatPrintedScore(each.score, locale) })),
      total: formatPrintedScore(content.total, locale),
      issuedOn: formatDay(content.issuedOn, locale),
      validUntil: formatDay(content.validUntil, locale),
      policyVersion: content.policyVersion,
      contentHash: certificate.contentHash,
      standing,
      revocation:
        certificate.status === 'valid'
          ? null
          : { on: formatDate(certificate.revocation.at, locale), reason: certificate.revocation.reason, note: certificate.revocation.note },
    },
  }
})

export const action = guardedAction('certificate.revoke', async ({ actor, params, request }) => {
  const certificateId = CertificateId.safeParse(params.certificateId)
  if (!certificateId.success) return notFound()
  const form = await parseForm(request, RevocationForm)
  if (!form.ok) return form.answer
  const result = await revokeCertificate(actor, certificateId.data, { reason: form.value.reason, note: form.value.note ?? null })
  if (result.ok) throw redirect(`/issuer/certificates/${certificateId.data}`)
  return result.refusal.kind === 'already-revoked' ? form.reject({ '': ['already-revoked'] }) : answerRefusal(result.refusal)
})

export default function CertificatePage() {
  const words = useWords(certificateWords)
  const { id, publicId, mayRevoke, record } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        title={record.serial}
        lead={record.holder.name}
        back={{ to: '/issuer/certificates?tab=valid', label: words.back }}
        actions={
          <>
            <LinkButton to={`/v/${publicId}`} reload>
              {words.publicPage}
            </LinkButton>
            <LinkButton to={`/issuer/certificates/${id}/pdf`} look="primary" reload>
              {words.download}
            </LinkButton>
          </>
        }
      />
      <CertificateRecord record={record} />
      {mayRevoke ? (
        <Section title={words.revoke}>
          <RevokeForm lastResult={lastResult} />
        </Section>
      ) : null}
    </>
  )
}
