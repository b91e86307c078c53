import { z } from 'zod'
import { type CompetencyFramework, fieldOfCompetency } from '../roster/competency-framework.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import { type BankFault, faultsOfIssue, pathInFile, type QuestionFault } from './bank-fault.ts'
import { type BankQuestion, contentOf, correctKeys, FileItem, type PictureOfFile, rightOrder, tellTheAnswer } from './bank-item.ts'
import { type FactRegister, furthestReview, isFurther } from './fact-register.ts'
import { QuestionContent, QuestionKey } from './question.ts'

/** What a bank is, in its bank.yaml. */
export const BankHeading = z.strictObject({
  slug: z.string().regex(/^[a-z0-9-]{1,60}$/),
  title: z.string().min(1).max(200),
  framework: z.string().regex(/^[a-z0-9_-]{1,60}$/),
})
export type BankHeading = z.infer<typeof BankHeading>

/** What stands around a question and decides whether it may stand there. */
export type BankSurroundings = {
  readonly framework: CompetencyFramework
  readonly facts: FactRegister
  readonly pictures: ReadonlyMap<string, PictureOfFile>
  /** Keys of questions that the bank holds besides these items: they may be named as enemies. */
  readonly otherKeys?: ReadonlySet<string>
}

/** Reads one item by itself: its form, its key, its facts, its competency and its picture. */
export function readQuestion(item: unknown, surroundings: BankSurroundings): Result<BankQuestion, readonly QuestionFault[]> {
  const parsed = FileItem.safeParse(item)
  if (!parsed.success) return refuse(parsed.error.issues.flatMap((issue) => faultsOfIssue(issue, item)))
  const file = parsed.data
  const faults = [
    ...faultsOfKey(file),
    ...faultsOfSources(file, surroundings.facts),
    ...faultsOfCompetency(file, surroundings.framework),
    ...faultsOfMedia(file, surroundings.pictures),
  ]
  const content = QuestionContent.safeParse(contentOf(file, surroundings.pictures))
  if (!content.success) {
    const body = contentOf(file, surroundings.pictures)
    faults.push(
      ...content.error.issues.flatMap((issue) => faultsOfIssue(issue, body)).map((fault) => ({ ...fault, path: pathInFile(fault.path) })),
    )
  }
  return content.success && faults.length === 0 ? accept({ key: file.key, content: content.data }) : refuse(faults)
}

/** Reads all items of a bank: every fault of every item, or every question. There is nothing in between. */
export function readBank(items: readonly unknown[], surroundings: BankSurroundings): Result<readonly BankQuestion[], readonly BankFault[]> {
  const faults: BankFault[] = []
  const questions: BankQuestion[] = []
  for (const [item, raw] of items.entries()) {
    const read = readQuestion(raw, surroundings)
    if (read.ok) questions.push(read.value)
    else faults.push(...read.refusal.map((fault) => ({ ...fault, item })))
  }
  faults.push(...faultsOfKeys(items, surroundings.otherKeys ?? new Set()))
  return faults.length === 0 ? accept(questions) : refuse(faults.sort((left, right) => left.item - right.item))
}

/** Enemies as pairs of keys, each pair once, whichever of the two names the other; in the order of their keys. */
export function enemyPairs(
  questions: readonly { readonly key: string; readonly enemies: readonly string[] }[],
): readonly (readonly [string, string])[] {
  const known = new Set(questions.map(({ key }) => key))
  const pairs = new Map<string, readonly [string, string]>()
  for (const { key, enemies } of questions) {
    for (const enemy of enemies) {
      if (!known.has(enemy) || enemy === key) continue
      const pair = key < enemy ? ([key, enemy] as const) : ([enemy, key] as const)
      pairs.set(pair.join(' '), pair)
    }
  }
  return [...pairs.values()].sort((left, right) => (left.join(' ') < right.join(' ') ? -1 : 1))
}

function faultsOfKey(file: FileItem): QuestionFault[] {
  switch (file.kind) {
    case 'single-choice': {
      const correct = correctKeys(file.options).length
      return [
        ...faultsOfOptions(file.options),
        ...(correct === 1 ? [] : [{ path: ['options'], code: 'exactly-one-correct' as const, value: String(correct) }]),
      ]
    }
    case 'multiple-response': {
      const correct = correctKeys(file.options).length
      return [
        ...faultsOfOptions(file.options),
        ...(correct > 0 && correct < file.options.length ? [] : [{ path: ['options'], code: 'correct-and-wrong' as const }]),
      ]
    }
    case 'matching':
      return [...faultsOfOptions(file.options), ...faultsOfPrompts(file), ...faultsOfOpenKeys(file.prompts.map(({ answer }) => answer))]
    case 'ordering':
      return [...faultsOfOptions(file.options), ...faultsOfPlaces(file.options), ...faultsOfOpenKeys(rightOrder(file.options))]
    case 'numeric':
      return file.tolerance.startsWith('-') ? [{ path: ['tolerance'], code: 'negative-tolerance' }] : []
    case 'short-text':
      return repeated(file.accepted.map((accepted) => accepted.normalize('NFC').trim().toLowerCase())).map((index) => ({
        path: ['accepted', index],
        code: 'duplicate-accepted',
        value: file.accepted[index] ?? '',
      }))
    case 'essay':
      return faultsOfRubric(file.rubric)
    case 'true-false':
      return []
  }
}

