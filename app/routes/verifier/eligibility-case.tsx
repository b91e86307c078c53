import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Badge, Fact, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DocumentList, UploadForm } from '#app/components/verification/case-documents.tsx'
import { AttentionMarks, CaseBadge } from '#app/components/verification/case-marks.tsx'
import { FindingsList } from '#app/components/verification/findings-list.tsx'
import { StepForms } from '#app/components/verification/step-forms.tsx'
import { maskedNationalId } from '#app/domain/roster/cadre.ts'
import { formatDay, formatMoment } from '#app/domain/shared/calendar.ts'
import { CaseDocumentId, EligibilityCaseId } from '#app/domain/shared/id.ts'
import { DocumentKind } from '#app/domain/verification/case-document.ts'
import { caseActOf, StepForm } from '#app/domain/verification/case-query.ts'
import { LARGEST_DOCUMENT } from '#app/domain/verification/document-file.ts'
import { TIE_RELATIONS, TieRelation } from '#app/domain/verification/tie.ts'
import { verificationWords } from '#app/text/verification.ts'
import { verificationSheetWords } from '#app/text/verification-sheet.ts'
import { addCaseDocument, removeCaseDocument } from '#app/use-cases/verification/case-documents.server.ts'
import { declareTie } from '#app/use-cases/verification/declare-tie.server.ts'
import { readCase } from '#app/use-cases/verification/read-case.server.ts'
import { takeCaseStep } from '#app/use-cases/verification/take-case-step.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'
import { readPostedForm } from '#app/web/upload.server.ts'

const FORM_BYTES = LARGEST_DOCUMENT + 64 * 1024
const DONE = ['step', 'upload', 'remove', 'tie'] as const

export const handle = pageTitled(verificationWords, ({ title }) => title)

export const loader = guardedLoader('verification.read', async ({ actor, params, locale, url }) => {
  const caseId = EligibilityCaseId.safeParse(params.caseId)
  const result = caseId.success ? await readCase(actor, caseId.data) : notFound()
  if (!result.ok) return answerRefusal(result.refusal)
  const sheet = verificationSheetWords[locale]
  const { case: one, village, period, policy, findings, documents, steps, acts, obstacle, mayChangeDocuments } = result.value
  const size = (bytes: number) =>
    bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1).replace('.', locale === 'id' ? ',' : '.')} MB`
  const account = actor.kind === 'staff' ? actor.accountId : null
  return {
    id: one.id,
    name: one.cadreName,
    state: one.state,
    version: one.version,
    decision: one.decision,
    reasons: one.reasons,
    reopened: one.reopened,
    tied: one.tied,
    regionPath: `/verification/${period.id}/${one.regionCode}`,
    villageName: village?.name ?? one.regionCode,
    districtName: village?.districtName ?? '',
    person: {
      number: one.participantNumber,
      nationalId: maskedNationalId(one.nationalIdLast4),
      birthDate: formatDay(one.facts.birthDate, locale),
      posyandu: one.posyandu,
      occupation: one.facts.occupation,
      spouseOccupation: one.facts.spouseOccupation,
      since: one.servingSince,
      decree: one.decreeNumber,
    },
    policyVersion: policy.version,
    findings,
    documents: documents.map(({ id, kind, mediaType, byteSize, uploadedBy, uploadedByName, uploadedAt, removed }) => ({
      id,
      kind,
      about: `${mediaType.replace(/^.*\//, '').toUpperCase()}, ${size(byteSize)}`,
      uploaded: sheet.uploadedBy(uploadedByName, formatMoment(uploadedAt, locale)),
      removed: removed === null ? null : sheet.removed(removed.byName, formatMoment(removed.at, locale)),
      mayRemove: mayChangeDocuments && removed === null && uploadedBy === account,
    })),
    mayChangeDocuments,
    acts,
    obstacle,
    openedAt: formatMoment(one.openedAt, locale),
    steps: steps.map(({ version, act, to, byName, at, reasons, note, basis, findings: then }) => ({
      version,
      act,
      to,
      byName,
      reasons,
      note,
      basis,
      findings: then,
      at: formatMoment(at, locale),
    })),
    done: DONE.find((done) => done === url.searchParams.get('done')) ?? null,
  }
})

export const action = guardedAction('verification.read', async ({ actor, params, request }) => {
  const parsed = EligibilityCaseId.safeParse(params.caseId)
  if (!parsed.success) return notFound()
  const caseId = parsed.data
  const page = `/verification/cases/${caseId}`
  if (request.headers.get('Content-Type')?.startsWith('multipart/')) {
    const form = await readPostedForm(request, FORM_BYTES)
    if (form === null) {
      return { problem: 'too-large' as const, typed: null }
    }
    const kind = DocumentKind.safeParse(form.values.kind?.[0])
    const file = form.files.get('file')?.[0]
    if (!kind.success) return { problem: 'bad-input' as const, typed: null }
    const added = await addCaseDocument(actor, caseId, { kind: kind.data, bytes: file?.bytes ?? new Uint8Array() })
    if (added.ok) throw redirect(`${page}?done=upload`)
    return added.refusal.kind === 'not-found' ? notFound() : { problem: added.refusal.kind, typed: null }
  }
  const form = await request.formData()
  const intent = form.get('intent')
  if (intent === 'remove') {
    const documentId = CaseDocumentId.safeParse(form.get('documentId'))
    const removed = documentId.success ? await removeCaseDocument(actor, caseId, documentId.data) : notFound()
    if (removed.ok) throw redirect(`${page}?done=remove`)
    return removed.refusal.kind === 'not-found' ? notFound() : { problem: removed.refusal.kind, typed: null }
  }
  if (intent === 'tie') {
    const relation = TieRelation.safeParse(form.get('relation'))
    if (!relation.success) return { problem: 'bad-input' as const, typed: null }
    const declared = await declareTie(actor, caseId, relation.data)
    if (declared.ok) throw redirect(`${page}?done=tie`)
    return notFound()
  }
  const step = StepForm.safeParse({ ...Object.fromEntries(form), reasons: form.getAll('reasons') })
  const act = step.success ? caseActOf(step.data) : null
  if (!step.success || act === null) return { problem: 'bad-input' as const, typed: null }
  const taken = await takeCaseStep(actor, { caseId, seen: step.data.seen }, act)
  if (taken.ok) throw redirect(`${page}?done=step`)
  if (taken.refusal.kind === 'not-found') return notFound()
  const { decision = null, reasons, note, basis } = step.data
  return { problem: taken.refusal.kind, typed: { act: step.data.act, decision, reasons, note, basis } }
})

