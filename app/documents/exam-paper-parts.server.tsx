import { StyleSheet, Text, View } from '@react-pdf/renderer'
import { formatTime } from '#app/domain/shared/calendar.ts'
import { paperDocumentWords } from '#app/text/paper-documents.ts'
import { PaperFacts } from './paper-parts.server.tsx'

/** What cadres hold in their hands is in Indonesian. */
export const LOCALE = 'id'
const words = paperDocumentWords[LOCALE]

/** Whose paper it is, printed on both papers. */
export type ExamPaperHead = {
  readonly examTitle: string
  readonly session: string
  readonly venue: string
  readonly name: string
  readonly participantNumber: string
  readonly startedAt: Date
  readonly deadline: Date
  /** Large letters, for whom the office recorded it. */
  readonly isLarge: boolean
  /** The first digits of the attempt's id: to find the paper's place in the app. */
  readonly code: string
  readonly demo: boolean
  readonly at: Date
}

/** The size of letters, in points. */
export function letterSize({ isLarge }: Pick<ExamPaperHead, 'isLarge'>): number {
  return isLarge ? 16 : 11
}

/** The look of everything that a candidate reads. A page hands its line height down in points, so it goes with the size. */
export function letters(head: Pick<ExamPaperHead, 'isLarge'>) {
  return { fontSize: letterSize(head), lineHeight: 1.4 }
}

const styles = StyleSheet.create({
  title: { fontSize: 16, fontWeight: 700, lineHeight: 1.2, marginBottom: 2 },
  rules: { marginTop: 8, marginBottom: 10, borderWidth: 0.8, borderColor: '#475569', padding: 6 },
})

export function ExamPaperFacts({ title, head, count }: { readonly title: string; readonly head: ExamPaperHead; readonly count: number }) {
  return (
    <View>
      <Text style={styles.title}>{title}</Text>
      <PaperFacts
        facts={[
          [words.number, head.participantNumber],
          [words.name, head.name],
          [words.exam, `${head.examTitle} (${words.questions(count)})`],
          [words.session, `${head.session}, ${head.venue}`],
          [words.time, words.between(formatTime(head.startedAt), formatTime(head.deadline))],
          [words.code, head.code],
        ]}
      />
    </View>
  )
}

export function ExamPaperRules({ rules }: { readonly rules: readonly string[] }) {
  return (
    <View style={styles.rules}>
      {rules.map((rule, at) => (
        <Text key={rule}>
          {at + 1}. {rule}
        </Text>
      ))}
    </View>
  )
}
