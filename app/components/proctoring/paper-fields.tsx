import { LONGEST, letterOf } from '#app/domain/question-bank/answering.ts'
import type { QuestionBody } from '#app/domain/question-bank/question.ts'
import { paperModeWords } from '#app/text/paper-mode.ts'
import { useWords } from '../ui/locale.tsx'

/** What may be typed for a question: how it is named beside its field, and how long it can be. */
export type FieldShape =
  | { readonly kind: 'one' | 'several'; readonly letters: number }
  | { readonly kind: 'truth' }
  | { readonly kind: 'rows'; readonly rows: number; readonly letters: number }
  | { readonly kind: 'number' | 'text' | 'essay' }

export function shapeOf(body: QuestionBody): FieldShape {
  switch (body.kind) {
    case 'single-choice':
      return { kind: 'one', letters: body.options.length }
    case 'multiple-response':
      return { kind: 'several', letters: body.options.length }
    case 'true-false':
      return { kind: 'truth' }
    case 'matching':
      return { kind: 'rows', rows: body.prompts.length, letters: body.options.length }
    case 'ordering':
      return { kind: 'rows', rows: body.options.length, letters: body.options.length }
    case 'numeric':
      return { kind: 'number' }
    case 'short-text':
      return { kind: 'text' }
    case 'essay':
      return { kind: 'essay' }
  }
}

/** The names of a question's fields. */
export const typedName = (position: number) => `typed-${position}`
export const fromName = (position: number) => `from-${position}`

type TypedFieldProps = {
  readonly position: number
  readonly label: string
  readonly shape: FieldShape
  readonly initial: string
  readonly fault: string | null
}

const CONTROL = 'mt-1 block w-full rounded-md border border-line bg-surface px-3 py-2 text-ink aria-invalid:border-bad'
const LONGEST_LETTERS = 24

/** One question's answer as it stands on the paper: letters in one plain field, so that a keyboard alone goes through a sheet. */
export function TypedField({ position, label, shape, initial, fault }: TypedFieldProps) {
  const words = useWords(paperModeWords)
  const id = typedName(position)
  const control = {
    id,
    name: id,
    defaultValue: initial,
    'aria-invalid': fault === null ? undefined : true,
    'aria-describedby': fault === null ? `${id}-hint` : `${id}-hint ${id}-fault`,
  }
  return (
    <div className={shape.kind === 'essay' ? 'mb-4 sm:col-span-2 xl:col-span-4' : 'mb-4'}>
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      <span id={`${id}-hint`} className="ml-2 text-[13px] text-muted">
        {useHint(shape)}
      </span>
      {shape.kind === 'essay' ? (
        <textarea {...control} rows={5} maxLength={LONGEST.essay} className={CONTROL} />
      ) : (
        <input
          {...control}
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={shape.kind === 'number' ? LONGEST.numeric : shape.kind === 'text' ? LONGEST['short-text'] : LONGEST_LETTERS}
          className={CONTROL}
        />
      )}
      {fault === null ? null : (
        <p id={`${id}-fault`} className="text-bad">
          {words.faults[fault] ?? fault}
        </p>
      )}
    </div>
  )
}

function useHint(shape: FieldShape): string {
  const { hints } = useWords(paperModeWords)
  switch (shape.kind) {
    case 'one':
    case 'several':
      return hints[shape.kind](letterOf(shape.letters - 1))
    case 'truth':
      return hints.truth
    case 'rows':
      return hints.rows(shape.rows, letterOf(shape.letters - 1))
    case 'number':
      return hints.number
    case 'text':
    case 'essay':
      return hints.text
  }
}
