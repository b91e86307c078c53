import type { HeadersFunction, LinksFunction, MetaFunction } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { isRouteErrorResponse, useLoaderData, useRouteError } from '@remix-run/react'
import { formatCount } from '#app/components/certificates/certificate-filters.tsx'
import { CertificateView } from '#app/components/certificates/certificate-view.tsx'
import styles from '#app/components/certificates/check.css?url'
import { type CheckProblem, CheckProblemView } from '#app/components/certificates/check-problem-view.tsx'
import { ErrorPage } from '#app/components/error-page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { formatPrintedScore, readableBadge } from '#app/domain/certificates/certificate.ts'
import { publicIdFrom } from '#app/domain/certificates/public-id.ts'
import { formatDay, formatMoment } from '#app/domain/shared/calendar.ts'
import { checkWords } from '#app/text/certificate-check.ts'
import { checkCertificate } from '#app/use-cases/certificates/check-certificate.server.ts'
import { limitChecks } from '#app/web/check-pages.server.ts'
import { guardedLoader, laterHeaders } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(checkWords, ({ title }) => title)

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]
export const meta: MetaFunction = () => [{ name: 'robots', content: 'noindex' }]
export const headers: HeadersFunction = (sent) => ({ 'X-Robots-Tag': 'noindex', ...laterHeaders(sent) })

export const loader = guardedLoader('certificate.check', async ({ actor, params, locale, address }) => {
  limitChecks(address)
  const publicId = publicIdFrom(params.publicId ?? '')
  if (publicId === null) return notFound()
  if (publicId !== params.publicId) throw redirect(`/v/${publicId}`)
  const result = await checkCertificate(actor, publicId)
  if (!result.ok) return answerRefusal(result.refusal)
  const { content, standing, ending, file, tokenKeys, views, checkedAt } = result.value
  return {
    ...content,
    fields: content.fields.map((each) => ({ ...each, score: formatPrintedScore(each.score, locale) })),
    total: formatPrintedScore(content.total, locale),
    badge: readableBadge(content.badge, locale),
    issuedOn: formatDay(content.issuedOn, locale),
    validUntil: formatDay(content.validUntil, locale),
    standing,
    publicId,
    replaces: content.replaces ?? null,
    ending: ending === null ? null : { ...ending, on: formatDay(ending.on, locale) },
    file,
    tokenKeys: [...tokenKeys],
    views: formatCount(views + 1, locale),
    checkedAt: formatMoment(checkedAt, locale),
  }
})

export default function CheckedCertificatePage() {
  return <CertificateView certificate={useLoaderData<typeof loader>()} />
}

const PROBLEMS: Record<number, CheckProblem> = { 404: 'unknown', 409: 'altered', 429: 'busy' }

export function ErrorBoundary() {
  const error = useRouteError()
  const status = isRouteErrorResponse(error) ? error.status : 500
  const problem = PROBLEMS[status]
  return problem === undefined ? <ErrorPage status={status} /> : <CheckProblemView problem={problem} />
}
