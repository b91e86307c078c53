import type { HeadersFunction, LinksFunction, MetaFunction } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import styles from '#app/components/certificates/check.css?url'
import { CheckForm } from '#app/components/certificates/check-form.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { publicIdFrom } from '#app/domain/certificates/public-id.ts'
import { checkWords } from '#app/text/certificate-check.ts'
import { guardedLoader } from '#app/web/guard.server.ts'

export const handle = pageTitled(checkWords, ({ title }) => title)

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]
export const meta: MetaFunction = () => [{ name: 'robots', content: 'noindex' }]
export const headers: HeadersFunction = () => ({ 'X-Robots-Tag': 'noindex' })

/** The form on the start page and here sends what was typed; a readable code leads to its certificate's own address. */
export const loader = guardedLoader('certificate.check', async ({ url }) => {
  const typed = (url.searchParams.get('code') ?? '').slice(0, 300)
  const publicId = publicIdFrom(typed)
  if (publicId !== null) throw redirect(`/v/${publicId}`)
  const problem = url.searchParams.has('code') ? (typed.trim() === '' ? ('missing' as const) : ('malformed' as const)) : null
  return { typed, problem }
})

export default function CheckCertificate() {
  const words = useWords(checkWords)
  const { typed, problem } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>{words.title}</h1>
      <p>{words.lead}</p>
      <CheckForm typed={typed} problem={problem} />
      <p>
        <a href="/v/offline">{words.offlineLink}</a>
      </p>
    </>
  )
}
