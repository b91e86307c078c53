import { Form } from '@remix-run/react'
import type { ChainVerdict } from '#app/domain/audit/chain-end.ts'
import { administratorWords } from '#app/text/administrator.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { Notice } from '../ui/page.tsx'

/** The numbers come as they are read. */
type Verdict = {
  readonly isWhole: boolean
  readonly entries: string
  readonly faultCount: string
  readonly faults: readonly { readonly seq: string; readonly fault: ChainVerdict['faults'][number]['fault'] }[]
}

export function VerifyChainButton() {
  const words = useWords(administratorWords).audit
  return (
    <Form method="post">
      <Button look="secondary">{words.verify}</Button>
    </Form>
  )
}

export function ChainVerdictNotice({ verdict }: { verdict: Verdict }) {
  const words = useWords(administratorWords).audit
  if (verdict.isWhole) {
    return (
      <Notice tone="good" isAnswer title={words.whole}>
        {words.wholeText(verdict.entries)}
      </Notice>
    )
  }
  return (
    <Notice tone="bad" isAnswer title={words.broken}>
      <p>{words.brokenText(verdict.entries, verdict.faultCount)}</p>
      <ul className="mt-2 list-disc pl-5">
        {verdict.faults.map(({ seq, fault }) => (
          <li key={`${seq} ${fault}`}>{words.faultAt(seq, words.faults[fault])}</li>
        ))}
      </ul>
    </Notice>
  )
}