export default function EligibilityCasePage() {
  const data = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(verificationWords)
  const sheet = useWords(verificationSheetWords)
  const notices = { step: sheet.taken, upload: sheet.added, remove: sheet.gone, tie: words.problems['own-or-kin'] }
  return (
    <>
      <PageHeader
        title={data.name}
        lead={`${data.villageName}, ${data.districtName}`}
        back={{ to: data.regionPath, label: sheet.back(data.villageName) }}
        actions={
          <>
            <CaseBadge state={data.state} decision={data.decision} />
            {data.reopened ? <Badge>{sheet.reopened}</Badge> : null}
          </>
        }
      />
      {answer ? <Notice tone="bad" title={words.problems[answer.problem]} isAnswer /> : null}
      {data.done !== null && !answer ? <Notice tone={data.done === 'tie' ? 'info' : 'good'} title={notices[data.done]} /> : null}
      <Section title={sheet.person}>
        <dl className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
          <Fact label={sheet.number}>{data.person.number}</Fact>
          <Fact label={sheet.nationalId}>{data.person.nationalId}</Fact>
          <Fact label={sheet.birthDate}>{data.person.birthDate}</Fact>
          <Fact label={sheet.posyandu}>{data.person.posyandu}</Fact>
          <Fact label={sheet.occupation}>{data.person.occupation}</Fact>
          <Fact label={sheet.spouse}>{data.person.spouseOccupation ?? sheet.finding.noSpouse}</Fact>
          <Fact label={sheet.since}>{data.person.since}</Fact>
          <Fact label={sheet.decree}>{data.person.decree}</Fact>
        </dl>
      </Section>
      <Section title={sheet.findings} aside={<span className="text-muted">{sheet.policy(data.policyVersion)}</span>}>
        <p className="mb-2 text-muted">{sheet.findingsLead}</p>
        <FindingsList findings={data.findings} person={data.person} />
      </Section>
      <Section title={sheet.documents}>
        <DocumentList caseId={data.id} documents={data.documents} />
        {data.mayChangeDocuments ? <UploadForm /> : null}
      </Section>
      <Section title={sheet.decision}>
        {data.decision === 'ineligible' ? (
          <p className="mb-2">
            {sheet.decisionsLong.ineligible}: {data.reasons.map((reason) => words.reasons[reason]).join(', ')}
          </p>
        ) : null}
        {data.obstacle !== null ? <Notice tone="info" title={words.problems[data.obstacle]} /> : null}
        {data.acts.length > 0 ? (
          <StepForms acts={data.acts} version={data.version} typed={answer?.typed ?? null} />
        ) : data.obstacle === null ? (
          <p className="text-muted">{data.state === 'verified' ? sheet.rests : sheet.nothing}</p>
        ) : null}
      </Section>
      <Section title={sheet.history}>
        <ol className="grid gap-2">
          <li className="text-muted">
            {data.openedAt}: {sheet.opened}
          </li>
          {data.steps.map((step) => (
            <li key={step.version}>
              {step.at}: <strong>{step.byName}</strong> {sheet.done[step.act]} <CaseBadge state={step.to} decision={null} />
              <StepReasons reasons={step.reasons} />
              {step.note === '' ? null : <p className="max-w-[68ch] border-l-2 border-line pl-3">{step.note}</p>}
              {step.basis === '' ? null : (
                <p className="max-w-[68ch] border-l-2 border-line pl-3 text-muted">
                  {sheet.basis}: {step.basis}
                </p>
              )}
              <AttentionMarks findings={step.findings} />
            </li>
          ))}
        </ol>
      </Section>
      {data.tied || data.state === 'verified' ? null : <TieForm />}
    </>
  )
}

function StepReasons({ reasons }: { reasons: readonly string[] }) {
  const { reasons: words } = useWords(verificationWords)
  const named = Object.entries(words).filter(([reason]) => reasons.includes(reason))
  return named.length === 0 ? null : <span> · {named.map(([, text]) => text).join(', ')}</span>
}

function TieForm() {
  const sheet = useWords(verificationSheetWords)
  return (
    <details className="no-print">
      <summary className="min-h-10 cursor-pointer font-semibold">{sheet.tie}</summary>
      <p className="mt-1 mb-3 max-w-[68ch]">{sheet.tieText}</p>
      <div className="flex flex-wrap gap-2">
        {TIE_RELATIONS.map((relation) => (
          <Form key={relation} method="post">
            <input type="hidden" name="intent" value="tie" />
            <Button look="danger" name="relation" value={relation}>
              {sheet.ties[relation]}
            </Button>
          </Form>
        ))}
      </div>
    </details>
  )
}
