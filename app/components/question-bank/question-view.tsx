import { useEffect, useId, useRef } from 'react'
import {
  emptyResponse,
  isSameResponse,
  LONGEST,
  letterOf,
  orderOptions,
  placed,
  responseFromForm,
} from '#app/domain/question-bank/answering.ts'
import type { QuestionBody } from '#app/domain/question-bank/question.ts'
import type { ResponseValue } from '#app/domain/question-bank/response.ts'
import { questionViewWords } from '#app/text/question-view.ts'
import { useWords } from '../ui/locale.tsx'

export type QuestionViewProps = {
  readonly body: QuestionBody
  /** Option keys in the order in which this reader sees them; options it does not name follow behind. */
  readonly optionOrder?: readonly string[]
  readonly value?: ResponseValue
  /** The name of the form fields; one for all of a question's boxes. */
  readonly name: string
  /** With it the fields show `value` and nothing else; without it they are plain form fields that start with `value`. */
  readonly onChange?: (value: ResponseValue) => void
  readonly mediaUrl: (hash: string) => string
  readonly disabled?: boolean
}

/**
 * One question as a candidate sees it: native controls that work as a posted form without JavaScript, read back with
 * `responseFromForm`. It takes a body, which has no place for a key. The style is in question-view.css.
 */
export function QuestionView({ body, optionOrder = [], value, name, onChange, mediaUrl, disabled = false }: QuestionViewProps) {
  const stemId = useId()
  const group = useRef<HTMLFieldSetElement>(null)
  const shown = value?.kind === body.kind ? value : emptyResponse(body.kind)

  // What was ticked or typed before the page came to life is not lost: it is reported once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first moment of a question counts
  useEffect(() => {
    const inFields = responseFromForm(body.kind, valuesOf(group.current, name))
    if (onChange && !isSameResponse(inFields, shown)) onChange(inFields)
  }, [])

  return (
    <div className="question">
      {body.media ? <img className="question-media" src={mediaUrl(body.media.hash)} alt={body.media.alt} /> : null}
      <div className="question-stem" id={stemId}>
        {paragraphsOf(body.stem).map((paragraph, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs keep their places
          <p key={place}>{paragraph}</p>
        ))}
      </div>
      <fieldset className="question-answer" aria-labelledby={stemId} disabled={disabled} ref={group}>
        <Answer body={body} optionOrder={optionOrder} shown={shown} name={name} onChange={onChange} />
      </fieldset>
    </div>
  )
}

type AnswerProps = Pick<QuestionViewProps, 'body' | 'name' | 'onChange'> & {
  readonly optionOrder: readonly string[]
  readonly shown: ResponseValue
}

function Answer({ body, optionOrder, shown, name, onChange }: AnswerProps) {
  const words = useWords(questionViewWords)
  switch (body.kind) {
    case 'single-choice': {
      const chosen = shown.kind === 'single-choice' ? shown.chosen : null
      return (
        <>
          <p className="question-hint">{words.chooseOne}</p>
          {orderOptions(body.options, optionOrder).map(({ key, text }) => (
            <Option
              key={key}
              type="radio"
              name={name}
              value={key}
              text={text}
              checked={chosen === key}
              onPick={onChange && (() => onChange({ kind: 'single-choice', chosen: key }))}
            />
          ))}
        </>
      )
    }
    case 'multiple-response': {
      const chosen = shown.kind === 'multiple-response' ? shown.chosen : []
      const flip = (key: string) =>
        onChange?.({ kind: 'multiple-response', chosen: chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key] })
      return (
        <>
          <p className="question-hint">{words.chooseAll}</p>
          {orderOptions(body.options, optionOrder).map(({ key, text }) => (
            <Option
              key={key}
              type="checkbox"
              name={name}
              value={key}
              text={text}
              checked={chosen.includes(key)}
              onPick={onChange && (() => flip(key))}
            />
          ))}
        </>
      )
    }
    case 'true-false': {
      const chosen = shown.kind === 'true-false' ? shown.chosen : null
      return (
        <>
          <p className="question-hint">{words.chooseTrueFalse}</p>
          {[true, false].map((each) => (
            <Option
              key={String(each)}
              type="radio"
              name={name}
              value={String(each)}
              text={each ? words.true : words.false}
              checked={chosen === each}
              onPick={onChange && (() => onChange({ kind: 'true-false', chosen: each }))}
            />
          ))}
        </>
      )
    }
    case 'matching': {
      const pairs: Readonly<Record<string, string>> = shown.kind === 'matching' ? shown.pairs : {}
      const options = orderOptions(body.options, optionOrder)
      const choose = (prompt: string, key: string | null) => {
        const { [prompt]: _before, ...others } = pairs
        onChange?.({ kind: 'matching', pairs: key === null ? others : { ...others, [prompt]: key } })
      }
      return (
        <>
          <p className="question-hint">{words.matchEach}</p>
          <Lettered options={options} />
          {body.prompts.map(({ key, text }) => (
            <Choice
              key={key}
              label={text}
              name={name}
              options={options}
              prefix={`${key}:`}
              chosen={pairs[key] ?? null}
              onPick={onChange && ((chosen) => choose(key, chosen))}
            />
          ))}
        </>
      )
    }
    case 'ordering': {
      const options = orderOptions(body.options, optionOrder)
      const kept = shown.kind === 'ordering' ? shown.order : []
      const order = options.map((_option, place) => kept[place] ?? null)
      return (
        <>
          <p className="question-hint">{words.putInOrder}</p>
          <Lettered options={options} />
          {order.map((chosen, place) => (
            <Choice
              // biome-ignore lint/suspicious/noArrayIndexKey: a place is known by its number
              key={place}
              label={words.place(place + 1)}
              name={name}
              options={options}
              prefix=""
              chosen={chosen}
              onPick={onChange && ((key) => onChange({ kind: 'ordering', order: placed(order, place, key) }))}
            />
          ))}
        </>
      )
    }
    case 'numeric':
    case 'short-text':
    case 'essay':
      return <Written body={body} shown={shown} name={name} onChange={onChange} />
  }
}

