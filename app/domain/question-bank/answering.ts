// What an exam page needs of questions and answers. It imports nothing, zod least of all: the page's budget has no room for it.

/** Kinds now; stations join this union later. */
export const QUESTION_KINDS = [
  'single-choice',
  'multiple-response',
  'true-false',
  'matching',
  'ordering',
  'numeric',
  'short-text',
  'essay',
] as const
type QuestionKind = (typeof QUESTION_KINDS)[number]

/** The shape of a response; `ResponseValue` in response.ts is the schema that holds it. */
export type Answer =
  | { kind: 'single-choice'; chosen: string | null }
  | { kind: 'multiple-response'; chosen: string[] }
  | { kind: 'true-false'; chosen: boolean | null }
  /** The chosen option by the key of its prompt; a prompt without an answer is not in it. */
  | { kind: 'matching'; pairs: Record<string, string> }
  /** The option at each place, first to last; null where none was put yet. No option stands twice. */
  | { kind: 'ordering'; order: (string | null)[] }
  | { kind: 'numeric' | 'short-text' | 'essay'; text: string }

export const OPTION_KEY = /^[a-z0-9-]{1,20}$/

/** The most prompts of a matching question, and places of an ordering one. */
export const MOST_ROWS = 8

/** The longest answer that is kept, in UTF-16 code units. */
export const LONGEST = { numeric: 40, 'short-text': 200, essay: 6000 } as const

/** The text without what a database cannot keep: NUL is dropped, half a surrogate pair becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD')
}

/** Whether nothing was answered: an empty response earns nothing and needs no marker. */
export function isEmpty(response: Answer): boolean {
  switch (response.kind) {
    case 'single-choice':
    case 'true-false':
      return response.chosen === null
    case 'multiple-response':
      return response.chosen.length === 0
    case 'matching':
      return Object.keys(response.pairs).length === 0
    case 'ordering':
      return response.order.every((key) => key === null)
    case 'numeric':
    case 'short-text':
    case 'essay':
      return response.text.trim() === ''
  }
}

/**
 * The answer in a posted form, where it stands in one field (single choice, `true` or `false`, text) or in several of the
 * same name (checkboxes; a list per prompt with `prompt:option`; a list per place with an option). It always succeeds: what
 * is no answer to this kind of question counts as not answered, and text that is too long is cut.
 */
export function responseFromForm(kind: QuestionKind, formValues: readonly string[]): Answer {
  switch (kind) {
    case 'single-choice': {
      const [chosen = ''] = formValues
      return { kind, chosen: OPTION_KEY.test(chosen) ? chosen : null }
    }
    case 'multiple-response': {
      return { kind, chosen: [...new Set(formValues.filter((value) => OPTION_KEY.test(value)))].slice(0, 8) }
    }
    case 'true-false':
      return { kind, chosen: formValues[0] === 'true' ? true : formValues[0] === 'false' ? false : null }
    case 'matching': {
      const chosen = formValues.map((value) => value.split(':')).filter((pair) => pair.length === 2 && pair.every(isOptionKey))
      return { kind, pairs: Object.fromEntries(chosen.slice(0, MOST_ROWS)) }
    }
    case 'ordering': {
      const places = formValues.slice(0, MOST_ROWS).map((value) => (isOptionKey(value) ? value : null))
      return { kind, order: places.map((key, place) => (places.indexOf(key) === place ? key : null)) }
    }
    case 'numeric':
    case 'short-text':
    case 'essay':
      return { kind, text: writtenText(formValues[0] ?? '', LONGEST[kind]) }
  }
}

/** The same answer, whatever the order in which options were ticked. */
export function isSameResponse(left: Answer, right: Answer): boolean {
  if (left.kind === 'multiple-response' && right.kind === 'multiple-response') {
    return left.chosen.length === right.chosen.length && left.chosen.every((key) => right.chosen.includes(key))
  }
  if (left.kind === 'matching' && right.kind === 'matching') {
    const prompts = Object.keys(left.pairs)
    return prompts.length === Object.keys(right.pairs).length && prompts.every((key) => left.pairs[key] === right.pairs[key])
  }
  if (left.kind === 'ordering' && right.kind === 'ordering') {
    const longer = left.order.length > right.order.length ? left.order : right.order
    return longer.every((_key, place) => (left.order[place] ?? null) === (right.order[place] ?? null))
  }
  if ('text' in left && 'text' in right) return left.kind === right.kind && left.text === right.text
  return left.kind === right.kind && 'chosen' in left && 'chosen' in right && left.chosen === right.chosen
}

/** The order with an option put at a place; where it stood, what stood there before stands now. */
export function placed(order: readonly (string | null)[], place: number, key: string | null): (string | null)[] {
  return order.map((each, index) => (index === place ? key : key !== null && each === key ? (order[place] ?? null) : each))
}

/** The answer of someone who has not answered yet. */
export function emptyResponse(kind: QuestionKind): Answer {
  return responseFromForm(kind, [])
}

function isOptionKey(value: string): boolean {
  return OPTION_KEY.test(value)
}

function writtenText(written: string, longest: number): string {
  return wellFormed(written.replaceAll('\r\n', '\n').slice(0, longest))
}

/** The letter of the option at a place, from 0: A, B, C … */
export function letterOf(place: number): string {
  return String.fromCharCode(65 + place)
}

/** Options in the given order of keys; those it does not name keep their own order behind it. */
export function orderOptions<Option extends { readonly key: string }>(options: readonly Option[], order: readonly string[]): Option[] {
  const named = order.flatMap((key) => options.filter((option) => option.key === key))
  return [...named, ...options.filter((option) => !order.includes(option.key))]
}
