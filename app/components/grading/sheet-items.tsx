import type { AnswerKey, CreditRule, QuestionBody } from '#app/domain/question-bank/question.ts'
import type { ResponseValue } from '#app/domain/question-bank/response.ts'
import { gradingWords } from '#app/text/grading.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { Badge } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'

export type SheetLine = {
  readonly position: number
  readonly body: QuestionBody
  readonly answerKey: AnswerKey
  readonly response: ResponseValue | null
  readonly levels: Readonly<Record<string, number>> | null
  /** Null while unmarked. */
  readonly points: string | null
  readonly maximum: string
  readonly full: boolean
  /** What scoring again gives, where it differs. */
  readonly recalculated: string | null
}

/** Every answer beside its key and points: for staff who confirm, never for a candidate. */
export function SheetItems({ items }: { items: readonly SheetLine[] }) {
  const words = useWords(gradingWords).sheet
  return (
    <DataTable
      caption={words.items}
      rows={items}
      rowKey={({ position }) => String(position)}
      columns={[
        { key: 'number', head: words.number, numeric: true, cell: ({ position }) => position },
        {
          key: 'question',
          head: words.question,
          cell: ({ body }) => <p className="min-w-[16ch] max-w-[60ch] whitespace-pre-line">{body.stem}</p>,
        },
        { key: 'response', head: words.response, cell: (line) => <Response {...line} /> },
        { key: 'key', head: words.key, cell: (line) => <Key {...line} /> },
        { key: 'points', head: words.points, numeric: true, cell: (line) => <Earned {...line} /> },
      ]}
    />
  )
}

function Response({ body, response }: SheetLine) {
  const words = useWords(gradingWords).sheet
  const nothing = <span className="text-muted">{words.noResponse}</span>
  if (response === null) return nothing
  switch (response.kind) {
    case 'single-choice':
      return response.chosen === null ? nothing : textOf(body, response.chosen)
    case 'multiple-response':
      return response.chosen.length === 0 ? nothing : <Texts texts={response.chosen.map((key) => textOf(body, key))} />
    case 'matching':
      return Object.keys(response.pairs).length === 0 ? nothing : <Texts texts={pairTexts(body, response.pairs)} />
    case 'ordering':
      return response.order.every((key) => key === null) ? nothing : <Texts texts={placeTexts(body, response.order)} />
    case 'true-false':
      return response.chosen === null ? nothing : response.chosen ? words.yes : words.no
    case 'numeric':
    case 'short-text':
    case 'essay':
      return response.text.trim() === '' ? nothing : <p className="max-w-[60ch] whitespace-pre-line break-words">{response.text}</p>
  }
}

function Key({ body, answerKey, levels }: SheetLine) {
  const words = useWords(gradingWords).sheet
  const locale = useLocale()
  const decimal = (text: string) => (locale === 'id' ? text.replace('.', ',') : text)
  switch (answerKey.kind) {
    case 'single-choice':
      return textOf(body, answerKey.correct)
    case 'multiple-response':
      return <CreditedTexts texts={answerKey.correct.map((key) => textOf(body, key))} credit={answerKey.credit} />
    case 'matching':
      return <CreditedTexts texts={pairTexts(body, answerKey.pairs)} credit={answerKey.credit} />
    case 'ordering':
      return <CreditedTexts texts={placeTexts(body, answerKey.order)} credit={answerKey.credit} />
    case 'true-false':
      return answerKey.correct ? words.yes : words.no
    case 'numeric':
      return (
        <>
          {decimal(answerKey.correct)} <span className="text-[13px] text-muted">({words.tolerance(decimal(answerKey.tolerance))})</span>
        </>
      )
    case 'short-text':
      return <Texts texts={answerKey.accepted} />
    case 'essay':
      return (
        <dl className="max-w-[40ch]">
          {answerKey.rubric.criteria.map((criterion) => (
            <div key={criterion.key} className="mb-1">
              <dt className="font-semibold">{criterion.name}</dt>
              <dd className="text-muted">{criterion.levels[levels?.[criterion.key] ?? -1]?.description ?? words.unmarked}</dd>
            </div>
          ))}
        </dl>
      )
  }
}

function Earned({ points, maximum, full, recalculated, levels }: SheetLine) {
  const words = useWords(gradingWords).sheet
  return (
    <span className="inline-flex flex-col items-end gap-1 whitespace-nowrap">
      {points === null ? (
        <Badge tone="warn">{words.unmarked}</Badge>
      ) : (
        <span className={full ? 'font-semibold' : ''}>{words.of(points, maximum)}</span>
      )}
      {levels === null ? null : <span className="text-[13px] text-muted">{words.markedByPerson}</span>}
      {recalculated === null ? null : <Badge tone="bad">{words.recalculated(recalculated)}</Badge>}
    </span>
  )
}

function Texts({ texts }: { texts: readonly string[] }) {
  return (
    <ul className="max-w-[40ch] list-disc pl-5">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}

function CreditedTexts({ texts, credit }: { texts: readonly string[]; credit: CreditRule }) {
  const words = useWords(gradingWords).sheet
  return (
    <>
      <Texts texts={texts} />
      <p className="text-[13px] text-muted">{words.credits[credit]}</p>
    </>
  )
}

function pairTexts(body: QuestionBody, pairs: Readonly<Record<string, string>>): string[] {
  const prompts = 'prompts' in body ? body.prompts : []
  return prompts.flatMap(({ key, text }) => (pairs[key] === undefined ? [] : [`${text} → ${textOf(body, pairs[key])}`]))
}

function placeTexts(body: QuestionBody, order: readonly (string | null)[]): string[] {
  return order.flatMap((key, place) => (key === null ? [] : [`${place + 1}. ${textOf(body, key)}`]))
}

const textOf = (body: QuestionBody, key: string) =>
  'options' in body ? (body.options.find((option) => option.key === key)?.text ?? key) : key
