import { Page, StyleSheet, Text, View } from '@react-pdf/renderer'
import { formatDate, formatTime } from '#app/domain/shared/calendar.ts'
import { printWords } from '#app/text/print.ts'
import { sessionPaperWords } from '#app/text/session-paper.ts'
import {
  ACCENT,
  ACCENT_STRONG,
  INK,
  LINE,
  MONO,
  MUTED,
  mm,
  PrintedDocument,
  paperSize,
  QrCode,
  renderPdf,
  SANS,
  TeraMark,
  Watermark,
} from './pdf-base.server.tsx'

/** What cadres hold in their hands is in Indonesian. */
const LOCALE = 'id'
const SIZE = paperSize('A4', 'portrait')
const CARDS_ON_A_PAGE = 8

export type PrintedCard = {
  readonly participantNumber: string
  readonly pin: string
  readonly cadreName: string
  readonly urbanVillageCode: string
  readonly urbanVillageName: string
}
type CardSession = {
  readonly examTitle: string
  readonly label: string
  readonly venueName: string
  readonly venueAddress: string
  readonly opensAt: Date
}

const styles = StyleSheet.create({
  page: { fontFamily: SANS, fontSize: 8, lineHeight: 1.3, color: INK, paddingTop: mm(9), paddingHorizontal: mm(8) },
  sheetHead: { flexDirection: 'row', justifyContent: 'space-between', fontSize: 7, color: MUTED, height: mm(5) },
  grid: { flexDirection: 'row', flexWrap: 'wrap' },
  card: { width: mm(97), height: mm(68), borderWidth: 0.6, borderColor: LINE, borderStyle: 'dashed', padding: mm(4) },
  head: { flexDirection: 'row', alignItems: 'center', borderBottomWidth: 0.8, borderBottomColor: ACCENT, paddingBottom: 3 },
  headText: { marginLeft: 5 },
  title: { fontSize: 9.5, fontWeight: 700, color: ACCENT_STRONG },
  office: { fontSize: 6.5, color: MUTED },
  body: { flexDirection: 'row', marginTop: 5 },
  person: { width: mm(57) },
  name: { fontSize: 10, fontWeight: 700, lineHeight: 1.2, maxLines: 2, textOverflow: 'ellipsis' },
  village: { color: MUTED, marginBottom: 4 },
  label: { fontSize: 6.5, color: MUTED },
  number: { fontFamily: MONO, fontSize: 14, fontWeight: 700, lineHeight: 1.25 },
  pin: { fontFamily: MONO, fontSize: 14, fontWeight: 700, lineHeight: 1.25, letterSpacing: 2 },
  numbers: { flexDirection: 'row' },
  numberBox: { width: mm(34) },
  qr: { width: mm(31), alignItems: 'center' },
  scan: { fontSize: 6.5, color: MUTED },
  place: { borderTopWidth: 0.5, borderTopColor: LINE, marginTop: 4, paddingTop: 3 },
  strong: { fontWeight: 700 },
  keep: { fontSize: 6.5, color: MUTED, marginTop: 2 },
})

type Sheets = {
  readonly session: CardSession
  readonly cards: readonly PrintedCard[]
  readonly origin: string
  readonly demo: boolean
  readonly at: Date
}

/** Cards to cut out, eight a page; each kelurahan begins a page of its own. The QR code fills in the number, never the PIN. */
export function renderParticipantCards({ session, cards, origin, demo, at }: Sheets): Promise<Uint8Array> {
  const words = sessionPaperWords[LOCALE]
  return renderPdf(
    <PrintedDocument title={words.cardsDocument} at={at} locale={LOCALE}>
      {sheetsOf(cards).map((sheet) => (
        <Page key={sheet[0]?.participantNumber} size={SIZE} style={styles.page}>
          {demo ? <Watermark locale={LOCALE} size={SIZE} /> : null}
          <View style={styles.sheetHead}>
            <Text>
              {sheet[0]?.urbanVillageName} · {session.label}
            </Text>
            <Text>{words.keep}</Text>
          </View>
          <View style={styles.grid}>
            {sheet.map((card) => (
              <Card key={card.participantNumber} card={card} session={session} origin={origin} />
            ))}
          </View>
        </Page>
      ))}
    </PrintedDocument>,
  )
}

/** The address that the card's QR code opens. */
export function cardAddress(origin: string, participantNumber: string): string {
  return `${origin}/exam/sign-in?number=${participantNumber}`
}

function Card({ card, session, origin }: { readonly card: PrintedCard; readonly session: CardSession; readonly origin: string }) {
  const words = sessionPaperWords[LOCALE]
  return (
    <View style={styles.card} wrap={false}>
      <View style={styles.head}>
        <TeraMark size={18} />
        <View style={styles.headText}>
          <Text style={styles.title}>{words.cardTitle}</Text>
          <Text style={styles.office}>{printWords[LOCALE].officeShort}</Text>
        </View>
      </View>
      <View style={styles.body}>
        <View style={styles.person}>
          <Text style={styles.name}>{card.cadreName}</Text>
          <Text style={styles.village}>{card.urbanVillageName}</Text>
          <View style={styles.numbers}>
            <View style={styles.numberBox}>
              <Text style={styles.label}>{words.number}</Text>
              <Text style={styles.number}>{card.participantNumber}</Text>
            </View>
            <View>
              <Text style={styles.label}>{words.pin}</Text>
              <Text style={styles.pin}>{card.pin}</Text>
            </View>
          </View>
        </View>
        <View style={styles.qr}>
          <QrCode text={cardAddress(origin, card.participantNumber)} size={mm(29)} />
          <Text style={styles.scan}>{words.scan}</Text>
        </View>
      </View>
      <View style={styles.place}>
        <Text style={styles.strong}>
          {session.label} · {formatDate(session.opensAt, LOCALE)} {words.at} {formatTime(session.opensAt)} WIB
        </Text>
        <Text>
          {session.venueName}, {session.venueAddress}
        </Text>
        <Text style={styles.keep}>{session.examTitle}</Text>
      </View>
    </View>
  )
}

function sheetsOf(cards: readonly PrintedCard[]): PrintedCard[][] {
  const sheets: PrintedCard[][] = []
  for (const card of cards) {
    const last = sheets.at(-1)
    if (last === undefined || last.length === CARDS_ON_A_PAGE || last[0]?.urbanVillageCode !== card.urbanVillageCode) sheets.push([card])
    else last.push(card)
  }
  return sheets
}
