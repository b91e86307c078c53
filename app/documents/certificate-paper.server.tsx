import { Page, Path, StyleSheet, Svg, Text, View } from '@react-pdf/renderer'
import { type Certificate, type CertificateContent, formatPrintedScore } from '#app/domain/certificates/certificate.ts'
import type { Signer } from '#app/domain/certificates/issuance.ts'
import { printedCode } from '#app/domain/certificates/public-id.ts'
import type { BadgeContent } from '#app/domain/certificates/skill-badge.ts'
import { SERVICE_FIELDS } from '#app/domain/roster/service-field.ts'
import { formatDate, formatDay } from '#app/domain/shared/calendar.ts'
import { paperWords } from '#app/text/certificate-paper.ts'
import { commonWords } from '#app/text/common.ts'
import { printWords } from '#app/text/print.ts'
import { skillBadgeWords } from '#app/text/skill-badge.ts'
import {
  ACCENT,
  ACCENT_STRONG,
  BAD,
  GOOD,
  type HeadLook,
  INK,
  LINE,
  MONO,
  MUTED,
  mm,
  OfficeHead,
  PrintedDocument,
  paperSize,
  QrCode,
  SANS,
  SERIF,
  Watermark,
  WordAcross,
} from './pdf-base.server.tsx'
import { CODE_PLACE } from './pdf-template.server.ts'

/** An official paper is in Indonesian, whatever language its reader chose on the screen. */
const LOCALE = 'id'
const SIZE = paperSize('A4', 'landscape')
const SIDE = mm(20)
/** Points that a line across the page, a score and a line below the QR code may take. */
export const ROOM = { line: SIZE[0] - 2 * SIDE, score: 54, code: 148 }

const styles = StyleSheet.create({
  page: { fontFamily: SANS, fontSize: 9, lineHeight: 1.4, color: INK },
  outer: {
    position: 'absolute',
    left: mm(8),
    right: mm(8),
    top: mm(8),
    bottom: mm(8),
    borderWidth: 1.6,
    borderColor: ACCENT,
    borderRadius: 4,
  },
  inner: {
    position: 'absolute',
    left: mm(10),
    right: mm(10),
    top: mm(10),
    bottom: mm(10),
    borderWidth: 0.5,
    borderColor: LINE,
    borderRadius: 2,
  },
  content: { position: 'absolute', left: SIDE, right: SIDE, top: mm(15), bottom: mm(14) },
  head: { flexDirection: 'row', alignItems: 'center' },
  holder: { flexGrow: 1, justifyContent: 'center' },
  title: { fontFamily: SERIF, fontSize: 30, lineHeight: 1.2, color: ACCENT_STRONG, textAlign: 'center' },
  number: { textAlign: 'center', marginTop: 3, fontSize: 10 },
  notTheirs: { textAlign: 'center', marginTop: 5, fontSize: 9, fontWeight: 700 },
  group: { borderBottomWidth: 0.5, borderBottomColor: LINE, paddingVertical: 1.4 },
  groupName: { fontSize: 8, fontWeight: 700, lineHeight: 1.35 },
  competencies: { fontSize: 7, lineHeight: 1.3 },
  badgeTitle: { fontSize: 25 },
  givenTo: { textAlign: 'center', marginTop: 18, color: MUTED },
  name: { fontFamily: SERIF, fontWeight: 700, lineHeight: 1.2, textAlign: 'center', marginTop: 5 },
  participant: { textAlign: 'center', marginTop: 5, color: MUTED },
  statement: { textAlign: 'center', marginTop: 15, fontSize: 10, lineHeight: 1.45, paddingHorizontal: 60 },
  body: { flexDirection: 'row' },
  table: { width: 318 },
  row: { flexDirection: 'row', borderBottomWidth: 0.5, borderBottomColor: LINE, paddingVertical: 2.6 },
  headRow: { borderBottomWidth: 1, borderBottomColor: ACCENT, color: MUTED, fontSize: 8 },
  totalRow: { borderBottomWidth: 0, fontWeight: 700 },
  field: { flexGrow: 1 },
  score: { width: ROOM.score, textAlign: 'right' },
  outcome: { width: 44, textAlign: 'right' },
  outcomeMark: { fontWeight: 700 },
  legend: { fontSize: 7, color: MUTED, marginTop: 2 },
  signature: { marginLeft: 26, width: 196 },
  dates: { flexDirection: 'row', marginBottom: 12 },
  date: { width: 98 },
  label: { fontSize: 7.5, color: MUTED },
  signatureSpace: { height: 38 },
  signatureLine: { borderTopWidth: 0.7, borderTopColor: INK, paddingTop: 2, width: 180, fontSize: 7.5, color: MUTED },
  check: { marginLeft: 'auto', width: ROOM.code, alignItems: 'center' },
  checkTitle: { fontSize: 8, fontWeight: 700 },
  checkHow: { fontSize: 7, color: MUTED, textAlign: 'center', lineHeight: 1.3 },
  codes: { marginTop: 2 },
  code: { fontFamily: MONO, fontSize: 7.2, textAlign: 'center', lineHeight: 1.35 },
  foot: {
    borderTopWidth: 0.5,
    borderTopColor: LINE,
    marginTop: 8,
    paddingTop: 5,
    fontSize: 8,
    flexDirection: 'row',
    justifyContent: 'space-between',
  },
  demoNote: { color: MUTED },
  revoked: { color: BAD, fontWeight: 700 },
})

