import { StyleSheet, Text, View } from '@react-pdf/renderer'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { sessionPaperWords } from '#app/text/session-paper.ts'
import { PaperFacts } from './paper-parts.server.tsx'
import { INK, LINE, MUTED, PrintedDocument, PrintedPage, renderPdf } from './pdf-base.server.tsx'
import { LOCALE, type PrintedSession, sessionFacts } from './session-facts.server.tsx'

type SeatList = {
  readonly session: PrintedSession
  readonly candidates: readonly { readonly participantNumber: string; readonly cadreName: string; readonly urbanVillageName: string }[]
  readonly demo: boolean
  readonly at: Date
}

const styles = StyleSheet.create({
  title: { fontSize: 20, fontWeight: 700, lineHeight: 1.2, marginBottom: 8 },
  table: { marginTop: 10, fontSize: 12 },
  row: { flexDirection: 'row', borderBottomWidth: 0.5, borderBottomColor: LINE, paddingVertical: 4, alignItems: 'center' },
  head: { borderBottomWidth: 1, borderBottomColor: INK, fontSize: 9, color: MUTED },
  seat: { width: 58, fontWeight: 700 },
  name: { width: 210, paddingRight: 6 },
  number: { width: 90 },
  village: { flexGrow: 1, flexShrink: 1, flexBasis: 0 },
})

/** Who sits where, for the door: seats have the numbers of the attendance list. */
export function renderSeatList({ session, candidates, demo, at }: SeatList): Promise<Uint8Array> {
  const words = sessionPaperWords[LOCALE]
  return renderPdf(
    <PrintedDocument title={words.seatsTitle} at={at} locale={LOCALE}>
      <PrintedPage paper="F4" locale={LOCALE} demo={demo} footer={words.printed(formatMoment(at, LOCALE))}>
        <Text style={styles.title}>{words.seatsTitle}</Text>
        <PaperFacts facts={sessionFacts(session)} />
        <View style={styles.table}>
          <View style={[styles.row, styles.head]} fixed>
            <Text style={styles.seat}>{words.seat}</Text>
            <Text style={styles.name}>{words.name}</Text>
            <Text style={styles.number}>{words.number}</Text>
            <Text style={styles.village}>{words.urbanVillage}</Text>
          </View>
          {candidates.map(({ participantNumber, cadreName, urbanVillageName }, place) => (
            <View key={participantNumber} style={styles.row} wrap={false}>
              <Text style={styles.seat}>{place + 1}</Text>
              <Text style={styles.name}>{cadreName}</Text>
              <Text style={styles.number}>{participantNumber}</Text>
              <Text style={styles.village}>{urbanVillageName}</Text>
            </View>
          ))}
        </View>
      </PrintedPage>
    </PrintedDocument>,
  )
}
