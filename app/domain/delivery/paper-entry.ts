import { z } from 'zod'
import { isSameResponse, LONGEST, letterOf, wellFormed } from '../question-bank/answering.ts'
import type { QuestionBody } from '../question-bank/question.ts'
import { ResponseValue } from '../question-bank/response.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import type { PaperQuestion } from './candidate-paper.ts'

/** True and false as the sheet prints them: Benar, Salah. */
const TRUE_LETTER = 'B'
const FALSE_LETTER = 'S'
/** A place that was left empty among others: `B-A`. */
const EMPTY_PLACE = '-'

export type EntryFault = 'unknown-letter' | 'one-letter' | 'letter-twice' | 'letters-count' | 'true-or-false' | 'too-long' | 'unreadable'

/**
 * What was typed for one question, read with the letters of this candidate's order; nothing typed is no answer. Several
 * letters may be written together or with spaces and commas. Matching has a letter for each statement, ordering one for
 * each place, both with `-` where the paper has none.
 */
export function readTyped(body: QuestionBody, typed: string): Result<ResponseValue, EntryFault> {
  switch (body.kind) {
    case 'single-choice': {
      const keys = readLetters(typed, body.options)
      if (keys === null || keys.includes(null)) return refuse('unknown-letter')
      return keys.length > 1 ? refuse('one-letter') : accept({ kind: body.kind, chosen: keys[0] ?? null })
    }
    case 'multiple-response': {
      const keys = readLetters(typed, body.options)
      if (keys === null || keys.includes(null)) return refuse('unknown-letter')
      return accept({ kind: body.kind, chosen: body.options.map(({ key }) => key).filter((key) => keys.includes(key)) })
    }
    case 'true-false': {
      const letter = lettersIn(typed)
      if (letter === '') return accept({ kind: body.kind, chosen: null })
      return letter === TRUE_LETTER || letter === FALSE_LETTER
        ? accept({ kind: body.kind, chosen: letter === TRUE_LETTER })
        : refuse('true-or-false')
    }
    case 'matching': {
      const keys = readLetters(typed, body.options)
      if (keys === null) return refuse('unknown-letter')
      if (keys.length > 0 && keys.length !== body.prompts.length) return refuse('letters-count')
      const pairs = body.prompts.flatMap(({ key }, place): [string, string][] => {
        const option = keys[place] ?? null
        return option === null ? [] : [[key, option]]
      })
      return accept({ kind: body.kind, pairs: Object.fromEntries(pairs) })
    }
    case 'ordering': {
      const keys = readLetters(typed, body.options)
      if (keys === null) return refuse('unknown-letter')
      if (keys.length > 0 && keys.length !== body.options.length) return refuse('letters-count')
      if (keys.some((key, place) => key !== null && keys.indexOf(key) !== place)) return refuse('letter-twice')
      return accept({ kind: body.kind, order: body.options.map((_option, place) => keys[place] ?? null) })
    }
    case 'numeric':
    case 'short-text':
      return readText(body.kind, typed.trim())
    case 'essay':
      return readText(body.kind, typed.replaceAll('\r\n', '\n'))
  }
}

/** The answer as it is typed: the way back of `readTyped`, and what a difference shows. */
export function typedAs(body: QuestionBody, value: ResponseValue): string {
  switch (value.kind) {
    case 'single-choice':
      return value.chosen === null ? '' : letterAmong(body, value.chosen)
    case 'multiple-response':
      return value.chosen.map((key) => letterAmong(body, key)).join('')
    case 'true-false':
      return value.chosen === null ? '' : value.chosen ? TRUE_LETTER : FALSE_LETTER
    case 'matching': {
      const prompts = body.kind === 'matching' ? body.prompts : []
      return lettersOrNothing(
        prompts.map(({ key }) => value.pairs[key] ?? null),
        body,
      )
    }
    case 'ordering':
      return lettersOrNothing(value.order, body)
    case 'numeric':
    case 'short-text':
    case 'essay':
      return value.text
  }
}

/** All answers that one person keyed in from a sheet, by position. */
export const EntryAnswers = z.record(z.string().regex(/^\d+$/), ResponseValue)
export type EntryAnswers = z.infer<typeof EntryAnswers>

