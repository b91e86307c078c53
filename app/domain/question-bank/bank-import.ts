import type { BankQuestion } from './bank-item.ts'
import type { ChangeClass, QuestionContent } from './question.ts'
import { classifyChange, contentHashOf, latestPublished, planSave, type SavePlan, type VersionState } from './question-version.ts'

export type VersionWithContent = VersionState & { readonly content: QuestionContent }

export type PlannedQuestion = {
  readonly key: string
  readonly content: QuestionContent
  readonly contentHash: string
  readonly plan: SavePlan
  readonly changeClass: ChangeClass
}

/** What an import of these questions would do, one by one; nothing is done here. */
export function planImport(
  questions: readonly BankQuestion[],
  histories: ReadonlyMap<string, readonly VersionWithContent[]>,
  author: string,
): readonly PlannedQuestion[] {
  return questions.map(({ key, content }) => {
    const history = histories.get(key) ?? []
    const contentHash = contentHashOf(content)
    return {
      key,
      content,
      contentHash,
      plan: planSave(history, contentHash, author),
      changeClass: classifyChange(latestPublished(history)?.content ?? null, content),
    }
  })
}

export type ImportCounts = { readonly added: number; readonly changed: number; readonly unchanged: number; readonly replacedDrafts: number }

export function countImport(planned: readonly PlannedQuestion[]): ImportCounts {
  const added = planned.filter(({ plan }) => plan.kind === 'add' && plan.version === 1).length
  const unchanged = planned.filter(({ plan }) => plan.kind === 'unchanged').length
  const replacedDrafts = planned.filter(({ plan }) => plan.kind === 'add' && plan.discard !== null).length
  return { added, changed: planned.length - added - unchanged, unchanged, replacedDrafts }
}

/** What an import proposes goes straight to the reviewers, unless its sources let it be a draft only. */
export function importedStatus(content: QuestionContent): 'draft' | 'in-review' {
  return content.documentation.fileReview === 'draft' ? 'draft' : 'in-review'
}
