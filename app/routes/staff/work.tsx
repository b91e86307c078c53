import { useLoaderData } from '@remix-run/react'
import { WaitingCards } from '#app/components/analytics/waiting-cards.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { listWaitingWork } from '#app/use-cases/analytics/list-waiting-work.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(analyticsWords, ({ work }) => work.title)

export const loader = guardedLoader('staff.home', async ({ actor }) => {
  const result = await listWaitingWork(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  return { name: actor.kind === 'staff' ? actor.displayName : '', waiting: result.value }
})

export default function Work() {
  const words = useWords(analyticsWords).work
  const { name, waiting } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={words.title} lead={words.greeting(name)} />
      <WaitingCards waiting={waiting} />
    </>
  )
}
