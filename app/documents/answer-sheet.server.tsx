import { StyleSheet, Text, View } from '@react-pdf/renderer'
import type { PaperQuestion } from '#app/domain/delivery/candidate-paper.ts'
import { letterOf } from '#app/domain/question-bank/answering.ts'
import type { QuestionBody } from '#app/domain/question-bank/question.ts'
import { paperDocumentWords } from '#app/text/paper-documents.ts'
import { ExamPaperFacts, type ExamPaperHead, ExamPaperRules, LOCALE, letterSize, letters } from './exam-paper-parts.server.tsx'
import { PaperSection, SignatureGrid } from './paper-parts.server.tsx'
import { INK, LINE, MUTED, mm, PrintedDocument, PrintedPage, QrCode, renderPdf } from './pdf-base.server.tsx'

const words = paperDocumentWords[LOCALE]

export type AnswerSheet = ExamPaperHead & {
  readonly questions: readonly PaperQuestion[]
  /** The page where the sheet is keyed in; it names the session and the attempt by their ids, and no person. */
  readonly address: string
}

/** The places for the answer of one question: boxes to cross, boxes to write a letter in, or lines. */
type Places =
  | { readonly kind: 'cross'; readonly letters: readonly string[]; readonly hint: string }
  | { readonly kind: 'letters'; readonly labels: readonly string[]; readonly hint: string }
  | { readonly kind: 'lines'; readonly lines: number; readonly hint: string }

function placesFor(body: QuestionBody): Places {
  switch (body.kind) {
    case 'single-choice':
      return { kind: 'cross', letters: body.options.map((_option, place) => letterOf(place)), hint: '' }
    case 'multiple-response':
      return { kind: 'cross', letters: body.options.map((_option, place) => letterOf(place)), hint: words.several }
    case 'true-false':
      return { kind: 'cross', letters: ['B', 'S'], hint: '' }
    case 'matching':
      return { kind: 'letters', labels: body.prompts.map((_prompt, place) => String(place + 1)), hint: words.kinds.matching }
    case 'ordering':
      return { kind: 'letters', labels: body.options.map((_option, place) => String(place + 1)), hint: words.kinds.ordering }
    case 'numeric':
      return { kind: 'lines', lines: 1, hint: body.unit === null ? '' : words.unit(body.unit) }
    case 'short-text':
      return { kind: 'lines', lines: 1, hint: '' }
    case 'essay':
      return { kind: 'lines', lines: 14, hint: '' }
  }
}

const styles = StyleSheet.create({
  head: { flexDirection: 'row', justifyContent: 'space-between' },
  facts: { flexGrow: 1, flexShrink: 1, flexBasis: 0 },
  row: { flexDirection: 'row', borderBottomWidth: 0.5, borderBottomColor: LINE, paddingVertical: 4 },
  cell: { flexDirection: 'row', alignItems: 'center', flexGrow: 1, flexShrink: 1, flexBasis: 0, flexWrap: 'wrap' },
  number: { width: 34, fontWeight: 700 },
  box: { borderWidth: 1, borderColor: INK, alignItems: 'center', justifyContent: 'center', marginRight: 5 },
  letter: { color: MUTED },
  label: { color: MUTED, marginRight: 3 },
  hint: { color: MUTED, marginLeft: 4 },
  written: { flexGrow: 1, flexShrink: 1, flexBasis: 0 },
  line: { borderBottomWidth: 0.6, borderBottomColor: INK },
})

/** The sheet that a candidate answers on: participant number, boxes by question number, lines, places to sign. */
export function renderAnswerSheet({ questions, address, ...head }: AnswerSheet): Promise<Uint8Array> {
  const rows = rowsOf(questions, head.isLarge ? 1 : 2)
  return renderPdf(
    <PrintedDocument title={words.sheet} at={head.at} locale={LOCALE}>
      <PrintedPage paper="A4" locale={LOCALE} demo={head.demo} footer={`${words.sheet} · ${head.participantNumber} · ${head.code}`}>
        <View style={styles.head}>
          <View style={styles.facts}>
            <ExamPaperFacts title={words.sheet} head={head} count={questions.length} />
          </View>
          <QrCode text={address} size={mm(32)} />
        </View>
        <View style={letters(head)}>
          <ExamPaperRules rules={words.sheetRules} />
          {rows.map((row) => (
            <View key={row[0]?.position} style={styles.row} wrap={false}>
              {row.map((question) => (
                <Answer key={question.position} question={question} size={letterSize(head)} />
              ))}
            </View>
          ))}
        </View>
        <PaperSection title={words.signatures} />
        <SignatureGrid
          signers={[
            { key: 'candidate', role: words.candidate, name: head.name },
            { key: 'proctor', role: words.proctor, name: '' },
            { key: 'first', role: words.firstKeyer, name: '' },
            { key: 'second', role: words.secondKeyer, name: '' },
            { key: 'settler', role: words.settler, name: '' },
          ]}
        />
      </PrintedPage>
    </PrintedDocument>,
  )
}

/** Boxes to cross stand side by side, so many in a row; everything else has a row of its own. In the order of the paper. */
export function rowsOf(questions: readonly PaperQuestion[], inRow: number): PaperQuestion[][] {
  const rows: PaperQuestion[][] = []
  let isOpen = false
  for (const question of questions) {
    const isSmall = placesFor(question.body).kind === 'cross' && question.body.kind !== 'multiple-response'
    const last = rows.at(-1)
    if (isSmall && isOpen && last !== undefined && last.length < inRow) last.push(question)
    else rows.push([question])
    isOpen = isSmall
  }
  return rows
}

function Answer({ question: { number, body }, size }: { readonly question: PaperQuestion; readonly size: number }) {
  const places = placesFor(body)
  const side = size * 1.7
  const box = [styles.box, { width: side, height: side }]
  switch (places.kind) {
    case 'cross':
      return (
        <View style={styles.cell}>
          <Text style={styles.number}>{number}.</Text>
          {places.letters.map((letter) => (
            <View key={letter} style={box}>
              <Text style={styles.letter}>{letter}</Text>
            </View>
          ))}
          {places.hint === '' ? null : <Text style={styles.hint}>{places.hint}</Text>}
        </View>
      )
    case 'letters':
      return (
        <View style={styles.cell}>
          <Text style={styles.number}>{number}.</Text>
          {places.labels.map((label) => (
            <View key={label} style={{ flexDirection: 'row', alignItems: 'center' }}>
              <Text style={styles.label}>{label}</Text>
              <View style={box} />
            </View>
          ))}
          <Text style={styles.hint}>{places.hint}</Text>
        </View>
      )
    case 'lines':
      return (
        <View style={[styles.cell, { alignItems: 'flex-start' }]}>
          <Text style={styles.number}>{number}.</Text>
          <View style={styles.written}>
            {Array.from({ length: places.lines }, (_, line) => (
              <View key={String(line)} style={[styles.line, { height: size * 2 }]} />
            ))}
          </View>
          {places.hint === '' ? null : <Text style={styles.hint}>{places.hint}</Text>}
        </View>
      )
  }
}
