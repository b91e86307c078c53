import type { LinksFunction } from '@remix-run/node'
import { isRouteErrorResponse, Outlet, useLoaderData, useRouteError, useRouteLoaderData } from '@remix-run/react'
import { ErrorPage } from '#app/components/error-page.tsx'
import { navigationFor } from '#app/components/layout/navigation.ts'
import { StaffFrame } from '#app/components/layout/staff-frame.tsx'
import { StaffProblem } from '#app/components/layout/staff-problem.tsx'
import styles from '#app/components/ui/staff.css?url'
import { rolesOf } from '#app/domain/access/actor.ts'
import { isDemo } from '#app/web/demo.server.ts'
import { guardedLoader, laterHeaders } from '#app/web/guard.server.ts'

export const headers = laterHeaders

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]

export const loader = guardedLoader('staff.home', async ({ actor }) => ({
  person: { name: actor.kind === 'staff' ? actor.displayName : '', roles: [...rolesOf(actor)] },
  navigation: navigationFor(actor),
  demo: isDemo(),
}))

export default function StaffLayout() {
  const { person, navigation, demo } = useLoaderData<typeof loader>()
  return (
    <StaffFrame person={person} navigation={navigation} demo={demo}>
      <Outlet />
    </StaffFrame>
  )
}

/** A page that fails keeps the frame around it, so that the way on stays in sight; without the frame's own data the plain page stands in. */
export function ErrorBoundary() {
  const error = useRouteError()
  const frame = useRouteLoaderData<typeof loader>('routes/staff/layout')
  const status = isRouteErrorResponse(error) ? error.status : 500
  if (!frame) return <ErrorPage status={status} />
  return (
    <StaffFrame person={frame.person} navigation={frame.navigation} demo={frame.demo}>
      <StaffProblem status={status} />
    </StaffFrame>
  )
}
