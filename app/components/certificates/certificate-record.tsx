import type { RevocationReason, Standing, SupersessionReason } from '#app/domain/certificates/certificate.ts'
import type { Signer } from '#app/domain/certificates/issuance.ts'
import type { BadgeContent } from '#app/domain/certificates/skill-badge.ts'
import type { ServiceField } from '#app/domain/roster/service-field.ts'
import { issuingWords } from '#app/text/certificate-issuing.ts'
import { certificateWords } from '#app/text/certificates.ts'
import { commonWords } from '#app/text/common.ts'
import { skillBadgeWords } from '#app/text/skill-badge.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { Notice, Section } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'
import { formatCount } from './certificate-filters.tsx'
import { StandingBadge } from './issued-certificates.tsx'

export type ShownRecord = {
  readonly serial: string
  readonly holder: { readonly name: string; readonly participantNumber: string; readonly urbanVillage: string }
  readonly periodName: string
  readonly examTitle: string
  readonly fields: readonly { readonly field: ServiceField; readonly score: string; readonly competent: boolean }[]
  readonly total: string
  /** With the scores in the reader's language; null for a certificate of competence. */
  readonly badge: BadgeContent | null
  readonly issuedOn: string
  readonly validUntil: string
  readonly policyVersion: number
  readonly contentHash: string
  readonly standing: Standing
  readonly ending: { readonly on: string; readonly reason: RevocationReason | SupersessionReason; readonly note: string | null } | null
  readonly file: { readonly signer: Signer; readonly hash: string; readonly documentKid: string | null } | null
  readonly views: number
}

/** All that the office knows of one certificate. */
export function CertificateRecord({ record }: { record: ShownRecord }) {
  const words = useWords(certificateWords)
  const { fields } = useWords(commonWords)
  const issuing = useWords(issuingWords)
  const badge = useWords(skillBadgeWords)
  const locale = useLocale()
  return (
    <>
      {record.ending === null ? null : (
        <Notice tone="bad" title={`${words.standing[record.standing]}: ${record.ending.on}`}>
          <p>
            {words.reason}: {issuing.reasons[record.ending.reason]}.
          </p>
          {record.ending.note ? (
            <p>
              {words.note}: {record.ending.note}
            </p>
          ) : null}
        </Notice>
      )}
      <Section title={words.content} aside={<StandingBadge standing={record.standing} />}>
        <dl className="grid gap-x-6 gap-y-2 rounded-md border border-line bg-surface p-4 sm:grid-cols-[max-content_1fr]">
          <Fact name={badge.kind} value={record.badge === null ? badge.kinds.competence : badge.title(record.badge.name)} />
          <Fact name={words.holder} value={record.holder.name} />
          <Fact name={words.participantNumber} value={record.holder.participantNumber} />
          <Fact name={words.urbanVillage} value={record.holder.urbanVillage} />
          <Fact name={words.exam} value={record.examTitle} />
          <Fact name={words.period} value={record.periodName} />
          <Fact name={words.issuedOn} value={record.issuedOn} />
          <Fact name={words.validUntil} value={record.validUntil} />
          <Fact name={words.total} value={record.total} />
          <Fact name={words.policyVersion} value={String(record.policyVersion)} />
          <Fact name={words.contentHash} value={record.contentHash} />
        </dl>
      </Section>
      <Section title={issuing.file}>
        <dl className="grid gap-x-6 gap-y-2 rounded-md border border-line bg-surface p-4 sm:grid-cols-[max-content_1fr]">
          {record.file === null ? (
            <Fact name={issuing.file} value={issuing.noFile} />
          ) : (
            <>
              <Fact name={issuing.signer} value={issuing.signers[record.file.signer]} />
              <Fact name={issuing.fileHash} value={record.file.hash} />
              {record.file.documentKid === null ? null : <Fact name={issuing.key} value={record.file.documentKid} />}
            </>
          )}
          <Fact name={issuing.views} value={issuing.viewsTimes(formatCount(record.views, locale))} />
        </dl>
      </Section>
      {record.badge === null ? null : <HeldCompetencies badge={record.badge} />}
      <Section title={words.fieldsCaption}>
        <DataTable
          caption={words.fieldsCaption}
          rows={record.fields}
          rowKey={(row) => row.field}
          columns={[
            { key: 'field', head: words.field, cell: (row) => fields[row.field] },
            { key: 'score', head: words.score, numeric: true, cell: (row) => row.score },
            { key: 'outcome', head: words.fieldOutcome, cell: (row) => (row.competent ? words.competent : words.notYetCompetent) },
          ]}
        />
      </Section>
    </>
  )
}

/** What a badge rests on, group by group. */
function HeldCompetencies({ badge: { groups, framework, rule } }: { badge: BadgeContent }) {
  const words = useWords(skillBadgeWords)
  const rows = groups.flatMap((group) => group.competencies.map((competency) => ({ ...competency, group: group.name })))
  return (
    <Section title={words.contentTitle}>
      <p className="mb-3">{words.notTheirs}</p>
      <DataTable
        caption={words.contentTitle}
        rows={rows}
        rowKey={(row) => row.code}
        columns={[
          { key: 'group', head: words.group, cell: (row) => row.group },
          { key: 'competency', head: words.competency, cell: (row) => row.name },
          { key: 'score', head: words.score, numeric: true, cell: (row) => row.score },
          { key: 'questions', head: words.questions, numeric: true, cell: (row) => String(row.questions) },
        ]}
      />
      <p className="mt-2 text-[13px] text-muted">
        {words.frameworkVersion(framework.title, framework.version)}. {words.rule(rule.threshold, rule.minimumQuestions)}{' '}
        {words.underAskedRule}
      </p>
    </Section>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
    </>
  )
}
