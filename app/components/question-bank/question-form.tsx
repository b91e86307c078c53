import { Form } from '@remix-run/react'
import { useState } from 'react'
import { MOST_ROWS } from '#app/domain/question-bank/answering.ts'
import {
  CREDIT_RULES,
  type CreditRule,
  DIFFICULTIES,
  LIFE_CYCLES,
  MatchingCredit,
  OrderingCredit,
  QUESTION_TAGS,
  type QuestionKind,
} from '#app/domain/question-bank/question.ts'
import { MOST_CRITERIA, MOST_LEVELS, MOST_OPTIONS, MOST_SOURCES, previewOfForm } from '#app/domain/question-bank/question-form.ts'
import { commonWords } from '#app/text/common.ts'
import { questionAuthoringWords } from '#app/text/question-authoring.ts'
import { questionTermWords } from '#app/text/question-terms.ts'
import { Button } from '../ui/button.tsx'
import { FileField, SelectField, TextAreaField, TextField } from '../ui/form.tsx'
import { useWords } from '../ui/locale.tsx'
import { Card, Notice } from '../ui/page.tsx'
import { type FormState, fieldState } from './plain-field.ts'
import { QuestionView } from './question-view.tsx'

export type CompetencyChoice = { readonly code: string; readonly label: string }
type QuestionFormProps = {
  readonly kind: QuestionKind
  readonly state: FormState
  readonly competencies: readonly CompetencyChoice[]
  readonly hidden: Readonly<Record<string, string>>
  /** The picture that is there already. */
  readonly media: { readonly hash: string; readonly alt: string } | null
  /** A question that is not there yet gets its key here. */
  readonly asksKey: boolean
}

/** The editor beside what a candidate would see of it: plain fields that work without JavaScript, with an empty row at the end of every list. */
export function QuestionForm(props: QuestionFormProps) {
  const words = useWords(questionAuthoringWords)
  const { kind, media, state } = props
  const [typed, setTyped] = useState(state.values)
  const readFields = (form: HTMLFormElement) => {
    const fields = new FormData(form)
    setTyped(Object.fromEntries([...new Set(fields.keys())].map((name) => [name, fields.getAll(name).map(String)])))
  }
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,760px)_minmax(320px,1fr)]">
      <Fields {...props} onType={readFields} />
      <aside className="lg:sticky lg:top-4">
        <h2 className="mb-2">{words.preview}</h2>
        <Card>
          <div className="text-[18px] leading-7">
            <QuestionView body={previewOfForm(typed, kind, media)} name="preview" mediaUrl={(hash) => `/media/${hash}`} />
          </div>
        </Card>
      </aside>
    </div>
  )
}

