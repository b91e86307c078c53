import { StyleSheet, Text, View } from '@react-pdf/renderer'
import { formatMoment, formatTime } from '#app/domain/shared/calendar.ts'
import { sessionPaperWords } from '#app/text/session-paper.ts'
import { PaperFacts } from './paper-parts.server.tsx'
import { INK, LINE, MUTED, PrintedDocument, PrintedPage, renderPdf } from './pdf-base.server.tsx'
import { LOCALE, type PrintedSession, sessionFacts } from './session-facts.server.tsx'

export type ListedForAttendance = {
  readonly participantNumber: string
  readonly cadreName: string
  readonly urbanVillageName: string
  readonly posyandu: string
  readonly admittedAt: Date | null
}
const styles = StyleSheet.create({
  title: { fontSize: 15, fontWeight: 700, lineHeight: 1.2, marginBottom: 8 },
  table: { marginTop: 10 },
  row: { flexDirection: 'row', borderBottomWidth: 0.5, borderBottomColor: LINE, minHeight: 26, paddingVertical: 3, alignItems: 'center' },
  head: { borderBottomWidth: 1, borderBottomColor: INK, fontSize: 8, color: MUTED, minHeight: 18 },
  ordinal: { width: 26 },
  number: { width: 68 },
  name: { width: 138, paddingRight: 6 },
  village: { width: 122, paddingRight: 6 },
  present: { width: 44 },
  signature: { flexGrow: 1, fontSize: 7.5, color: MUTED },
  second: { color: MUTED, fontSize: 7.5, lineHeight: 1.2 },
  signing: { marginTop: 24, width: 200, marginLeft: 'auto' },
  signingLine: { marginTop: 46, borderTopWidth: 0.7, borderTopColor: INK },
})

type AttendanceList = {
  readonly session: PrintedSession
  readonly candidates: readonly ListedForAttendance[]
  readonly demo: boolean
  readonly at: Date
}

/** Everybody planned for a session, with a place to sign; who has entered shows the time. */
export function renderAttendanceList({ session, candidates, demo, at }: AttendanceList): Promise<Uint8Array> {
  const words = sessionPaperWords[LOCALE]
  const facts = [...sessionFacts(session), [words.planned, String(candidates.length)] as const]
  return renderPdf(
    <PrintedDocument title={words.attendanceTitle} at={at} locale={LOCALE}>
      <PrintedPage paper="F4" locale={LOCALE} demo={demo} footer={words.printed(formatMoment(at, LOCALE))}>
        <Text style={styles.title}>{words.attendanceTitle}</Text>
        <PaperFacts facts={facts} />
        <View style={styles.table}>
          <View style={[styles.row, styles.head]} fixed>
            <Text style={styles.ordinal}>{words.attendanceNumber}</Text>
            <Text style={styles.number}>{words.number}</Text>
            <Text style={styles.name}>{words.name}</Text>
            <Text style={styles.village}>{words.urbanVillage}</Text>
            <Text style={styles.present}>{words.present}</Text>
            <Text style={styles.signature}>{words.signature}</Text>
          </View>
          {candidates.map((candidate, place) => (
            <View key={candidate.participantNumber} style={styles.row} wrap={false}>
              <Text style={styles.ordinal}>{place + 1}</Text>
              <Text style={styles.number}>{candidate.participantNumber}</Text>
              <Text style={styles.name}>{candidate.cadreName}</Text>
              <View style={styles.village}>
                <Text>{candidate.urbanVillageName}</Text>
                <Text style={styles.second}>{candidate.posyandu}</Text>
              </View>
              <Text style={styles.present}>{candidate.admittedAt === null ? '' : formatTime(candidate.admittedAt)}</Text>
              <Text style={styles.signature}>{place + 1}.</Text>
            </View>
          ))}
        </View>
        <View style={styles.signing} wrap={false}>
          <Text>{words.proctor}</Text>
          <Text style={styles.signingLine}> </Text>
        </View>
      </PrintedPage>
    </PrintedDocument>,
  )
}
