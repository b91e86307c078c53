import type { OptionKey } from '../question-bank/question.ts'
import type { QuestionVersionId } from '../shared/id.ts'
import { type Seed, seededStreams } from '../shared/seeded-random.ts'
import type { AttemptLayout, FormContent, FormItem } from './exam-form.ts'

/** An option as the layout needs it; one with `last` stays behind the others (`semua benar`). */
export type LaidOption = { readonly key: OptionKey; readonly last: boolean }

/**
 * Which of an exam's parallel forms an attempt gets: an index from 0 to formCount - 1, into the forms in the order of
 * their ordinals. Equal seeds give equal answers. Throws when there is no form.
 */
export function formFor(formCount: number, seed: Seed): number {
  if (!Number.isInteger(formCount) || formCount < 1) throw new Error('an exam has one form at least')
  return seededStreams(seed)('form').between(0, formCount - 1)
}

/**
 * The order in which one candidate sees a form. Questions stay together by field, the fields in the form's order, and
 * are shuffled inside their field. Options are shuffled, the `last` ones stay behind; true/false keeps its order, so it
 * and the kinds without options have no entry in `options`. Every question draws from a stream of its own: one question
 * more or less does not move the options of another.
 */
export function layoutFor(content: FormContent, options: ReadonlyMap<QuestionVersionId, readonly LaidOption[]>, seed: Seed): AttemptLayout {
  const stream = seededStreams(seed)
  const order = byField(content.items).flatMap(([field, items]) =>
    stream(`questions:${field}`).shuffled(items.map((item) => item.position)),
  )
  const laidOptions: AttemptLayout['options'] = {}
  for (const item of content.items) {
    const own = item.kind === 'true-false' ? [] : (options.get(item.questionVersionId) ?? [])
    if (own.length === 0) continue
    const { shuffled } = stream(`options:${item.position}`)
    laidOptions[String(item.position)] = [...shuffled(own.filter(({ last }) => !last)), ...own.filter(({ last }) => last)].map(
      ({ key }) => key,
    )
  }
  return { order, options: laidOptions }
}

function byField(items: readonly FormItem[]): [string, FormItem[]][] {
  const groups = new Map<string, FormItem[]>()
  for (const item of items) groups.set(item.field, [...(groups.get(item.field) ?? []), item])
  return [...groups]
}
