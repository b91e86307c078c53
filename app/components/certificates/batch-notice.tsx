import { certificateWords } from '#app/text/certificates.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { Notice } from '../ui/page.tsx'
import { formatCount } from './certificate-filters.tsx'

export type BatchReport =
  | { readonly kind: 'nothing-chosen' }
  | { readonly kind: 'done'; readonly issued: number; readonly refused: Readonly<Record<string, number>> }

/** What a batch did, what it refused and why, and how much is left. */
export function BatchNotice({ report, waiting }: { report: BatchReport | undefined; waiting: number }) {
  const words = useWords(certificateWords)
  const locale = useLocale()
  if (report === undefined) return null
  if (report.kind === 'nothing-chosen') return <Notice tone="warn">{words.nothingChosen}</Notice>
  const refused = Object.entries(report.refused)
  const reasons: Record<string, string> = words.refusals
  return (
    <Notice tone={refused.length > 0 ? 'warn' : 'good'} title={words.outcome(formatCount(report.issued, locale))}>
      {refused.map(([kind, count]) => (
        <p key={kind}>{words.refused(count, reasons[kind] ?? kind)}</p>
      ))}
      {waiting > 0 ? <p>{words.left(formatCount(waiting, locale))}</p> : null}
    </Notice>
  )
}
