import type { ReactNode } from 'react'
import type { AnswerKey, QuestionBody, QuestionContent } from '#app/domain/question-bank/question.ts'
import { formatDay } from '#app/domain/shared/calendar.ts'
import { commonWords } from '#app/text/common.ts'
import { questionAuthoringWords } from '#app/text/question-authoring.ts'
import { questionTermWords } from '#app/text/question-terms.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { Badge } from '../ui/page.tsx'

/** The key of a question with what it rests on: for authors, reviewers and appeals, never for a candidate. */
export function KeyView({ content, competencyName }: { content: QuestionContent; competencyName: string }) {
  const words = useWords(questionAuthoringWords)
  const terms = useWords(questionTermWords)
  const common = useWords(commonWords)
  const locale = useLocale()
  const { documentation } = content
  return (
    <dl className="grid gap-3">
      <Entry label={words.answerKey}>
        <KeyItself body={content.body} answerKey={content.answerKey} />
      </Entry>
      <Entry label={words.rationale}>
        <p className="whitespace-pre-line">{documentation.rationale}</p>
      </Entry>
      <Entry label={terms.sources}>
        <ul className="list-disc pl-5">
          {documentation.sources.map(({ fact, citation }) => (
            <li key={fact}>
              {fact}: {citation}
            </li>
          ))}
        </ul>
        <Badge tone={documentation.fileReview === 'published' ? 'good' : documentation.fileReview === 'in-review' ? 'warn' : 'bad'}>
          {terms.reviews[documentation.fileReview]}
        </Badge>
      </Entry>
      <Entry label={words.effectiveFrom}>{formatDay(documentation.effectiveFrom, locale)}</Entry>
      <Entry label={terms.competency}>
        {common.fields[content.field]}: {competencyName}
      </Entry>
      <Entry label={terms.difficulty}>{terms.difficulties[content.difficulty]}</Entry>
      {documentation.lifeCycle === null ? null : <Entry label={words.lifeCycle}>{terms.lifeCycles[documentation.lifeCycle]}</Entry>}
      {documentation.tags.length === 0 ? null : (
        <Entry label={words.tags}>{documentation.tags.map((tag) => terms.tagNames[tag]).join(', ')}</Entry>
      )}
      {documentation.enemies.length === 0 ? null : <Entry label={words.enemies}>{documentation.enemies.join(', ')}</Entry>}
    </dl>
  )
}

function Entry({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-[13px] text-muted">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function KeyItself({ body, answerKey }: { body: QuestionBody; answerKey: AnswerKey }) {
  const words = useWords(questionAuthoringWords)
  const terms = useWords(questionTermWords)
  const locale = useLocale()
  const decimal = (text: string) => (locale === 'id' ? text.replace('.', ',') : text)
  const textOf = (key: string) => ('options' in body ? (body.options.find((option) => option.key === key)?.text ?? key) : key)
  switch (answerKey.kind) {
    case 'single-choice':
      return <p>{`${answerKey.correct}. ${textOf(answerKey.correct)}`}</p>
    case 'multiple-response':
      return (
        <>
          <ul className="list-disc pl-5">
            {answerKey.correct.map((key) => (
              <li key={key}>{`${key}. ${textOf(key)}`}</li>
            ))}
          </ul>
          <p className="text-muted">{terms.credits[answerKey.credit]}</p>
        </>
      )
    case 'matching':
      return (
        <>
          <ul className="list-disc pl-5">
            {('prompts' in body ? body.prompts : []).map(({ key, text }) => (
              <li key={key}>{`${text} → ${textOf(answerKey.pairs[key] ?? '')}`}</li>
            ))}
          </ul>
          <p className="text-muted">{terms.credits[answerKey.credit]}</p>
        </>
      )
    case 'ordering':
      return (
        <>
          <ol className="list-decimal pl-5">
            {answerKey.order.map((key) => (
              <li key={key}>{textOf(key)}</li>
            ))}
          </ol>
          <p className="text-muted">{terms.credits[answerKey.credit]}</p>
        </>
      )
    case 'true-false':
      return <p>{answerKey.correct ? words.trueWord : words.falseWord}</p>
    case 'numeric':
      return (
        <p>{`${decimal(answerKey.correct)}${body.kind === 'numeric' && body.unit !== null ? ` ${body.unit}` : ''} (${words.tolerance}: ${decimal(answerKey.tolerance)})`}</p>
      )
    case 'short-text':
      return <p>{answerKey.accepted.join(' · ')}</p>
    case 'essay':
      return (
        <>
          {answerKey.rubric.criteria.map((criterion) => (
            <div key={criterion.key} className="mb-2">
              <p className="font-semibold">{criterion.name}</p>
              <ul className="pl-5">
                {criterion.levels.map(({ points, description }) => (
                  <li key={points}>{`${points}: ${description}`}</li>
                ))}
              </ul>
            </div>
          ))}
          <p className="text-[13px] text-muted">{words.modelAnswer}</p>
          <p className="whitespace-pre-line">{answerKey.modelAnswer}</p>
        </>
      )
  }
}
