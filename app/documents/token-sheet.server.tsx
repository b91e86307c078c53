import { StyleSheet, Text, View } from '@react-pdf/renderer'
import { formatMoment } from '#app/domain/shared/calendar.ts'
import { sessionPaperWords } from '#app/text/session-paper.ts'
import { PaperFacts } from './paper-parts.server.tsx'
import { INK, MONO, MUTED, PrintedDocument, PrintedPage, renderPdf } from './pdf-base.server.tsx'
import { LOCALE, type PrintedSession, sessionFacts } from './session-facts.server.tsx'

type TokenSheet = { readonly session: PrintedSession & { readonly accessToken: string }; readonly demo: boolean; readonly at: Date }

const styles = StyleSheet.create({
  title: { fontSize: 26, fontWeight: 700, lineHeight: 1.2, textAlign: 'center', marginTop: 40 },
  token: { fontFamily: MONO, fontWeight: 700, fontSize: 96, lineHeight: 1.1, textAlign: 'center', marginVertical: 26, color: INK },
  steps: { fontSize: 16, lineHeight: 1.4, marginTop: 24, marginHorizontal: 20 },
  step: { marginBottom: 8 },
  note: { fontSize: 10, color: MUTED, marginTop: 18, marginHorizontal: 20 },
})

/** The session's token for the wall of the room, with what to do with it. */
export function renderTokenSheet({ session, demo, at }: TokenSheet): Promise<Uint8Array> {
  const words = sessionPaperWords[LOCALE]
  return renderPdf(
    <PrintedDocument title={words.tokenTitle} at={at} locale={LOCALE}>
      <PrintedPage paper="A4" locale={LOCALE} demo={demo} footer={words.printed(formatMoment(at, LOCALE))}>
        <PaperFacts facts={sessionFacts(session)} />
        <Text style={styles.title}>{words.tokenTitle}</Text>
        <Text style={styles.token}>{session.accessToken}</Text>
        <View style={styles.steps}>
          {words.tokenSteps.map((step, place) => (
            <Text key={step} style={styles.step}>{`${place + 1}. ${step}`}</Text>
          ))}
        </View>
        <Text style={styles.note}>{words.tokenNote}</Text>
      </PrintedPage>
    </PrintedDocument>,
  )
}
