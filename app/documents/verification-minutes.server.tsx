import { StyleSheet, Text } from '@react-pdf/renderer'
import { dayInWib, formatDate, formatMoment } from '#app/domain/shared/calendar.ts'
import { DUTIES, type Duty } from '#app/domain/verification/case-step.ts'
import { INELIGIBILITY_REASONS, type IneligibilityReason } from '#app/domain/verification/reasons.ts'
import { verificationWords } from '#app/text/verification.ts'
import { verificationMinutesWords } from '#app/text/verification-minutes.ts'
import { type PaperColumn, PaperFacts, PaperSection, PaperTable, PaperTitle, SignatureGrid } from './paper-parts.server.tsx'
import { INK, MUTED, type Paper, PrintedDocument, PrintedPage, renderPdf } from './pdf-base.server.tsx'

/** An official paper is in Indonesian, whatever language its reader chose on the screen. */
const LOCALE = 'id'
const words = verificationWords[LOCALE]
const minutes = verificationMinutesWords[LOCALE]

type MinutesCase = {
  readonly participantNumber: string
  readonly name: string
  readonly state: keyof typeof words.states
  readonly decision: 'eligible' | 'ineligible' | null
  readonly reasons: readonly IneligibilityReason[]
}
type MinutesHand = { readonly duty: Duty; readonly name: string; readonly cases: number }

export type VerificationMinutes = {
  readonly village: string
  readonly district: string
  readonly period: { readonly name: string; readonly year: number }
  readonly policy: { readonly version: number; readonly minimumAge: number; readonly maximumAge: number }
  readonly cases: readonly MinutesCase[]
  readonly hands: readonly MinutesHand[]
  readonly at: Date
}

const styles = StyleSheet.create({
  text: { marginTop: 8 },
  small: { marginTop: 8, fontSize: 7.5, color: MUTED },
  provisional: { marginTop: 8, borderWidth: 0.8, borderColor: INK, padding: 5 },
})

const CASES: readonly PaperColumn<MinutesCase>[] = [
  { head: minutes.ordinal, width: 30, value: (_case, place) => String(place) },
  { head: minutes.participantNumber, width: 84, value: ({ participantNumber }) => participantNumber },
  { head: minutes.name, value: ({ name }) => name },
  {
    head: minutes.decision,
    width: 96,
    value: ({ decision, state }) => (decision === null ? words.states[state] : words.decisions[decision]),
  },
  { head: minutes.reason, width: 150, value: ({ reasons }) => reasons.map((reason) => words.reasons[reason]).join(', ') },
]
const HANDS: readonly PaperColumn<MinutesHand>[] = [
  { head: minutes.ordinal, width: 30, value: (_hand, place) => String(place) },
  { head: minutes.name, value: ({ name }) => name },
  { head: minutes.part, width: 170, value: ({ duty }) => minutes.duties[duty] },
  { head: minutes.cases, width: 50, align: 'right', value: ({ cases }) => String(cases) },
]
const FIGURES: readonly PaperColumn<readonly [string, number]>[] = [
  { head: minutes.what, value: ([what]) => what },
  { head: minutes.count, width: 60, align: 'right', value: ([, count]) => String(count) },
]
const SIGNERS = ['propose', 'acknowledge', 'decide'] as const

/** The minutes (Berita Acara) of the verification of one kelurahan: figures, who took part, every decision, places to sign. */
export function renderVerificationMinutes(
  given: VerificationMinutes,
  { paper, demo }: { paper: Paper; demo: boolean },
): Promise<Uint8Array> {
  const { village, district, period, policy, cases, hands, at } = given
  const undecided = cases.filter(({ decision }) => decision === null).length
  const weekday = minutes.weekdays[new Date(`${dayInWib(at)}T00:00:00Z`).getUTCDay()] ?? ''
  return renderPdf(
    <PrintedDocument title={minutes.footer(village)} at={at} locale={LOCALE}>
      <PrintedPage paper={paper} demo={demo} locale={LOCALE} footer={`${minutes.footer(village)}, ${formatMoment(at, LOCALE)}`}>
        <PaperTitle title={minutes.title} subtitle={minutes.subtitle(village, district)} number={minutes.number(period.year)} />
        {undecided === 0 ? null : <Text style={styles.provisional}>{minutes.provisional(undecided)}</Text>}
        <Text style={styles.text}>{minutes.opening(weekday, formatDate(at, LOCALE), village, period.name)}</Text>
        <PaperFacts facts={[[minutes.policy, minutes.policyText(policy.version, policy.minimumAge, policy.maximumAge)]]} />
        <PaperSection title={minutes.figures} />
        <PaperTable columns={FIGURES} rows={figuresOf(cases)} keyOf={([what]) => what} />
        <PaperSection title={minutes.members} />
        <PaperTable
          columns={HANDS}
          rows={DUTIES.flatMap((duty) => hands.filter((hand) => hand.duty === duty))}
          keyOf={({ duty, name }) => `${duty} ${name}`}
        />
        <PaperSection title={minutes.list} />
        <PaperTable columns={CASES} rows={cases} keyOf={({ participantNumber }) => participantNumber} />
        <Text style={styles.text}>{minutes.closing}</Text>
        <PaperSection title={minutes.signatures} />
        <SignatureGrid signers={SIGNERS.map((duty) => ({ key: duty, role: minutes.signers[duty], name: signerOf(hands, duty) }))} />
        <Text style={styles.small}>{minutes.unsigned}</Text>
      </PrintedPage>
    </PrintedDocument>,
  )
}

function figuresOf(cases: readonly MinutesCase[]): (readonly [string, number])[] {
  const count = (which: (each: MinutesCase) => boolean) => cases.filter(which).length
  const reasons = INELIGIBILITY_REASONS.map(
    (reason) => [minutes.ofWhich(words.reasons[reason]), count((each) => each.reasons.includes(reason))] as const,
  )
  return [
    [minutes.all, cases.length],
    [minutes.eligible, count(({ decision }) => decision === 'eligible')],
    [minutes.ineligible, count(({ decision }) => decision === 'ineligible')],
    ...reasons.filter(([, each]) => each > 0),
    [minutes.undecided, count(({ decision }) => decision === null)],
    [minutes.returned, count(({ state }) => state === 'returned')],
  ]
}

/** The one person who did this; with several, or none, the name is written by hand. */
function signerOf(hands: readonly MinutesHand[], duty: Duty): string {
  const own = hands.filter((hand) => hand.duty === duty)
  return own.length === 1 ? (own[0]?.name ?? ' ') : ' '
}