type OptionProps = {
  type: 'radio' | 'checkbox'
  name: string
  value: string
  text: string
  checked: boolean
  onPick: (() => void) | undefined
}

/** The whole row is the target. */
function Option({ type, name, value, text, checked, onPick }: OptionProps) {
  const state = onPick ? { checked, onChange: onPick } : { defaultChecked: checked }
  return (
    <label className="option">
      <input className="option-input" type={type} name={name} value={value} {...state} />
      <span className="option-text">{text}</span>
    </label>
  )
}

type Choosable = readonly { readonly key: string; readonly text: string }[]

/** The options with their letters, whole, because a list shows the start of a long one only. */
function Lettered({ options }: { options: Choosable }) {
  return (
    <ol className="lettered">
      {options.map(({ key, text }) => (
        <li key={key}>{text}</li>
      ))}
    </ol>
  )
}

type ChoiceProps = {
  label: string
  name: string
  options: Choosable
  /** What stands before the option's key in the posted value. */
  prefix: string
  chosen: string | null
  onPick: ((key: string | null) => void) | undefined
}

/** One option for one row, from the browser's own list. */
function Choice({ label, name, options, prefix, chosen, onPick }: ChoiceProps) {
  const words = useWords(questionViewWords)
  const id = useId()
  const value = chosen === null ? '' : prefix + chosen
  const state = onPick
    ? { value, onChange: (event: { target: { value: string } }) => onPick(event.target.value.slice(prefix.length) || null) }
    : { defaultValue: value }
  return (
    <>
      <label className="written-label" htmlFor={id}>
        {label}
      </label>
      <select className="row-choice" id={id} name={name} {...state}>
        <option value="">{words.notChosen}</option>
        {options.map(({ key, text }, place) => (
          <option key={key} value={prefix + key}>{`${letterOf(place)}. ${text}`}</option>
        ))}
      </select>
    </>
  )
}

function Written({ body, shown, name, onChange }: Omit<AnswerProps, 'optionOrder'>) {
  const words = useWords(questionViewWords)
  const id = useId()
  if (body.kind !== 'numeric' && body.kind !== 'short-text' && body.kind !== 'essay') return null
  const { kind } = body
  const written = 'text' in shown ? shown.text : ''
  const state = onChange
    ? { value: written, onChange: (event: { target: { value: string } }) => onChange({ kind, text: event.target.value }) }
    : { defaultValue: written }
  const shared = { id, name, maxLength: LONGEST[kind], autoComplete: 'off', 'aria-describedby': `${id}-hint`, ...state }
  const hint = { numeric: words.numericHint, 'short-text': words.shortTextHint, essay: words.essayHint }[kind]
  return (
    <div className="written">
      <label className="written-label" htmlFor={id}>
        {words.yourAnswer}
        {body.kind === 'numeric' && body.unit !== null ? <span className="written-unit"> ({body.unit})</span> : null}
      </label>
      <p className="question-hint" id={`${id}-hint`}>
        {hint}
      </p>
      {kind === 'essay' ? (
        <textarea className="written-input" rows={10} {...shared} />
      ) : (
        <input
          className="written-input"
          type="text"
          inputMode={kind === 'numeric' ? 'decimal' : 'text'}
          autoCapitalize="none"
          {...shared}
        />
      )}
    </div>
  )
}

function paragraphsOf(stem: string): string[] {
  return stem
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
}

function valuesOf(group: HTMLFieldSetElement | null, name: string): string[] {
  const fields =
    group === null ? [] : [...group.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>('input, textarea, select')]
  return fields.flatMap((field) => {
    if (field.name !== name) return []
    if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox') && !field.checked) return []
    return [field.value]
  })
}
