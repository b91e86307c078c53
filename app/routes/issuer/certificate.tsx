import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { CertificateRecord } from '#app/components/certificates/certificate-record.tsx'
import { ChangeRequestForm } from '#app/components/certificates/change-form.tsx'
import { ChangeList } from '#app/components/certificates/change-list.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { mayEnter } from '#app/domain/access/may.ts'
import { type Certificate, formatPrintedScore, readableBadge } from '#app/domain/certificates/certificate.ts'
import { ChangeForm, DecisionForm } from '#app/domain/certificates/certificate-forms.ts'
import { formatDate, formatDay, formatMoment, type Locale } from '#app/domain/shared/calendar.ts'
import { CertificateId } from '#app/domain/shared/id.ts'
import { issuingWords } from '#app/text/certificate-issuing.ts'
import { certificateWords } from '#app/text/certificates.ts'
import { skillBadgeWords } from '#app/text/skill-badge.ts'
import { signersHere } from '#app/use-cases/certificates/browse-batches.server.ts'
import { readCertificate } from '#app/use-cases/certificates/browse-certificates.server.ts'
import { decideChange, requestChange } from '#app/use-cases/certificates/change-certificate.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(certificateWords, ({ title }) => title)

export const loader = guardedLoader('certificate.read', async ({ actor, params, locale }) => {
  const certificateId = CertificateId.safeParse(params.certificateId)
  if (!certificateId.success) return notFound()
  const result = await readCertificate(actor, certificateId.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { certificate, standing, file, views, changes } = result.value
  const { content } = certificate
  return {
    id: certificate.id,
    publicId: certificate.publicId,
    mayRequest:
      certificate.status === 'valid' &&
      certificate.publishedAt !== null &&
      mayEnter(actor, 'certificate.request-change') &&
      !changes.some(({ state }) => state === 'requested'),
    signers: [...signersHere(actor)],
    changes: changes.map(({ id, wish, state, requestedBy, requestedAt }) => ({
      id,
      kind: wish.kind,
      reason: wish.reason,
      note: wish.note,
      newName: wish.kind === 'replace' ? wish.newName : null,
      state,
      requestedOn: formatMoment(requestedAt, locale),
      isOwn: actor.kind === 'staff' && actor.accountId === requestedBy,
      mayDecide: mayEnter(actor, 'certificate.approve-change') && actor.kind === 'staff' && actor.accountId !== requestedBy,
    })),
    record: {
      serial: content.serial,
      holder: content.holder,
      periodName: content.period.name,
      examTitle: content.examTitle,
      fields: content.fields.map((each) => ({ ...each, score: formatPrintedScore(each.score, locale) })),
      total: formatPrintedScore(content.total, locale),
      badge: readableBadge(content.badge, locale),
      issuedOn: formatDay(content.issuedOn, locale),
      validUntil: formatDay(content.validUntil, locale),
      policyVersion: content.policyVersion,
      contentHash: certificate.contentHash,
      standing,
      ending: endingOf(certificate, locale),
      file,
      views,
    },
  }
})

function endingOf(certificate: Certificate, locale: Locale) {
  switch (certificate.status) {
    case 'valid':
      return null
    case 'revoked': {
      const { at, reason, note } = certificate.revocation
      return { on: formatDate(at, locale), reason, note }
    }
    case 'superseded': {
      const { at, reason } = certificate.supersession
      return { on: formatDate(at, locale), reason, note: null }
    }
  }
}

export const action = guardedAction('certificate.read', async ({ actor, params, request }) => {
  const certificateId = CertificateId.safeParse(params.certificateId)
  if (!certificateId.success) return notFound()
  const here = `/issuer/certificates/${certificateId.data}`
  const intent = (await request.clone().formData()).get('intent')
  if (intent === 'decide') {
    const form = await parseForm(request, DecisionForm)
    if (!form.ok) return form.answer
    const result = await decideChange(actor, form.value.changeId, form.value.answer, form.value.signer)
    if (result.ok) throw redirect(here)
    return result.refusal.kind === 'forbidden' ? answerRefusal(result.refusal) : form.reject({ '': [result.refusal.kind] })
  }
  const form = await parseForm(request, ChangeForm)
  if (!form.ok) return form.answer
  const result = await requestChange(actor, certificateId.data, form.value)
  if (result.ok) throw redirect(here)
  const { kind } = result.refusal
  return kind === 'not-in-force' || kind === 'request-open' ? form.reject({ '': [kind] }) : answerRefusal(result.refusal)
})

export default function CertificatePage() {
  const words = useWords(certificateWords)
  const issuing = useWords(issuingWords)
  const { id, publicId, mayRequest, signers, changes, record } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const problem = lastResult?.error?.['']?.[0]
  const problems: Record<string, string> = { ...issuing.problems, ...useWords(skillBadgeWords).changeProblems }
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
      {!mayRequest && problem !== undefined ? (
        <Notice tone="bad" isAnswer>
          {problems[problem] ?? problem}
        </Notice>
      ) : null}
      <CertificateRecord record={record} />
      {changes.length > 0 ? (
        <Section title={issuing.history}>
          <ChangeList changes={changes} signers={signers} />
        </Section>
      ) : null}
      {mayRequest ? (
        <Section title={issuing.request}>
          <ChangeRequestForm lastResult={lastResult} />
        </Section>
      ) : null}
    </>
  )
}
