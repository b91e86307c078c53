import { commonWords } from '#app/text/common.ts'
import { sessionRefusalWords } from '#app/text/session-refusals.ts'
import { useWords } from '../ui/locale.tsx'
import { Notice } from '../ui/page.tsx'

/** Why an act on a session was not done, in words. */
export function RefusalNotice({ kind }: { kind: string }) {
  const words = useWords(sessionRefusalWords)
  const common = useWords(commonWords)
  return (
    <Notice tone="bad" isAnswer>
      {words[kind] ?? common.errors.failed}
    </Notice>
  )
}
