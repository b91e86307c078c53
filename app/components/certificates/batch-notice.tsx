import type { BatchReport } from '#app/domain/certificates/certificate-forms.ts'
import { certificateWords } from '#app/text/certificates.ts'
import { skillBadgeWords } from '#app/text/skill-badge.ts'
import { useWords } from '../ui/locale.tsx'
import { Notice } from '../ui/page.tsx'

/** Why nothing could be approved. */
export function BatchNotice({ report, ofBadges = false }: { report: BatchReport | undefined; ofBadges?: boolean }) {
  const words = useWords(certificateWords)
  const badge = useWords(skillBadgeWords)
  if (report === undefined) return null
  if (report.kind === 'nothing-chosen') return <Notice tone="warn">{words.nothingChosen}</Notice>
  const reasons: Record<string, string> = ofBadges ? { ...words.refusals, ...badge.refusals } : words.refusals
  return (
    <Notice tone="warn" title={ofBadges ? badge.noneApproved : words.noneApproved}>
      {Object.entries(report.refused).map(([kind, count]) => (
        <p key={kind}>{words.refused(count, reasons[kind] ?? kind)}</p>
      ))}
    </Notice>
  )
}
