import { commonWords } from '#app/text/common.ts'
import { examSessionWords } from '#app/text/exam-session.ts'
import { useWords } from '../ui/locale.tsx'
import { Notice } from '../ui/page.tsx'

/** Why an act on a session was not done, in words. */
export function RefusalNotice({ kind }: { kind: string }) {
  const words = useWords(examSessionWords)
  const common = useWords(commonWords)
  return (
    <Notice tone="bad" isAnswer>
      {words.refusals[kind] ?? common.errors.failed}
    </Notice>
  )
}