export type PaperOptions = {
  readonly origin: string
  readonly demo: boolean
  /** Who will sign the file: the paper says so, and nothing more. */
  readonly signer: Signer
  /** What the QR code carries behind the address; null for what was issued without one. */
  readonly token: string | null
}

/** The lines that differ between certificates of one kind; each stands in its own text element. */
export function linesOf({ content, publicId }: Pick<Certificate, 'content' | 'publicId'>) {
  const words = paperWords[LOCALE]
  const { holder } = content
  const code = printedCode(publicId)
  return {
    number: `${words.number} ${content.serial}`,
    name: holder.name,
    participant: words.participant(holder.participantNumber, holder.urbanVillage),
    // The paper of a badge names what is held; the scores stand on its check page.
    scores: content.badge === undefined ? content.fields.map(({ score }) => formatPrintedScore(score, LOCALE)) : [],
    total: content.badge === undefined ? [formatPrintedScore(content.total, LOCALE)] : [],
    codes: [code.slice(0, 19), code.slice(20)],
  }
}

/** What the QR code says is mostly random, so one mask is as good as another. */
export const CODE_MASK = 0

/** What the QR code says. */
export function codeOf({ publicId }: Pick<Certificate, 'publicId'>, { origin, token }: PaperOptions): string {
  return `${origin}/v/${publicId}${token === null ? '' : `#${token}`}`
}

function headingOf({ badge }: Pick<CertificateContent, 'badge'>): string {
  return badge === undefined ? paperWords[LOCALE].title : skillBadgeWords[LOCALE].title(badge.name)
}

/** What the file calls itself. */
export function titleOf({ content }: Pick<Certificate, 'content'>): string {
  return `${headingOf(content)} ${content.serial}`
}

/** Points in which a name of this length stands on one line, or on two when it is very long. */
export function nameSize(name: string): number {
  if (name.length <= 30) return 30
  if (name.length <= 44) return 23
  return name.length <= 80 ? 17 : 12
}

type PaperProps = {
  readonly certificate: Certificate
  readonly options: PaperOptions
  /** For a template: the size of its names, and letters that its fonts are to hold, which are brought in on a second page. */
  readonly template?: { readonly nameSize: number; readonly letters: string }
}

