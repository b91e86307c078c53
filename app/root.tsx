import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import type { ReactNode } from 'react'
import { rolesOf } from '#app/domain/access/actor.ts'
import { ErrorPage } from './components/error-page.tsx'
import candidateStyles from './components/ui/candidate.css?url'
import { LocaleProvider } from './components/ui/locale.tsx'
import { useNonce } from './components/ui/nonce.tsx'
import { titleOf } from './components/ui/page-title.ts'
import { commonWords } from './text/common.ts'
import { isDemo } from './web/demo.server.ts'
import { guardedLoader, laterHeaders } from './web/guard.server.ts'

export const loader = guardedLoader('public.read', async ({ locale, actor }) => ({
  locale,
  demo: isDemo(),
  person: actor.kind === 'staff' ? { name: actor.displayName, roles: [...rolesOf(actor)] } : null,
  signedInAs: actor.kind,
}))

export const headers = laterHeaders

export function shouldRevalidate({ formAction, defaultShouldRevalidate }: { formAction?: string; defaultShouldRevalidate: boolean }) {
  return formAction === undefined ? false : defaultShouldRevalidate
}

export function Layout({ children }: { children: ReactNode }) {
  const locale = useRouteLoaderData<typeof loader>('root')?.locale ?? 'id'
  const nonce = useNonce()
  const { product, tagline } = commonWords[locale]
  const title = titleOf(
    useMatches().map(({ handle }) => handle),
    locale,
  )
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#0f766e" />
        <link rel="icon" href="/mark.svg" type="image/svg+xml" />
        <title>{`${title ?? tagline} · ${product}`}</title>
        <Meta />
        <Links />
      </head>
      <body>
        <LocaleProvider locale={locale}>{children}</LocaleProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

export function ErrorBoundary() {
  const error = useRouteError()
  return (
    <>
      <link rel="stylesheet" href={candidateStyles} />
      <ErrorPage status={isRouteErrorResponse(error) ? error.status : 500} />
    </>
  )
}
