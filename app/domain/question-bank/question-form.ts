import { MOST_ROWS, orderOptions } from './answering.ts'
import type { FaultPath } from './bank-fault.ts'
import { type BankQuestion, tellTheAnswer } from './bank-item.ts'
import type { QuestionBody, QuestionContent, QuestionKind } from './question.ts'
import { newOptionKey } from './question-version.ts'

/** What a posted form holds: the values by field name, in the order in which they stand. */
export type FormValues = Readonly<Record<string, readonly string[]>>

/** 0 for kinds without options. */
export const MOST_OPTIONS: Record<QuestionKind, number> = {
  'single-choice': 6,
  'multiple-response': 8,
  'true-false': 0,
  matching: MOST_ROWS,
  ordering: MOST_ROWS,
  numeric: 0,
  'short-text': 0,
  essay: 0,
}
export const MOST_CRITERIA = 8
export const MOST_LEVELS = 8
export const MOST_SOURCES = 10

export type FormReading = {
  /** The item as a bank's file would hold it, without its field and its review state, which follow from the rest. */
  readonly item: Readonly<Record<string, unknown>>
  /** The field at which a fault of the item stands. */
  readonly fieldOf: (path: FaultPath) => string
}

/**
 * Reads the editor's form. Rows left empty are dropped; an option or criterion that is new gets a key that the question never used.
 * @param usedKeys every key that an option or a criterion of the question has or had
 */
