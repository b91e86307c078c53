import { certificateWords } from '#app/text/certificates.ts'
import { useWords } from '../ui/locale.tsx'
import { Notice } from '../ui/page.tsx'

export type BatchReport =
  | { readonly kind: 'nothing-chosen' }
  | { readonly kind: 'refused'; readonly refused: Readonly<Record<string, number>> }

/** Why nothing could be approved. */
export function BatchNotice({ report }: { report: BatchReport | undefined }) {
  const words = useWords(certificateWords)
  if (report === undefined) return null
  if (report.kind === 'nothing-chosen') return <Notice tone="warn">{words.nothingChosen}</Notice>
  const reasons: Record<string, string> = words.refusals
  return (
    <Notice tone="warn" title={words.noneApproved}>
      {Object.entries(report.refused).map(([kind, count]) => (
        <p key={kind}>{words.refused(count, reasons[kind] ?? kind)}</p>
      ))}
    </Notice>
  )
}
