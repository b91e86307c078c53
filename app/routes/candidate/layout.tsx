import type { LinksFunction } from '@remix-run/node'
import { Outlet, useLocation, useRouteLoaderData } from '@remix-run/react'
import { ReadingControls } from '#app/components/delivery/reading-controls.tsx'
import { CandidateFrame } from '#app/components/layout/candidate-frame.tsx'
import styles from '#app/components/ui/candidate.css?url'
import type { loader as rootLoader } from '#app/root.tsx'
import type { loader as dayLoader } from './exam-day.tsx'

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }]

export default function CandidateLayout() {
  const day = useRouteLoaderData<typeof dayLoader>('routes/candidate/exam-day')
  const root = useRouteLoaderData<typeof rootLoader>('root')
  // During the exam nothing stands above the time, and no button leaves by accident.
  const isExam = useLocation().pathname === '/exam/attempt'
  return (
    <CandidateFrame demo={root?.demo ?? false} signedIn={root?.signedInAs === 'candidate' && !isExam}>
      {isExam ? null : <ReadingControls means={day !== undefined && 'facts' in day ? day.facts?.means : undefined} />}
      <Outlet />
    </CandidateFrame>
  )
}
