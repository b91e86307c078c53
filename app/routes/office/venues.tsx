import { redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { VenueForm } from '#app/components/delivery/venue-form.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { VenueInput } from '#app/domain/delivery/venue.ts'
import { VenueId } from '#app/domain/shared/id.ts'
import { sessionPlanWords } from '#app/text/session-plan.ts'
import { addVenue, browseVenues, changeVenue } from '#app/use-cases/delivery/plan-venue.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(sessionPlanWords, ({ venue }) => venue.title)

export const loader = guardedLoader('exam-session.plan', async ({ actor, url }) => {
  const result = await browseVenues(actor)
  if (!result.ok) return answerRefusal(result.refusal)
  const { venues, regions } = result.value
  return {
    venues,
    regions,
    chosen: venues.find(({ id }) => id === url.searchParams.get('venue')) ?? null,
    isSaved: url.searchParams.get('done') === 'saved',
  }
})

export const action = guardedAction('exam-session.plan', async ({ actor, request, url }) => {
  const venueId = VenueId.safeParse(url.searchParams.get('venue'))
  const form = await parseForm(request, VenueInput)
  if (!form.ok) return form.answer
  const result = venueId.success ? await changeVenue(actor, venueId.data, form.value) : await addVenue(actor, form.value)
  if (result.ok) throw redirect('/office/venues?done=saved')
  switch (result.refusal.kind) {
    case 'not-found':
      return answerRefusal(result.refusal)
    case 'unknown-region':
      return form.reject({ regionCode: ['unknown-region'] })
    case 'sessions-need-more-seats':
      return form.reject({ capacity: ['sessions-need-more-seats'] })
  }
})

export default function Venues() {
  const { venues, regions, chosen, isSaved } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { venue: words, session } = useWords(sessionPlanWords)
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} back={{ to: '/office/sessions', label: session.title }} />
      {isSaved ? <Notice tone="good">{words.saved}</Notice> : null}
      <Section>
        {venues.length === 0 ? (
          <EmptyState title={words.empty}>{words.emptyText}</EmptyState>
        ) : (
          <DataTable
            caption={words.caption}
            rows={venues}
            rowKey={({ id }) => id}
            columns={[
              { key: 'name', head: words.name, cell: ({ name }) => name },
              { key: 'address', head: words.address, cell: ({ address }) => address },
              { key: 'region', head: words.region, cell: ({ regionName }) => regionName },
              { key: 'capacity', head: words.capacity, numeric: true, cell: ({ capacity }) => capacity },
              { key: 'sessions', head: words.sessions, numeric: true, cell: ({ sessionCount }) => sessionCount },
              {
                key: 'change',
                head: words.actions,
                cell: ({ id, name }) => (
                  <Link to={`?venue=${id}`} aria-label={`${words.change} ${name}`}>
                    {words.change}
                  </Link>
                ),
              },
            ]}
          />
        )}
      </Section>
      <Section title={chosen === null ? words.add : words.edit}>
        <VenueForm key={chosen?.id ?? `new-${venues.length}`} venue={chosen} regions={regions} lastResult={answer} />
      </Section>
    </>
  )
}
