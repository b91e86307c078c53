import { useLoaderData } from '@remix-run/react'
import { OwnBadge } from '#app/components/certificates/own-badge.tsx'
import { OwnResult } from '#app/components/scoring/own-result.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { fractionOf } from '#app/domain/scoring/result-breakdown.ts'
import { formatDate } from '#app/domain/shared/calendar.ts'
import { formatFraction, fractionFromDecimal } from '#app/domain/shared/points.ts'
import { appealWords } from '#app/text/appeal.ts'
import { scoringWords } from '#app/text/scoring.ts'
import { describeOwnCertificate } from '#app/use-cases/certificates/describe-own-certificate.server.ts'
import { readOwnResult } from '#app/use-cases/scoring/read-own-result.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(scoringWords, ({ own }) => own.title)

export const loader = guardedLoader('result.read-own', async ({ actor, locale }) => {
  const own = await readOwnResult(actor)
  if (!own.ok) return answerRefusal(own.refusal)
  if (own.value.state !== 'released') return own.value
  const certificate = await describeOwnCertificate(actor)
  const badge = await describeOwnCertificate(actor, 'skill-badge')
  const { examTitle, passed, confirmedAt, breakdown, learnNext } = own.value
  const separator = locale === 'id' ? ',' : '.'
  const threshold = (text: string) => formatFraction(fractionFromDecimal(text), text.split('.')[1]?.length ?? 0, separator)
  return {
    state: 'released' as const,
    badge: badge.ok && badge.value?.standing === 'valid' ? { name: badge.value.badgeName ?? '', publicId: badge.value.publicId } : null,
    result: {
      examTitle,
      passed,
      learnNext,
      confirmedOn: formatDate(confirmedAt, locale),
      total: { score: formatFraction(fractionOf(breakdown.total), 2, separator), threshold: threshold(breakdown.totalThreshold) },
      fields: breakdown.fields.map((each) => ({
        field: each.field,
        competent: each.competent,
        score: formatFraction(fractionOf(each.score), 2, separator),
        threshold: threshold(each.threshold),
      })),
      hasCertificate: certificate.ok && certificate.value?.standing === 'valid',
    },
  }
})

export default function Result() {
  const words = useWords(scoringWords).own
  const appeal = useWords(appealWords)
  const own = useLoaderData<typeof loader>()
  return (
    <>
      <h1>{words.title}</h1>
      {own.state === 'none' ? <p>{words.none}</p> : null}
      {own.state === 'pending' ? (
        <section className="note" role="status">
          <p>
            <strong>{words.pendingTitle}</strong> · {own.examTitle}
          </p>
          <p>{words.pending}</p>
        </section>
      ) : null}
      {own.state === 'void' ? (
        <section className="note" role="status">
          <p>
            <strong>{words.voidTitle}</strong> · {own.examTitle}
          </p>
          <p>{words.void}</p>
        </section>
      ) : null}
      {own.state === 'released' ? <OwnResult result={own.result} /> : null}
      {own.state === 'released' && own.badge !== null ? <OwnBadge badge={own.badge} /> : null}
      <p>
        <a href="/exam/appeal">{appeal.link}</a>
      </p>
    </>
  )
}
