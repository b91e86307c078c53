import { StyleSheet, Text, View } from '@react-pdf/renderer'
import type { ReactNode } from 'react'
import type { PaperQuestion } from '#app/domain/delivery/candidate-paper.ts'
import { letterOf } from '#app/domain/question-bank/answering.ts'
import type { QuestionBody } from '#app/domain/question-bank/question.ts'
import { paperDocumentWords } from '#app/text/paper-documents.ts'
import { type PrintedPicture, pictureOf } from './drawing.server.tsx'
import { ExamPaperFacts, type ExamPaperHead, ExamPaperRules, LOCALE, letters } from './exam-paper-parts.server.tsx'
import { MUTED, mm, PrintedDocument, PrintedPage, renderPdf } from './pdf-base.server.tsx'

const words = paperDocumentWords[LOCALE]

export type QuestionBooklet = ExamPaperHead & {
  /** In this candidate's order, options too. The type has no place for a key. */
  readonly questions: readonly PaperQuestion[]
  readonly pictures: readonly PrintedPicture[]
}

const PICTURE = { width: mm(140), height: mm(95) }
/** What is longer than so many letters may go on over the sheet's end; shorter questions stay whole. */
const WHOLE_UP_TO = 1200

const styles = StyleSheet.create({
  question: { flexDirection: 'row', marginBottom: 12 },
  number: { width: 34, fontWeight: 700 },
  text: { flexGrow: 1, flexShrink: 1, flexBasis: 0 },
  paragraph: { marginBottom: 3 },
  picture: { marginVertical: 4 },
  hint: { color: MUTED, marginTop: 2, marginBottom: 2 },
  option: { flexDirection: 'row', marginBottom: 2 },
  letter: { width: 26, fontWeight: 700 },
  between: { marginTop: 3 },
})

/** The questions of one candidate, to read; she answers on the answer sheet. */
export function renderQuestionBooklet({ questions, pictures, ...head }: QuestionBooklet): Promise<Uint8Array> {
  return renderPdf(
    <PrintedDocument title={words.booklet} at={head.at} locale={LOCALE}>
      <PrintedPage
        paper="A4"
        locale={LOCALE}
        demo={head.demo}
        letterhead={false}
        footer={`${words.booklet} · ${head.participantNumber} · ${head.code}`}
      >
        <ExamPaperFacts title={words.booklet} head={head} count={questions.length} />
        <View style={letters(head)}>
          <ExamPaperRules rules={words.bookletRules} />
          {questions.map((question) => (
            <Question key={question.position} question={question} pictures={pictures} isLarge={head.isLarge} />
          ))}
        </View>
      </PrintedPage>
    </PrintedDocument>,
  )
}

type QuestionProps = { readonly question: PaperQuestion; readonly pictures: readonly PrintedPicture[]; readonly isLarge: boolean }

function Question({ question: { number, body }, pictures, isLarge }: QuestionProps) {
  const picture = body.media === null ? undefined : pictures.find(({ hash }) => hash === body.media?.hash)
  return (
    <View style={styles.question} wrap={lengthOf(body) * (isLarge ? 2 : 1) > WHOLE_UP_TO} minPresenceAhead={60}>
      <Text style={styles.number}>{number}.</Text>
      <View style={styles.text}>
        {body.media === null ? null : (
          <View style={styles.picture}>
            {(picture && pictureOf(picture, PICTURE.width, PICTURE.height)) ?? (
              <Text>
                {words.picture} {body.media.alt}
              </Text>
            )}
          </View>
        )}
        {body.stem
          .split('\n')
          .filter((paragraph) => paragraph.trim() !== '')
          .map((paragraph, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs keep their places
            <Text key={place} style={styles.paragraph}>
              {paragraph}
            </Text>
          ))}
        <Text style={styles.hint}>{hintOf(body)}</Text>
        {choices(body)}
      </View>
    </View>
  )
}

function hintOf(body: QuestionBody): string {
  const hint = words.kinds[body.kind]
  return body.kind === 'numeric' && body.unit !== null ? `${hint.slice(0, -1)} (${words.unit(body.unit)}).` : hint
}

/** What there is to choose from, with the letters that the answer sheet has. */
function choices(body: QuestionBody): ReactNode {
  switch (body.kind) {
    case 'single-choice':
    case 'multiple-response':
    case 'ordering':
      return <Lines lines={lettered(body.options)} />
    case 'matching':
      return (
        <>
          <Lines lines={body.prompts.map(({ text }, place) => [`${place + 1}.`, text])} />
          <View style={styles.between}>
            <Lines lines={lettered(body.options)} />
          </View>
        </>
      )
    case 'true-false':
    case 'numeric':
    case 'short-text':
    case 'essay':
      return null
  }
}

type MarkedLine = readonly [mark: string, text: string]

function lettered(options: readonly { readonly text: string }[]): MarkedLine[] {
  return options.map(({ text }, place) => [`${letterOf(place)}.`, text])
}

function Lines({ lines }: { readonly lines: readonly MarkedLine[] }) {
  return lines.map(([mark, text]) => (
    <View key={mark} style={styles.option}>
      <Text style={styles.letter}>{mark}</Text>
      <Text style={styles.text}>{text}</Text>
    </View>
  ))
}

function lengthOf(body: QuestionBody): number {
  const options = 'options' in body ? body.options : []
  const prompts = 'prompts' in body ? body.prompts : []
  return [...options, ...prompts].reduce((sum, { text }) => sum + Math.max(40, text.length), body.stem.length)
}