/** Reads a whole sheet: an answer for every question, or the faults by position. @param typedAt what was typed at a position */
export function readEntry(
  questions: readonly PaperQuestion[],
  typedAt: (position: number) => string,
): Result<EntryAnswers, { readonly kind: 'faults'; readonly faults: ReadonlyMap<number, EntryFault> }> {
  const faults = new Map<number, EntryFault>()
  const answers: EntryAnswers = {}
  for (const { position, body } of questions) {
    const read = readTyped(body, typedAt(position))
    if (read.ok) answers[String(position)] = read.value
    else faults.set(position, read.refusal)
  }
  return faults.size > 0 ? refuse({ kind: 'faults', faults }) : accept(answers)
}

/**
 * Whether two people read the same from the paper: the same boxes; the same text but for white space, of a short answer also
 * but for large and small letters, of a number also with a point for the comma.
 */
export function isSameReading(left: ResponseValue, right: ResponseValue): boolean {
  if ('text' in left && 'text' in right) return left.kind === right.kind && folded(left.kind, left.text) === folded(right.kind, right.text)
  return isSameResponse(left, right)
}

/** The questions about which the two entries differ, in the order of the paper. Throws where an entry lacks an answer. */
export function differencesOf(questions: readonly PaperQuestion[], first: EntryAnswers, second: EntryAnswers): PaperQuestion[] {
  return questions.filter(({ position }) => !isSameReading(answerAt(first, position), answerAt(second, position)))
}

/** What a third person says about one difference: one of the two readings is right, or neither, and then what the paper says. */
export type Reading = { readonly from: 'first' | 'second' } | { readonly from: 'reread'; readonly value: ResponseValue }
export type SettledAnswer = {
  readonly position: number
  readonly value: ResponseValue
  readonly origin: 'agreed' | 'first' | 'second' | 'reread'
}

/** An answer for every question: where both say the same the first, elsewhere what was settled. Refuses while a difference is open. */
export function settledAnswers(
  questions: readonly PaperQuestion[],
  first: EntryAnswers,
  second: EntryAnswers,
  readings: ReadonlyMap<number, Reading>,
): Result<readonly SettledAnswer[], { readonly kind: 'open-differences'; readonly positions: readonly number[] }> {
  const differing = new Set(differencesOf(questions, first, second).map(({ position }) => position))
  const open = [...differing].filter((position) => !readings.has(position))
  if (open.length > 0) return refuse({ kind: 'open-differences', positions: open })
  return accept(
    questions.map(({ position }): SettledAnswer => {
      const reading = differing.has(position) ? readings.get(position) : undefined
      if (reading === undefined) return { position, value: answerAt(first, position), origin: 'agreed' }
      if (reading.from === 'reread') return { position, value: reading.value, origin: 'reread' }
      return { position, value: answerAt(reading.from === 'first' ? first : second, position), origin: reading.from }
    }),
  )
}

function answerAt(answers: EntryAnswers, position: number): ResponseValue {
  const value = answers[String(position)]
  if (value === undefined) throw new Error(`an entry has no answer at position ${position}`)
  return value
}

function lettersIn(typed: string): string {
  return typed.replace(/[\s,.;/]/g, '').toUpperCase()
}

/** The options of the letters; null at an empty place. Null as a whole where a letter is none of theirs. */
function readLetters(typed: string, options: readonly { readonly key: string }[]): (string | null)[] | null {
  const keys: (string | null)[] = []
  for (const letter of lettersIn(typed)) {
    const option = options[letter.charCodeAt(0) - 65]
    if (option === undefined && letter !== EMPTY_PLACE) return null
    keys.push(option?.key ?? null)
  }
  return keys
}

function letterAmong(body: QuestionBody, key: string): string {
  const place = 'options' in body ? body.options.findIndex((option) => option.key === key) : -1
  return place < 0 ? '?' : letterOf(place)
}

function lettersOrNothing(keys: readonly (string | null)[], body: QuestionBody): string {
  if (keys.every((key) => key === null)) return ''
  return keys.map((key) => (key === null ? EMPTY_PLACE : letterAmong(body, key))).join('')
}

function readText(kind: 'numeric' | 'short-text' | 'essay', text: string): Result<ResponseValue, EntryFault> {
  if (text !== wellFormed(text)) return refuse('unreadable')
  return text.length > LONGEST[kind] ? refuse('too-long') : accept({ kind, text })
}

function folded(kind: 'numeric' | 'short-text' | 'essay', text: string): string {
  const spaced = text.normalize('NFC').trim().replace(/\s+/gu, ' ')
  switch (kind) {
    case 'numeric':
      return spaced.replaceAll(' ', '').replaceAll(',', '.')
    case 'short-text':
      return spaced.toUpperCase().toLowerCase()
    case 'essay':
      return spaced
  }
}
