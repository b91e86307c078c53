import type { Actor } from '../access/actor.ts'
import { canonicalHash, canonicalJson } from '../shared/canonical-hash.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import type { AnswerKey, ChangeClass, QuestionBody, QuestionContent, QuestionVersionStatus } from './question.ts'

/** What decides about a version; people are named by their account, or by the job that stands for them. */
export type VersionState = {
  readonly version: number
  readonly status: QuestionVersionStatus
  readonly authoredBy: string
  readonly contentHash: string
  readonly signedOffBy: string | null
}

/** One hash for one content: field, competency, difficulty, body, key and documentation. */
export function contentHashOf(content: QuestionContent): string {
  const { field, competency, difficulty, body, answerKey, documentation } = content
  return canonicalHash({ field, competency, difficulty, body, answerKey, documentation })
}

/**
 * How a version differs from the published one before it, by what weighs most: the set of options (or the kind), then the
 * key, then what it is worth, then the picture, then words. Options are matched by their keys, so that their order is no
 * change. Statistics are pooled across `wording` only. `new` when there is none before.
 */
export function classifyChange(before: QuestionContent | null, after: QuestionContent): ChangeClass {
  if (before === null) return 'new'
  if (before.body.kind !== after.body.kind || differ(optionSet(before.body), optionSet(after.body))) return 'option-set'
  if (differ(keyPart(before), keyPart(after))) return 'key'
  if (differ(pointsPart(before.answerKey), pointsPart(after.answerKey))) return 'points'
  if (before.body.media?.hash !== after.body.media?.hash) return 'media'
  return 'wording'
}

type Part = Parameters<typeof canonicalJson>[0]

function differ(left: Part, right: Part): boolean {
  return canonicalJson(left) !== canonicalJson(right)
}

function optionSet(body: QuestionBody): string[] {
  const prompts = 'prompts' in body ? body.prompts.map(({ key }) => `prompt ${key}`) : []
  return 'options' in body ? [...body.options.map(({ key }) => key), ...prompts].sort() : []
}

/** What makes an answer right: for an essay, what each level of each criterion asks for. */
function keyPart({ body, answerKey }: QuestionContent): Part {
  switch (answerKey.kind) {
    case 'single-choice':
    case 'true-false':
      return answerKey.correct
    case 'multiple-response':
      return [...answerKey.correct].sort()
    case 'matching':
      return answerKey.pairs
    case 'ordering':
      return answerKey.order
    case 'numeric':
      return [answerKey.correct, answerKey.tolerance, body.kind === 'numeric' ? body.unit : null]
    case 'short-text':
      return [...answerKey.accepted].sort()
    case 'essay':
      return answerKey.rubric.criteria.map(({ key, name, levels }) => [key, name, ...levels.map(({ description }) => description)])
  }
}

/** How much a right or half-right answer earns. */
function pointsPart(answerKey: AnswerKey): Part {
  if ('credit' in answerKey) return answerKey.credit
  if (answerKey.kind === 'essay') return answerKey.rubric.criteria.map(({ levels }) => levels.map(({ points }) => points))
  return null
}

export type SavePlan =
  | { readonly kind: 'unchanged' }
  /** The author's own draft takes the new content. */
  | { readonly kind: 'rewrite'; readonly version: number }
  /** A new version; `discard` names an open one that it takes the place of and whose content is kept as retired. */
  | { readonly kind: 'add'; readonly version: number; readonly discard: number | null }

/**
 * Where changed content goes. A published version never changes, and nobody's open version is written over by someone else.
 * @param history all versions of the question
 */
export function planSave(history: readonly VersionState[], contentHash: string, author: string): SavePlan {
  const newest = newestOf(history)
  if (newest === null) return { kind: 'add', version: 1, discard: null }
  if (newest.contentHash === contentHash || latestPublished(history)?.contentHash === contentHash) return { kind: 'unchanged' }
  const open = openVersion(history)
  if (open !== null && open.status === 'draft' && open.authoredBy === author) return { kind: 'rewrite', version: open.version }
  return { kind: 'add', version: newest.version + 1, discard: open?.version ?? null }
}