export function readQuestionForm(
  values: FormValues,
  { kind, key, pictureName, usedKeys }: { kind: QuestionKind; key: string; pictureName: string | null; usedKeys: ReadonlySet<string> },
): FormReading {
  const one = (name: string) => {
    const value = (values[name]?.[0] ?? '').replaceAll('\r\n', '\n').trim()
    return value === '' ? undefined : value
  }
  const all = (name: string) => values[name] ?? []
  const lines = (name: string) =>
    (one(name) ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  const used = new Set(usedKeys)
  const keyFor = (given: string | undefined) => {
    const own = given ?? newOptionKey(used)
    used.add(own)
    return own
  }
  const sources = rowsOf(MOST_SOURCES, (row) => one(`sources.${row}.fact`) !== undefined || one(`sources.${row}.citation`) !== undefined)
  const optionRows = rowsOf(MOST_OPTIONS[kind], (row) => one(`options.${row}.text`) !== undefined)
  const promptRows = kind === 'matching' ? rowsOf(MOST_ROWS, (row) => one(`prompts.${row}.text`) !== undefined) : []
  /** Keys of options that tell nothing of the answer: given by the alphabet of the texts, and moved where they would count along with it. */
  const closedKeys = (answer: readonly (number | undefined)[]): ReadonlyMap<number, string> => {
    const textOf = (row: number) => one(`options.${row}.text`) ?? ''
    const keys = new Map(
      [...optionRows]
        .sort((left, right) => (textOf(left) < textOf(right) ? -1 : 1))
        .map((row) => [row, keyFor(one(`options.${row}.key`))] as const),
    )
    const [first] = answer
    if (first !== undefined && tellTheAnswer(answer.map((row) => keys.get(row ?? -1) ?? ''))) keys.set(first, keyFor(undefined))
    return keys
  }
  const levelRows = (criterion: number) =>
    rowsOf(
      MOST_LEVELS,
      (level) =>
        one(`rubric.${criterion}.levels.${level}.points`) !== undefined ||
        one(`rubric.${criterion}.levels.${level}.description`) !== undefined,
    )
  const criteria = rowsOf(MOST_CRITERIA, (row) => one(`rubric.${row}.name`) !== undefined || levelRows(row).length > 0)

  const ownPart = (): Record<string, unknown> => {
    switch (kind) {
      case 'single-choice':
      case 'multiple-response':
        return {
          options: optionRows.map((row) => ({
            key: keyFor(one(`options.${row}.key`)),
            text: one(`options.${row}.text`),
            correct: all('correct').includes(String(row)),
            last: all('last').includes(String(row)),
          })),
          ...(kind === 'multiple-response' ? { credit: one('credit') } : {}),
        }
      case 'matching': {
        const answers = promptRows.map((row) => optionRows.find((option) => String(option) === one(`prompts.${row}.answer`)))
        const keys = closedKeys(answers)
        return {
          options: optionRows.map((row) => ({
            key: keys.get(row),
            text: one(`options.${row}.text`),
            last: all('last').includes(String(row)),
          })),
          prompts: promptRows.map((row, place) => ({
            key: keyFor(one(`prompts.${row}.key`)),
            text: one(`prompts.${row}.text`),
            answer: keys.get(answers[place] ?? -1),
          })),
          credit: one('credit'),
        }
      }
      case 'ordering': {
        const keys = closedKeys(optionRows)
        return {
          options: optionRows.map((row, place) => ({ key: keys.get(row), text: one(`options.${row}.text`), place: place + 1 })),
          credit: one('credit'),
        }
      }
      case 'true-false':
        return { answer: one('answer') === undefined ? undefined : one('answer') === 'true' }
      case 'numeric':
        return {
          answer: one('answer')?.replace(',', '.'),
          tolerance: (one('tolerance') ?? '0').replace(',', '.'),
          unit: one('unit') ?? null,
        }
      case 'short-text':
        return { accepted: lines('accepted') }
      case 'essay':
        return {
          rubric: criteria.map((row) => ({
            key: keyFor(one(`rubric.${row}.key`)),
            name: one(`rubric.${row}.name`),
            levels: levelRows(row).map((level) => ({
              points: wholeNumber(one(`rubric.${row}.levels.${level}.points`)),
              description: one(`rubric.${row}.levels.${level}.description`),
            })),
          })),
          modelAnswer: one('modelAnswer'),
        }
    }
  }
  const item = {
    key,
    kind,
    competency: one('competency'),
    lifeCycle: one('lifeCycle') ?? null,
    tags: all('tags'),
    difficulty: one('difficulty'),
    ...(pictureName === null ? {} : { media: { file: pictureName, alt: one('alt') } }),
    stem: one('stem'),
    ...ownPart(),
    rationale: one('rationale'),
    sources: sources.map((row) => ({ fact: one(`sources.${row}.fact`), citation: one(`sources.${row}.citation`) })),
    effectiveFrom: one('effectiveFrom'),
    enemies: lines('enemies'),
  }
  const fieldOf = ([part, index, ...rest]: FaultPath): string => {
    if (part === 'media') return index === 'alt' ? 'alt' : 'picture'
    const row = typeof index === 'number' ? index : 0
    if (part === 'options' && index !== undefined) return rest[0] === 'text' ? `options.${optionRows[row] ?? 0}.text` : 'options'
    if (part === 'prompts' && index !== undefined) return `prompts.${promptRows[row] ?? 0}.${rest[0] === 'answer' ? 'answer' : 'text'}`
    if (part === 'sources' && index !== undefined) return `sources.${sources[row] ?? 0}.${rest[0] === 'citation' ? 'citation' : 'fact'}`
    if (part === 'rubric' && index !== undefined) {
      const criterion = criteria[row] ?? 0
      if (rest[0] !== 'levels' || rest[1] === undefined) return `rubric.${criterion}.name`
      const level = levelRows(criterion)[typeof rest[1] === 'number' ? rest[1] : 0] ?? 0
      return `rubric.${criterion}.levels.${level}.${rest[2] === 'description' ? 'description' : 'points'}`
    }
    return String(part ?? '')
  }
  return { item, fieldOf }
}

/** What a candidate would see of the form as it stands, half-written as it may be. */
export function previewOfForm(
  values: FormValues,
  kind: QuestionKind,
  media: { readonly hash: string; readonly alt: string } | null,
): QuestionBody {
  const one = (name: string) => (values[name]?.[0] ?? '').trim()
  const shown = { stem: one('stem'), media: media === null ? null : { hash: media.hash, alt: one('alt') } }
  const options = () =>
    rowsOf(MOST_OPTIONS[kind], (row) => one(`options.${row}.text`) !== '').map((row) => ({
      key: String(row),
      text: one(`options.${row}.text`),
      last: (values.last ?? []).includes(String(row)),
    }))
  switch (kind) {
    case 'single-choice':
    case 'multiple-response':
      return { kind, ...shown, options: options() }
    case 'ordering':
      return { kind, ...shown, options: options().reverse() }
    case 'matching':
      return {
        kind,
        ...shown,
        prompts: rowsOf(MOST_ROWS, (row) => one(`prompts.${row}.text`) !== '').map((row) => ({
          key: String(row),
          text: one(`prompts.${row}.text`),
        })),
        options: options(),
      }
    case 'numeric':
      return { kind, ...shown, unit: one('unit') === '' ? null : one('unit') }
    case 'true-false':
    case 'short-text':
    case 'essay':
      return { kind, ...shown }
  }
}

/** The form of a question that is there. */
export function formOfQuestion({ content }: Pick<BankQuestion, 'content'>): FormValues {
  const { documentation, body } = content
  return {
    competency: [content.competency],
    difficulty: [content.difficulty],
    lifeCycle: [documentation.lifeCycle ?? ''],
    tags: documentation.tags,
    stem: [body.stem],
    alt: [body.media?.alt ?? ''],
    rationale: [documentation.rationale],
    effectiveFrom: [documentation.effectiveFrom],
    enemies: [documentation.enemies.join('\n')],
    ...rowsAsFields('sources', documentation.sources, ({ fact, citation }) => ({ fact, citation })),
    ...answerFields(content),
  }
}

function answerFields({ body, answerKey }: QuestionContent): FormValues {
  const options = 'options' in body ? body.options : []
  const optionFields = {
    ...rowsAsFields('options', options, ({ key, text }) => ({ key, text })),
    last: options.flatMap(({ last }, row) => (last ? [String(row)] : [])),
  }
  const rowsWith = (isCorrect: (key: string) => boolean) => options.flatMap(({ key }, row) => (isCorrect(key) ? [String(row)] : []))
  switch (answerKey.kind) {
    case 'single-choice':
      return { ...optionFields, correct: rowsWith((key) => key === answerKey.correct) }
    case 'multiple-response':
      return { ...optionFields, correct: rowsWith((key) => answerKey.correct.includes(key)), credit: [answerKey.credit] }
    case 'matching': {
      const rowOf = (prompt: string) => options.findIndex(({ key }) => key === answerKey.pairs[prompt])
      const prompts = 'prompts' in body ? body.prompts : []
      return {
        ...optionFields,
        ...rowsAsFields('prompts', prompts, ({ key, text }) => ({ key, text, answer: String(rowOf(key)) })),
        credit: [answerKey.credit],
      }
    }
    case 'ordering':
      return {
        ...rowsAsFields('options', orderOptions(options, answerKey.order), ({ key, text }) => ({ key, text })),
        credit: [answerKey.credit],
      }
    case 'true-false':
      return { answer: [String(answerKey.correct)] }
    case 'numeric':
      return { answer: [answerKey.correct], tolerance: [answerKey.tolerance], unit: [body.kind === 'numeric' ? (body.unit ?? '') : ''] }
    case 'short-text':
      return { accepted: [answerKey.accepted.join('\n')] }
    case 'essay': {
      const { criteria } = answerKey.rubric
      const levels = criteria.map((criterion, row) =>
        rowsAsFields(`rubric.${row}.levels`, criterion.levels, ({ points, description }) => ({ points: String(points), description })),
      )
      return Object.assign(
        { modelAnswer: [answerKey.modelAnswer] },
        rowsAsFields('rubric', criteria, ({ key, name }) => ({ key, name })),
        ...levels,
      )
    }
  }
}

function rowsAsFields<Row>(name: string, rows: readonly Row[], fieldsOf: (row: Row) => Record<string, string>): FormValues {
  return Object.fromEntries(
    rows.flatMap((row, index) => Object.entries(fieldsOf(row)).map(([field, value]) => [`${name}.${index}.${field}`, [value]])),
  )
}

function rowsOf(most: number, isFilled: (row: number) => boolean): number[] {
  return Array.from({ length: most }, (_none, row) => row).filter(isFilled)
}

/** The number, or the text as it is, which is a fault at its place. */
function wholeNumber(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : text
}
