import type { HeadersFunction, LinksFunction, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import styles from '#app/components/certificates/check.css?url'
import { OfflineCheck } from '#app/components/certificates/offline-check.tsx'
import { OfflineKeeper } from '#app/components/certificates/offline-keeper.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { checkWords } from '#app/text/certificate-check.ts'
import { readTokenKeys } from '#app/use-cases/certificates/check-certificate.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'

export const handle = pageTitled(checkWords, ({ offlineTitle }) => offlineTitle)
export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]
export const meta: MetaFunction = () => [{ name: 'robots', content: 'noindex' }]
export const headers: HeadersFunction = () => ({ 'X-Robots-Tag': 'noindex' })

export const loader = guardedLoader('certificate.check', async ({ actor }) => ({ keys: [...(await readTokenKeys(actor))] }))

export default function CheckOffline() {
  const words = useWords(checkWords)
  const { keys } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>{words.offlineTitle}</h1>
      <p>{words.offlineLead}</p>
      <OfflineCheck keys={keys} />
      <p>
        <a href="/credentials/pack">{words.packLink}</a>
      </p>
      <OfflineKeeper />
    </>
  )
}