export function newestOf<Version extends VersionState>(history: readonly Version[]): Version | null {
  return history.reduce<Version | null>((newest, each) => (newest === null || each.version > newest.version ? each : newest), null)
}

/** The version that an exam would draw from; null when there is none. */
export function latestPublished<Version extends VersionState>(history: readonly Version[]): Version | null {
  return newestOf(history.filter(({ status }) => status === 'published'))
}

/** The one version that is still being worked on; null when there is none. */
export function openVersion<Version extends VersionState>(history: readonly Version[]): Version | null {
  return newestOf(history.filter(({ status }) => status === 'draft' || status === 'in-review'))
}

export type SubmitRefusal = { readonly kind: 'not-a-draft' } | { readonly kind: 'disputed-fact' }

/** draft -> in-review. What rests on a disputed fact stays a draft. */
export function submit(version: VersionState, content: QuestionContent): Result<'in-review', SubmitRefusal> {
  if (version.status !== 'draft') return refuse({ kind: 'not-a-draft' })
  if (content.documentation.fileReview === 'draft') return refuse({ kind: 'disputed-fact' })
  return accept('in-review')
}

export type SignOffRefusal =
  | { readonly kind: 'not-in-review' }
  | { readonly kind: 'own-question' }
  | { readonly kind: 'note-needed' }
  | { readonly kind: 'changed-meanwhile' }
  | { readonly kind: 'disputed-fact' }

/** Characters of an expert's note that says why a question on a secondary source holds. */
export const SHORTEST_NOTE = 10

/**
 * in-review -> published. The reviewer wrote none of what would be published: no version since the last published one. What
 * rests on secondary facts needs an expert's note.
 * @param seenHash the content that the reviewer saw
 */
export function signOff(
  version: VersionState,
  {
    content,
    history,
    reviewer,
    note,
    seenHash,
  }: { content: QuestionContent; history: readonly VersionState[]; reviewer: string; note: string; seenHash: string },
): Result<'published', SignOffRefusal> {
  if (version.status !== 'in-review') return refuse({ kind: 'not-in-review' })
  if (version.contentHash !== seenHash) return refuse({ kind: 'changed-meanwhile' })
  if (authorsSincePublished(history).has(reviewer)) return refuse({ kind: 'own-question' })
  if (content.documentation.fileReview === 'draft') return refuse({ kind: 'disputed-fact' })
  if (content.documentation.fileReview === 'in-review' && note.trim().length < SHORTEST_NOTE) return refuse({ kind: 'note-needed' })
  return accept('published')
}

/** Everyone who wrote at the question after its last published version. */
export function authorsSincePublished(history: readonly VersionState[]): ReadonlySet<string> {
  const since = latestPublished(history)?.version ?? 0
  return new Set(history.filter(({ version }) => version > since).map(({ authoredBy }) => authoredBy))
}

/** in-review -> draft: the author goes on with it. */
export function sendBack(version: VersionState): Result<'draft', { readonly kind: 'not-in-review' }> {
  return version.status === 'in-review' ? accept('draft') : refuse({ kind: 'not-in-review' })
}

/** Every published version -> retired: no later bank version holds the question. */
export function versionsToRetire<Version extends VersionState>(
  history: readonly Version[],
): Result<readonly Version[], { readonly kind: 'nothing-published' }> {
  const published = history.filter(({ status }) => status === 'published')
  return published.length === 0 ? refuse({ kind: 'nothing-published' }) : accept(published)
}

/** One letter or number that no option of the question ever had: an option's key never gets another meaning. */
export function newOptionKey(used: ReadonlySet<string>): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  const letter = [...letters].find((each) => !used.has(each))
  if (letter !== undefined) return letter
  let number = 1
  while (used.has(`o${number}`)) number += 1
  return `o${number}`
}

/** Who an act is put down to: the account, or the name of the job. Nobody signs in as anything else here. */
export function personBehind(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return actor.accountId
    case 'system':
      return actor.job
    case 'candidate':
    case 'anonymous':
      throw new Error(`${actor.kind} writes no questions`)
  }
}