function faultsOfPrompts({ prompts, options }: Extract<FileItem, { kind: 'matching' }>): QuestionFault[] {
  const known = new Set(options.map(({ key }) => key))
  return [
    ...repeated(prompts.map(({ key }) => key)).map((index) => ({
      path: ['prompts', index, 'key'],
      code: 'duplicate-option-key' as const,
      value: prompts[index]?.key ?? '',
    })),
    ...prompts.flatMap(({ answer }, index) =>
      known.has(answer) ? [] : [{ path: ['prompts', index, 'answer'], code: 'unknown-option' as const, value: answer.slice(0, 60) }],
    ),
  ]
}

/** Places count from 1 without a gap, each once. */
function faultsOfPlaces(options: readonly { readonly place: number }[]): QuestionFault[] {
  const taken = new Set<number>()
  return options.flatMap(({ place }, index) => {
    const isFree = place >= 1 && place <= options.length && !taken.has(place)
    taken.add(place)
    return isFree ? [] : [{ path: ['options', index, 'place'], code: 'places-count' as const, value: String(options.length) }]
  })
}

function faultsOfOpenKeys(keys: readonly string[]): QuestionFault[] {
  return tellTheAnswer(keys) ? [{ path: ['options'], code: 'keys-tell-the-answer' }] : []
}

function faultsOfOptions(options: readonly { readonly key: string; readonly last?: boolean }[]): QuestionFault[] {
  const last = options.flatMap((option, index) => (option.last ? [index] : []))
  return [
    ...repeated(options.map(({ key }) => key)).map((index) => ({
      path: ['options', index, 'key'],
      code: 'duplicate-option-key' as const,
      value: options[index]?.key ?? '',
    })),
    ...last.slice(1).map((index) => ({ path: ['options', index, 'last'], code: 'last-at-most-one' as const })),
  ]
}

function faultsOfRubric(rubric: Extract<FileItem, { kind: 'essay' }>['rubric']): QuestionFault[] {
  const faults: QuestionFault[] = repeated(rubric.map(({ key }) => key)).map((index) => ({
    path: ['rubric', index, 'key'],
    code: 'duplicate-criterion-key',
    value: rubric[index]?.key ?? '',
  }))
  for (const [criterion, { levels }] of rubric.entries()) {
    for (const [level, { points }] of levels.entries()) {
      const below = levels[level - 1]
      if (below === undefined && points !== 0)
        faults.push({ path: ['rubric', criterion, 'levels', level, 'points'], code: 'rubric-starts-at-zero' })
      if (below !== undefined && points <= below.points)
        faults.push({ path: ['rubric', criterion, 'levels', level, 'points'], code: 'rubric-rises' })
    }
  }
  return faults
}

function faultsOfSources(file: FileItem, register: FactRegister): QuestionFault[] {
  const faults: QuestionFault[] = repeated(file.sources.map(({ fact }) => fact)).map((index) => ({
    path: ['sources', index, 'fact'],
    code: 'duplicate-fact',
    value: file.sources[index]?.fact ?? '',
  }))
  for (const [index, { fact }] of file.sources.entries()) {
    const standing = register.get(fact)
    if (standing === undefined) faults.push({ path: ['sources', index, 'fact'], code: 'unknown-fact', value: fact })
    if (standing === 'unsourced') faults.push({ path: ['sources', index, 'fact'], code: 'unsourced-fact', value: fact })
  }
  const furthest = furthestReview(
    file.sources.map(({ fact }) => fact),
    register,
  )
  if (furthest !== null && isFurther(file.review, furthest)) faults.push({ path: ['review'], code: 'review-too-far', value: furthest })
  return faults
}

function faultsOfCompetency(file: FileItem, framework: CompetencyFramework): QuestionFault[] {
  const field = fieldOfCompetency(framework, file.competency)
  if (field === null) return [{ path: ['competency'], code: 'unknown-competency', value: file.competency.slice(0, 60) }]
  return field === file.field ? [] : [{ path: ['competency'], code: 'competency-of-other-field', value: field }]
}

function faultsOfMedia(file: FileItem, pictures: BankSurroundings['pictures']): QuestionFault[] {
  if (file.media === undefined) return []
  const picture = pictures.get(file.media.file)
  if (picture === undefined) return [{ path: ['media', 'file'], code: 'media-missing', value: file.media.file }]
  return 'fault' in picture ? [{ path: ['media', 'file'], code: 'media-unsafe', value: picture.fault }] : []
}

const Keyed = z.object({ key: QuestionKey, enemies: z.array(z.string()).catch([]) })

function faultsOfKeys(items: readonly unknown[], otherKeys: ReadonlySet<string>): BankFault[] {
  const named = items.map((item) => Keyed.safeParse(item).data ?? null)
  const keys = named.map((each) => each?.key ?? null)
  const faults: BankFault[] = repeated(keys).map((item) => ({
    item,
    path: ['key'],
    code: 'duplicate-question-key',
    value: keys[item] ?? '',
  }))
  for (const [item, each] of named.entries()) {
    for (const [index, enemy] of (each?.enemies ?? []).entries()) {
      if (enemy === each?.key) faults.push({ item, path: ['enemies', index], code: 'enemy-itself' })
      else if (!keys.includes(enemy) && !otherKeys.has(enemy))
        faults.push({ item, path: ['enemies', index], code: 'enemy-unknown', value: enemy.slice(0, 60) })
    }
  }
  return faults
}

/** Places of values that stand further up already; null is no value. */
function repeated(values: readonly (string | null)[]): number[] {
  const seen = new Set<string>()
  return values.flatMap((value, index) => {
    if (value === null) return []
    if (seen.has(value)) return [index]
    seen.add(value)
    return []
  })
}
