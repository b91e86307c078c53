import type { LinksFunction } from '@remix-run/node'
import { Outlet, useRouteLoaderData } from '@remix-run/react'
import { CandidateFrame } from '#app/components/layout/candidate-frame.tsx'
import styles from '#app/components/ui/candidate.css?url'
import type { loader as rootLoader } from '#app/root.tsx'

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]

export default function PublicLayout() {
  const root = useRouteLoaderData<typeof rootLoader>('root')
  return (
    <CandidateFrame demo={root?.demo ?? false} signedIn={root !== undefined && root.signedInAs !== 'anonymous'}>
      <Outlet />
    </CandidateFrame>
  )
}