export function CertificatePaper({ certificate, options, template }: PaperProps) {
  const words = paperWords[LOCALE]
  const { content } = certificate
  const { demo, signer } = options
  const lines = linesOf(certificate)
  return (
    <PrintedDocument title={titleOf(certificate)} at={certificate.issuedAt} locale={LOCALE}>
      <Page size={SIZE} style={styles.page}>
        <View style={styles.outer} />
        <View style={styles.inner} />
        {certificate.status === 'revoked' ? <WordAcross word={words.revoked} size={SIZE} colour={BAD} opacity={0.22} /> : null}
        {certificate.status === 'valid' && demo ? <Watermark locale={LOCALE} size={SIZE} /> : null}
        <View style={styles.content}>
          <Head />
          <Holder content={content} lines={lines} nameSize={template?.nameSize ?? nameSize(content.holder.name)} />
          <View style={styles.body}>
            {content.badge === undefined ? <Fields content={content} lines={lines} /> : <Groups badge={content.badge} />}
            <Signature content={content} />
            <Check lines={lines} options={options} code={template === undefined ? codeOf(certificate, options) : null} />
          </View>
          <View style={styles.foot}>
            <Text>{words.signed[signer]}</Text>
            {certificate.status === 'revoked' ? (
              <Text style={styles.revoked}>{words.revokedOn(formatDate(certificate.revocation.at, LOCALE))}</Text>
            ) : null}
            {content.replaces === undefined ? null : <Text>{words.replaces(content.replaces)}</Text>}
            {demo ? <Text style={styles.demoNote}>{printWords[LOCALE].demoNote}</Text> : null}
          </View>
        </View>
      </Page>
      {template === undefined ? null : <Letters text={template.letters} />}
    </PrintedDocument>
  )
}

/** Every face that a differing line is set in, with its letters. */
function Letters({ text }: { readonly text: string }) {
  return (
    <Page size={SIZE}>
      {[SANS, SERIF].map((fontFamily) => (
        <Text key={fontFamily} style={{ fontFamily, fontWeight: fontFamily === SERIF ? 700 : 400 }}>
          {text}
        </Text>
      ))}
      <Text style={{ fontFamily: SANS, fontWeight: 700 }}>0123456789,</Text>
      <Text style={{ fontFamily: MONO }}>0123456789abcdef</Text>
    </Page>
  )
}

const HEAD: HeadLook = {
  mark: 36,
  names: { marginLeft: 10, width: 330 },
  government: { fontSize: 8, color: MUTED },
  office: { fontSize: 9, fontWeight: 700, lineHeight: 1.3 },
  programme: { marginLeft: 'auto', width: 240, textAlign: 'right', fontSize: 8, color: MUTED },
}

function Head() {
  return (
    <View style={styles.head}>
      <OfficeHead locale={LOCALE} look={HEAD} />
    </View>
  )
}

type PartProps = { readonly content: CertificateContent; readonly lines: ReturnType<typeof linesOf> }

function Holder({ content, lines, nameSize: fontSize }: PartProps & { readonly nameSize: number }) {
  const words = paperWords[LOCALE]
  return (
    <View style={styles.holder}>
      <Text style={content.badge === undefined ? styles.title : [styles.title, styles.badgeTitle]}>{headingOf(content)}</Text>
      <Text style={styles.number}>{lines.number}</Text>
      {content.badge === undefined ? null : <Text style={styles.notTheirs}>{skillBadgeWords[LOCALE].notTheirs}</Text>}
      <Text style={styles.givenTo}>{words.givenTo}</Text>
      <Text style={[styles.name, { fontSize }]}>{lines.name}</Text>
      <Text style={styles.participant}>{lines.participant}</Text>
      <Text style={styles.statement}>
        {statementOf(content)}
        {'\n'}
        {words.basis(content.examTitle, content.period.name)}
      </Text>
    </View>
  )
}

function statementOf({ badge, fields }: CertificateContent): string {
  if (badge !== undefined) return skillBadgeWords[LOCALE].statement
  const words = paperWords[LOCALE]
  return fields.length === SERVICE_FIELDS.length ? words.statement : words.statementFields
}

/** Points that the groups of a badge may take below each other, and letters of small print on one line: by both the paper chooses. */
const GROUPS = { room: 170, heading: 14, line: 10, letters: 68 }

