import type { RevocationReason, Standing, SupersessionReason } from '#app/domain/certificates/certificate.ts'
import type { Signer } from '#app/domain/certificates/issuance.ts'
import type { TokenKey } from '#app/domain/certificates/qr-token.ts'
import type { BadgeContent } from '#app/domain/certificates/skill-badge.ts'
import type { ServiceField } from '#app/domain/roster/service-field.ts'
import { checkWords } from '#app/text/certificate-check.ts'
import { commonWords } from '#app/text/common.ts'
import { skillBadgeWords } from '#app/text/skill-badge.ts'
import { useWords } from '../ui/locale.tsx'
import { CertificateProofs } from './certificate-proofs.tsx'
import { OfflineKeeper } from './offline-keeper.tsx'

/** A checked certificate in the reader's words: days and scores are formatted already. */
export type ShownCertificate = {
  readonly serial: string
  readonly holder: { readonly name: string; readonly participantNumber: string; readonly urbanVillage: string }
  readonly period: { readonly name: string }
  readonly examTitle: string
  readonly fields: readonly { readonly field: ServiceField; readonly score: string; readonly competent: boolean }[]
  readonly total: string
  /** With the scores in the reader's language; null for a certificate of competence. */
  readonly badge: BadgeContent | null
  readonly issuedOn: string
  readonly validUntil: string
  readonly standing: Standing
  readonly publicId: string
  readonly replaces: string | null
  readonly ending:
    | { readonly kind: 'revoked'; readonly on: string; readonly reason: RevocationReason }
    | { readonly kind: 'superseded'; readonly on: string; readonly reason: SupersessionReason; readonly by: string | null }
    | null
  readonly file: { readonly signer: Signer; readonly hash: string; readonly keyTrusted: boolean } | null
  readonly tokenKeys: readonly TokenKey[]
  readonly views: string
  readonly checkedAt: string
}

/** The certificate's own content beside how it stands, so that a changed paper shows. */
export function CertificateView({ certificate }: { readonly certificate: ShownCertificate }) {
  const words = useWords(checkWords)
  const badgeWords = useWords(skillBadgeWords)
  const { holder, badge } = certificate
  return (
    <>
      <h1>{words.title}</h1>
      <StandingBanner certificate={certificate} />
      {badge === null ? null : (
        <section className="panel" aria-labelledby="badge-title">
          <h2 id="badge-title" className="check-title">
            {badgeWords.title(badge.name)}
          </h2>
          <p>
            <strong>{badgeWords.notTheirs}</strong>
          </p>
        </section>
      )}
      <p>{words.compare}</p>
      <section className="panel" aria-labelledby="content-title">
        <h2 id="content-title" className="check-title">
          {words.contentTitle}
        </h2>
        <dl className="check-facts">
          <Fact name={words.number} value={certificate.serial} />
          <Fact name={badgeWords.kind} value={badgeWords.kinds[badge === null ? 'competence' : 'skill-badge']} />
          <Fact name={words.holder} value={holder.name} strong />
          <Fact name={words.participantNumber} value={holder.participantNumber} />
          <Fact name={words.urbanVillage} value={holder.urbanVillage} />
          <Fact name={words.exam} value={certificate.examTitle} />
          <Fact name={words.period} value={certificate.period.name} />
          <Fact name={words.issuedOn} value={certificate.issuedOn} />
          <Fact name={words.validUntil} value={certificate.validUntil} />
        </dl>
      </section>
      {badge === null ? null : <HeldCompetencies badge={badge} />}
      <FieldScores certificate={certificate} />
      <CertificateProofs {...certificate} />
      <p className="muted">
        {words.checkedAt(certificate.checkedAt)} {words.views(certificate.views)}
      </p>
      <p>
        <a href="/v">{words.again}</a>
      </p>
      <OfflineKeeper />
    </>
  )
}

function StandingBanner({ certificate: { standing, validUntil, ending } }: { readonly certificate: ShownCertificate }) {
  const words = useWords(checkWords)
  const until = ending === null ? validUntil : ending.on
  return (
    <div className={`check-standing ${standing}`}>
      <StandingSign standing={standing} />
      <div>
        <p className="check-word">{words.standing[standing]}</p>
        <p>{words.standingText[standing](until)}</p>
        {ending === null ? null : (
          <p>
            {words.revokedBecause}: {ending.kind === 'revoked' ? words.reasons[ending.reason] : words.supersessions[ending.reason]}.
          </p>
        )}
        {ending?.kind === 'superseded' && ending.by !== null ? (
          <p>
            <a href={`/v/${ending.by}`}>{words.replacedBy}</a>
          </p>
        ) : null}
      </div>
    </div>
  )
}

const SIGNS: Record<Standing, string> = {
  valid: 'm8 16.5 5.5 5.5 11-12',
  expired: 'M16 8v8.5l5.5 3.5',
  revoked: 'm10 10 12 12m0-12-12 12',
  superseded: 'M10 16h12m-5-5 5 5-5 5',
}

function StandingSign({ standing }: { readonly standing: Standing }) {
  return (
    <svg className="check-sign" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <circle cx="16" cy="16" r="14.5" fill="currentColor" />
      <path d={SIGNS[standing]} fill="none" stroke="#ffffff" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}

function Fact({ name, value, strong }: { readonly name: string; readonly value: string; readonly strong?: boolean }) {
  return (
    <div className="check-fact">
      <dt>{name}</dt>
      <dd>{strong ? <strong>{value}</strong> : value}</dd>
    </div>
  )
}

function FieldScores({ certificate }: { readonly certificate: ShownCertificate }) {
  const words = useWords(checkWords)
  const badgeWords = useWords(skillBadgeWords)
  const { fields } = useWords(commonWords)
  return (
    <section className="panel">
      <table className="check-scores">
        <caption>{certificate.badge === null ? words.fieldsTitle : badgeWords.basisTitle}</caption>
        <thead>
          <tr>
            <th scope="col">{words.field}</th>
            <th scope="col" className="figure">
              {words.score}
            </th>
            <th scope="col">{words.outcome}</th>
          </tr>
        </thead>
        <tbody>
          {certificate.fields.map(({ field, score, competent }) => (
            <tr key={field}>
              <th scope="row">{fields[field]}</th>
              <td className="figure">{score}</td>
              <td>{competent ? words.competent : words.notYetCompetent}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.total}</th>
            <td className="figure">{certificate.total}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

/** The groups that a badge rests on, each complete, with what makes a competency count. */
function HeldCompetencies({ badge: { groups, framework, rule } }: { readonly badge: BadgeContent }) {
  const words = useWords(skillBadgeWords)
  return (
    <section className="panel">
      <table className="check-scores">
        <caption>{words.contentTitle}</caption>
        <thead>
          <tr>
            <th scope="col">{words.competency}</th>
            <th scope="col" className="figure">
              {words.questions}
            </th>
            <th scope="col" className="figure">
              {words.score}
            </th>
          </tr>
        </thead>
        {groups.map(({ code, name, competencies }) => (
          <tbody key={code}>
            <tr>
              <th scope="rowgroup" colSpan={3} className="check-group">
                {name}
              </th>
            </tr>
            {competencies.map((competency) => (
              <tr key={competency.code}>
                <td>{competency.name}</td>
                <td className="figure">{competency.questions}</td>
                <td className="figure">{competency.score}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      <p className="muted">
        {words.frameworkVersion(framework.title, framework.version)}. {words.rule(rule.threshold, rule.minimumQuestions)}{' '}
        {words.underAskedRule}
      </p>
    </section>
  )
}
