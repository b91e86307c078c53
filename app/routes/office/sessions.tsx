import { Form, Link, useLoaderData } from '@remix-run/react'
import { SessionStateBadge } from '#app/components/delivery/session-state-badge.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { mayEnter } from '#app/domain/access/may.ts'
import { SESSION_STATES, SessionState } from '#app/domain/delivery/exam-session.ts'
import { formatDate, formatTime } from '#app/domain/shared/calendar.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { commonWords } from '#app/text/common.ts'
import { sessionPlanWords } from '#app/text/session-plan.ts'
import { browseSessions } from '#app/use-cases/delivery/plan-exam-session.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(sessionPlanWords, ({ session }) => session.title)

export const loader = guardedLoader('exam-session.read', async ({ actor, url, locale }) => {
  const periodId = PeriodId.safeParse(url.searchParams.get('period')).data
  const state = SessionState.safeParse(url.searchParams.get('state')).data
  const result = await browseSessions(actor, { ...(periodId && { periodId }), ...(state && { state }) })
  if (!result.ok) return answerRefusal(result.refusal)
  return {
    mayPlan: mayEnter(actor, 'exam-session.plan'),
    periods: result.value.periods.map(({ id, name }) => ({ id, name })),
    filter: { period: periodId ?? '', state: state ?? '' },
    sessions: result.value.sessions.map((session) => ({
      id: session.id,
      label: session.label,
      examTitle: session.examTitle,
      venue: `${session.venueName}, ${session.regionName}`,
      time: `${formatDate(session.opensAt, locale)}, ${formatTime(session.opensAt)}–${formatTime(session.hardClose)} WIB`,
      state: session.state,
      assigned: session.assigned,
      capacity: session.capacity,
      withCard: session.withCard,
    })),
  }
})

const SELECT = 'mt-1 block min-h-10 rounded-md border border-line bg-surface px-3 py-1.5 text-ink'

export default function Sessions() {
  const { sessions, periods, filter, mayPlan } = useLoaderData<typeof loader>()
  const all = useWords(sessionPlanWords)
  const common = useWords(commonWords)
  const words = all.session
  const actions = mayPlan ? (
    <>
      <LinkButton to="/office/sessions/new" look="primary">
        {words.add}
      </LinkButton>
      <LinkButton to="/office/candidates">{words.candidates}</LinkButton>
      <LinkButton to="/office/venues">{words.venues}</LinkButton>
    </>
  ) : null
  return (
    <>
      <PageHeader title={words.title} lead={words.lead} actions={actions} />
      <Form key={JSON.stringify(filter)} method="get" className="no-print mb-4 flex flex-wrap items-end gap-3">
        <div>
          <label htmlFor="period" className="font-semibold">
            {all.period}
          </label>
          <select id="period" name="period" defaultValue={filter.period} className={SELECT}>
            <option value="">{common.all}</option>
            {periods.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor="state" className="font-semibold">
            {all.state}
          </label>
          <select id="state" name="state" defaultValue={filter.state} className={SELECT}>
            <option value="">{common.all}</option>
            {SESSION_STATES.map((state) => (
              <option key={state} value={state}>
                {all.states[state]}
              </option>
            ))}
          </select>
        </div>
        <Button look="secondary">{all.show}</Button>
      </Form>
      {sessions.length === 0 ? (
        <EmptyState title={words.empty}>{words.emptyText}</EmptyState>
      ) : (
        <DataTable
          caption={words.caption}
          rows={sessions}
          rowKey={({ id }) => id}
          columns={[
            { key: 'label', head: words.label, cell: ({ id, label }) => <Link to={`/office/sessions/${id}`}>{label}</Link> },
            { key: 'state', head: all.state, cell: ({ state }) => <SessionStateBadge state={state} /> },
            { key: 'exam', head: words.exam, cell: ({ examTitle }) => examTitle },
            { key: 'venue', head: words.venue, cell: ({ venue }) => venue },
            { key: 'time', head: words.time, cell: ({ time }) => time },
            { key: 'seats', head: words.seats, numeric: true, cell: ({ assigned, capacity }) => words.seatsOf(assigned, capacity) },
            { key: 'cards', head: words.cards, numeric: true, cell: ({ withCard }) => withCard },
          ]}
        />
      )}
    </>
  )
}