/** Groups with their competencies where there is room, else the groups alone; all of them stand on the check page. */
function Groups({ badge: { groups, framework, rule } }: { readonly badge: BadgeContent }) {
  const words = skillBadgeWords[LOCALE]
  const shown = groups.map(({ code, name, competencies }) => ({
    code,
    heading: words.paperGroup(name, competencies.length),
    competencies: competencies.map((each) => each.name).join(' · '),
  }))
  const height = shown.reduce(
    (sum, { competencies }) => sum + GROUPS.heading + GROUPS.line * Math.ceil(competencies.length / GROUPS.letters),
    0,
  )
  return (
    <View style={styles.table}>
      {shown.map(({ code, heading, competencies }) => (
        <View key={code} style={styles.group}>
          <Text style={styles.groupName}>{heading}</Text>
          {height > GROUPS.room ? null : <Text style={styles.competencies}>{competencies}</Text>}
        </View>
      ))}
      <Text style={styles.legend}>
        {words.frameworkVersion(framework.title, framework.version)}.{' '}
        {words.rule(formatPrintedScore(rule.threshold, LOCALE), rule.minimumQuestions)}
      </Text>
    </View>
  )
}

function Fields({ content, lines }: PartProps) {
  const words = paperWords[LOCALE]
  const fieldNames = commonWords[LOCALE].fields
  return (
    <View style={styles.table}>
      <View style={[styles.row, styles.headRow]}>
        <Text style={styles.field}>{words.field}</Text>
        <Text style={styles.score}>{words.score}</Text>
        <Text style={styles.outcome}>{words.outcome}</Text>
      </View>
      {content.fields.map(({ field, competent }, at) => (
        <View key={field} style={styles.row}>
          <Text style={styles.field}>{fieldNames[field]}</Text>
          <Text style={styles.score}>{lines.scores[at]}</Text>
          <Text style={[styles.outcome, styles.outcomeMark, { color: competent ? GOOD : BAD }]}>
            {competent ? words.competent : words.notYetCompetent}
          </Text>
        </View>
      ))}
      <View style={[styles.row, styles.totalRow]}>
        <Text style={styles.field}>{words.total}</Text>
        <Text style={styles.score}>{lines.total}</Text>
        <Text style={styles.outcome} />
      </View>
      <Text style={styles.legend}>{words.legend}</Text>
    </View>
  )
}

function Signature({ content }: { readonly content: CertificateContent }) {
  const words = paperWords[LOCALE]
  return (
    <View style={styles.signature}>
      <View style={styles.dates}>
        <View style={styles.date}>
          <Text style={styles.label}>{words.issuedOn}</Text>
          <Text>{formatDay(content.issuedOn, LOCALE)}</Text>
        </View>
        <View style={styles.date}>
          <Text style={styles.label}>{words.validUntil}</Text>
          <Text>{formatDay(content.validUntil, LOCALE)}</Text>
        </View>
      </View>
      <Text>{words.placeAndDay(formatDay(content.issuedOn, LOCALE))}</Text>
      <Text>{words.signer}</Text>
      <View style={styles.signatureSpace} />
      <Text style={styles.signatureLine}>{words.signerName}</Text>
    </View>
  )
}

type CheckProps = {
  readonly lines: PartProps['lines']
  readonly options: PaperOptions /** Null for the place of a code. */
  readonly code: string | null
}

function Check({ lines, options: { origin, token }, code }: CheckProps) {
  const words = paperWords[LOCALE]
  const size = token === null ? 96 : 124
  return (
    <View style={styles.check}>
      {code === null ? (
        <Svg width={size} height={size} style={{ flexShrink: 0 }} viewBox="0 0 1 1">
          <Path d="M0 0h1v1h-1z" fill={CODE_PLACE} />
        </Svg>
      ) : (
        <QrCode text={code} size={size} mask={CODE_MASK} />
      )}
      <Text style={styles.checkTitle}>{words.check}</Text>
      <Text style={styles.checkHow}>{words.checkHow(`${origin.replace(/^https?:\/\//, '')}/v`)}</Text>
      <View style={styles.codes}>
        {lines.codes.map((line) => (
          <Text key={line} style={styles.code}>
            {line}
          </Text>
        ))}
      </View>
    </View>
  )
}
