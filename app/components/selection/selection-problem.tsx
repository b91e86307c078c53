import { selectionProblem, selectionWords } from '#app/text/selection.ts'
import { useWords } from '../ui/locale.tsx'
import { Notice } from '../ui/page.tsx'

/** What stood in the way of an act, in words; nothing for a code that this area does not know. */
export function SelectionProblemNotice({ code }: { code: string | null }) {
  const words = useWords(selectionWords)
  const text = code === null ? null : selectionProblem(words, code)
  return text === null ? null : <Notice tone="bad">{text}</Notice>
}
