import type { Locale } from '#app/domain/shared/calendar.ts'
import { rosterWords } from '#app/text/roster.ts'

type Words = (typeof rosterWords)['id']

/** Why a file was not checked line by line. */
export type ShownFileProblem =
  | { readonly kind: Exclude<keyof Words['fileProblems'], 'broken-file'> }
  | { readonly kind: 'broken-file'; readonly line: number | null }
  | { readonly kind: 'missing-columns' | 'column-twice'; readonly columns: readonly string[] }
  | { readonly kind: 'too-many-rows'; readonly rows: number }

export function fileProblemText(problem: ShownFileProblem, locale: Locale): string {
  const words = rosterWords[locale]
  switch (problem.kind) {
    case 'missing-columns':
      return words.missingColumns(problem.columns.join(', '))
    case 'column-twice':
      return words.columnTwice(problem.columns.join(', '))
    case 'too-many-rows':
      return words.tooManyRows(problem.rows)
    case 'broken-file':
      return problem.line === null ? words.fileProblems['broken-file'] : words.brokenAtLine(problem.line)
    default:
      return words.fileProblems[problem.kind]
  }
}