function Fields({
  kind,
  state,
  competencies,
  hidden,
  media,
  asksKey,
  onType,
}: QuestionFormProps & { readonly onType: (form: HTMLFormElement) => void }) {
  const hasPicture = media !== null
  const words = useWords(questionAuthoringWords)
  const terms = useWords(questionTermWords)
  const common = useWords(commonWords)
  const field = (name: string) => fieldState(state, name)
  const choices = (values: readonly string[], labels: Readonly<Record<string, string>>, withNone = false) => [
    ...(withNone ? [{ value: '', label: common.none }] : []),
    ...values.map((value) => ({ value, label: labels[value] ?? value })),
  ]
  const labels: Record<string, string> = {
    key: terms.key,
    stem: terms.stem,
    options: words.options,
    prompts: words.prompts,
    answer: words.answerKey,
    tolerance: words.tolerance,
    unit: words.unit,
    accepted: words.accepted,
    rubric: words.rubric,
    modelAnswer: words.modelAnswer,
    credit: words.credit,
    rationale: words.rationale,
    sources: terms.sources,
    effectiveFrom: words.effectiveFrom,
    competency: terms.competency,
    difficulty: terms.difficulty,
    enemies: words.enemies,
    picture: words.picture,
    alt: words.pictureAlt,
  }
  const problems = Object.entries(state.problems).flatMap(([name, messages = []]) => messages.map((message) => ({ name, message })))
  return (
    <Form method="post" encType="multipart/form-data" onInput={(event) => onType(event.currentTarget)}>
      {problems.length > 0 ? (
        <Notice tone="bad" isAnswer title={common.errorSummary}>
          <ul className="list-disc pl-5">
            {problems.map(({ name, message }) => (
              <li key={`${name} ${message}`}>
                <a
                  className="inline-block py-0.5 text-ink underline"
                  href={`#field-${name.replaceAll('.', '-')}`}
                >{`${labels[name.split('.')[0] ?? ''] ?? ''}: ${message}`}</a>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {asksKey ? <TextField field={field('key')} label={terms.key} hint={terms.slugHint} /> : null}
      <TextAreaField field={field('stem')} label={terms.stem} rows={5} />
      <AnswerFields kind={kind} state={state} />
      <TextAreaField field={field('rationale')} label={words.rationale} />
      <fieldset className="mb-4">
        <legend className="mb-2 text-[16px] font-semibold">{terms.sources}</legend>
        {rows(state, 'sources', 'fact', 1, MOST_SOURCES).map((row) => (
          <div key={row} className="grid grid-cols-[110px_1fr] gap-3">
            <TextField field={field(`sources.${row}.fact`)} label={words.fact} />
            <TextField field={field(`sources.${row}.citation`)} label={words.citation} />
          </div>
        ))}
        <Problems state={state} name="sources" />
      </fieldset>
      <TextField field={field('effectiveFrom')} label={words.effectiveFrom} type="date" />
      <SelectField
        field={field('competency')}
        label={terms.competency}
        options={competencies.map(({ code, label }) => ({ value: code, label }))}
      />
      <SelectField field={field('difficulty')} label={terms.difficulty} options={choices(DIFFICULTIES, terms.difficulties)} />
      <SelectField field={field('lifeCycle')} label={words.lifeCycle} options={choices(LIFE_CYCLES, terms.lifeCycles, true)} />
      <fieldset className="mb-4">
        <legend className="mb-2 text-[16px] font-semibold">{words.tags}</legend>
        {QUESTION_TAGS.map((tag) => (
          <label key={tag} className="mr-4 inline-flex min-h-[24px] items-center gap-2">
            <input
              type="checkbox"
              name="tags"
              value={tag}
              defaultChecked={state.values.tags?.includes(tag) ?? false}
              className="size-[24px] shrink-0"
            />
            {terms.tagNames[tag]}
          </label>
        ))}
      </fieldset>
      <TextAreaField field={field('enemies')} label={words.enemies} hint={words.enemiesHint} />
      <FileField
        field={field('picture')}
        label={words.picture}
        accept="image/svg+xml,image/png,image/jpeg"
        {...(hasPicture ? { hint: words.pictureHint } : {})}
      />
      <TextField field={field('alt')} label={words.pictureAlt} />
      {hasPicture ? (
        <label className="mb-4 flex items-center gap-2">
          <input type="checkbox" name="removePicture" value="yes" className="size-[24px] shrink-0" />
          {words.removePicture}
        </label>
      ) : null}
      <Button>{words.saveDraft}</Button>
    </Form>
  )
}

function AnswerFields({ kind, state }: { kind: QuestionKind; state: FormState }) {
  const words = useWords(questionAuthoringWords)
  const terms = useWords(questionTermWords)
  const field = (name: string) => fieldState(state, name)
  const credit = (rules: readonly CreditRule[]) => (
    <SelectField
      field={field('credit')}
      label={words.credit}
      options={rules.map((rule) => ({ value: rule, label: terms.credits[rule] }))}
    />
  )
  switch (kind) {
    case 'single-choice':
    case 'multiple-response':
      return (
        <>
          <OptionRows kind={kind} state={state} />
          {kind === 'multiple-response' ? credit(CREDIT_RULES) : null}
        </>
      )
    case 'matching':
      return (
        <>
          <OptionRows kind={kind} state={state} />
          <PromptRows state={state} />
          {credit(MatchingCredit.options)}
        </>
      )
    case 'ordering':
      return (
        <>
          <OptionRows kind={kind} state={state} />
          {credit(OrderingCredit.options)}
        </>
      )
    case 'true-false':
      return (
        <SelectField
          field={field('answer')}
          label={words.answerKey}
          options={[
            { value: '', label: '' },
            { value: 'true', label: words.trueWord },
            { value: 'false', label: words.falseWord },
          ]}
        />
      )
    case 'numeric':
      return (
        <div className="grid gap-3 sm:grid-cols-3">
          <TextField field={field('answer')} label={words.answerKey} inputMode="decimal" />
          <TextField field={field('tolerance')} label={words.tolerance} inputMode="decimal" />
          <TextField field={field('unit')} label={words.unit} />
        </div>
      )
    case 'short-text':
      return <TextAreaField field={field('accepted')} label={words.accepted} hint={words.acceptedHint} />
    case 'essay':
      return (
        <>
          {rows(state, 'rubric', 'name', 2, MOST_CRITERIA).map((criterion) => (
            <CriterionRows key={criterion} criterion={criterion} state={state} />
          ))}
          <Problems state={state} name="rubric" />
          <TextAreaField field={field('modelAnswer')} label={words.modelAnswer} rows={5} />
        </>
      )
  }
}

const OPTION_ROWS = {
  'single-choice': { least: 4, mark: 'radio', canBeLast: true },
  'multiple-response': { least: 5, mark: 'checkbox', canBeLast: true },
  matching: { least: 3, mark: null, canBeLast: true },
  ordering: { least: 4, mark: null, canBeLast: false },
} as const

function OptionRows({ kind, state }: { kind: keyof typeof OPTION_ROWS; state: FormState }) {
  const words = useWords(questionAuthoringWords)
  const { least, mark, canBeLast } = OPTION_ROWS[kind]
  return (
    <fieldset className="mb-4" id="field-options">
      <legend className="mb-2 text-[16px] font-semibold">{words.optionRows[kind]}</legend>
      <Problems state={state} name="options" />
      {rows(state, 'options', 'text', least, MOST_OPTIONS[kind]).map((row) => (
        <div key={row} className="mb-4 grid gap-x-3 sm:grid-cols-[1fr_auto] [&>div]:mb-0">
          <input type="hidden" name={`options.${row}.key`} value={state.values[`options.${row}.key`]?.[0] ?? ''} />
          <TextField field={fieldState(state, `options.${row}.text`)} label={words.option(row + 1)} />
          <div className="flex flex-wrap gap-x-6 pt-1 sm:block sm:pt-6">
            {mark === null ? null : <RowMark state={state} row={row} type={mark} name="correct" label={words.correct} />}
            {canBeLast ? <RowMark state={state} row={row} type="checkbox" name="last" label={words.last} /> : null}
          </div>
        </div>
      ))}
    </fieldset>
  )
}

type RowMarkProps = { state: FormState; row: number; type: 'radio' | 'checkbox'; name: 'correct' | 'last'; label: string }

function RowMark({ state, row, type, name, label }: RowMarkProps) {
  const words = useWords(questionAuthoringWords)
  return (
    <label className="flex min-h-[24px] items-center gap-2">
      <input
        type={type}
        name={name}
        value={row}
        defaultChecked={state.values[name]?.includes(String(row)) ?? false}
        className="size-[24px] shrink-0"
        aria-label={`${label}: ${words.option(row + 1)}`}
      />
      {label}
    </label>
  )
}

/** Each prompt with the number of the option that is its match. */
function PromptRows({ state }: { state: FormState }) {
  const words = useWords(questionAuthoringWords)
  const options = rows(state, 'options', 'text', OPTION_ROWS.matching.least, MOST_OPTIONS.matching)
  return (
    <fieldset className="mb-4" id="field-prompts">
      <legend className="mb-2 text-[16px] font-semibold">{words.prompts}</legend>
      <Problems state={state} name="prompts" />
      {rows(state, 'prompts', 'text', 3, MOST_ROWS).map((row) => (
        <div key={row} className="grid gap-x-3 sm:grid-cols-[1fr_160px]">
          <input type="hidden" name={`prompts.${row}.key`} value={state.values[`prompts.${row}.key`]?.[0] ?? ''} />
          <TextField field={fieldState(state, `prompts.${row}.text`)} label={words.prompt(row + 1)} />
          <SelectField
            field={fieldState(state, `prompts.${row}.answer`)}
            label={words.match(row + 1)}
            options={[{ value: '', label: '' }, ...options.map((option) => ({ value: String(option), label: words.option(option + 1) }))]}
          />
        </div>
      ))}
    </fieldset>
  )
}

function CriterionRows({ criterion, state }: { criterion: number; state: FormState }) {
  const words = useWords(questionAuthoringWords)
  const field = (name: string) => fieldState(state, name)
  const name = `rubric.${criterion}`
  return (
    <div className="mb-4">
      <Card>
        <input type="hidden" name={`${name}.key`} value={state.values[`${name}.key`]?.[0] ?? ''} />
        <TextField field={field(`${name}.name`)} label={`${words.criterion(criterion + 1)}: ${words.criterionName}`} />
        {rows(state, `${name}.levels`, 'description', 3, MOST_LEVELS).map((level) => (
          <div key={level} className="grid grid-cols-[90px_1fr] gap-3">
            <TextField field={field(`${name}.levels.${level}.points`)} label={words.points} inputMode="numeric" />
            <TextField field={field(`${name}.levels.${level}.description`)} label={`${words.level(level + 1)}: ${words.description}`} />
          </div>
        ))}
      </Card>
    </div>
  )
}

function Problems({ state, name }: { state: FormState; name: string }) {
  return (
    <>
      {(state.problems[name] ?? []).map((message) => (
        <p key={message} id={`field-${name}`} className="text-bad">
          {message}
        </p>
      ))}
    </>
  )
}

/** The rows that are filled, and one more to fill; at least so many, at most so many. */
function rows({ values }: FormState, name: string, part: string, least: number, most: number): number[] {
  const filled = Object.keys(values).flatMap((key) => {
    const row = key.startsWith(`${name}.`) && key.endsWith(`.${part}`) ? key.slice(name.length + 1, -part.length - 1) : ''
    return /^\d+$/.test(row) && (values[key]?.[0] ?? '') !== '' ? [Number(row)] : []
  })
  const count = Math.min(most, Math.max(least, Math.max(-1, ...filled) + 2))
  return Array.from({ length: count }, (_none, row) => row)
}
