import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { AgendaTable } from '#app/components/determination/agenda-table.tsx'
import { PlenaryStateBadge } from '#app/components/determination/plenary-state-badge.tsx'
import { VillageSeats } from '#app/components/determination/village-seats.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Card, Figure, Notice, PageHeader, Section } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { may } from '#app/domain/access/may.ts'
import { RegionCode } from '#app/domain/access/role.ts'
import { AgendaShow, DecisionForm } from '#app/domain/determination/plenary-form.ts'
import { formatDay, formatMoment } from '#app/domain/shared/calendar.ts'
import { PlenaryId } from '#app/domain/shared/id.ts'
import { determinationWords } from '#app/text/determination.ts'
import { determinationRefusals } from '#app/text/determination-refusals.ts'
import { plenaryWords, seatWords } from '#app/text/plenary.ts'
import { adoptList, closePlenarySession, decidePerson, openPlenarySession } from '#app/use-cases/determination/hold-plenary.server.ts'
import { readPlenary } from '#app/use-cases/determination/read-plenary.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(plenaryWords, ({ listTitle }) => listTitle)

export const loader = guardedLoader('plenary.read', async ({ actor, params, url, locale }) => {
  const plenaryId = PlenaryId.safeParse(params.plenaryId)
  if (!plenaryId.success) return notFound()
  const village = RegionCode.safeParse(url.searchParams.get('village')).data
  const show = AgendaShow.safeParse(url.searchParams.get('show')).data ?? 'all'
  const page = Number(/^[1-9]\d{0,3}$/.exec(url.searchParams.get('page') ?? '')?.[0] ?? 1)
  const result = await readPlenary(actor, plenaryId.data, { urbanVillageCode: village, show }, page)
  if (!result.ok) return answerRefusal(result.refusal)
  const { period, plenary, quorum, seats, agenda, hasMore, announcement } = result.value
  const isPresent = actor.kind === 'staff' && plenary.members.some((each) => each.accountId === actor.accountId && each.present)
  const isChair = actor.kind === 'staff' && plenary.members.some((each) => each.accountId === actor.accountId && each.chair)
  const decides = may(actor, 'plenary.decide')
  return {
    period: { id: period.id, name: period.name },
    plenary: {
      id: plenary.id,
      sequence: plenary.sequence,
      state: plenary.state,
      place: plenary.place,
      heldOn: formatDay(plenary.heldOn, locale),
      quotas: seats.reduce((sum, each) => sum + each.quota, 0),
      selected: seats.reduce((sum, each) => sum + each.selected, 0),
      undecided: seats.reduce((sum, each) => sum + each.undecided, 0),
      overridden: seats.reduce((sum, each) => sum + each.overridden, 0),
    },
    quorum,
    villages: seats.map(({ urbanVillageCode, urbanVillageName, ...figures }) => ({
      code: urbanVillageCode,
      name: urbanVillageName,
      ...figures,
    })),
    agenda: agenda.map(({ urbanVillageName, runOrder, urbanVillageCode: _code, ...each }) => ({
      ...each,
      village: urbanVillageName,
      order: runOrder,
    })),
    filter: { village: village ?? '', show, page, hasMore },
    announcement:
      announcement === null
        ? null
        : {
            number: announcement.number,
            publishedAt: announcement.publication === null ? null : formatMoment(announcement.publication.at, locale),
          },
    adopted: Number(/^\d{1,6}$/.exec(url.searchParams.get('adopted') ?? '')?.[0] ?? -1),
    may: {
      members: plenary.state !== 'closed' && may(actor, 'plenary.prepare'),
      open: plenary.state === 'preparing' && decides,
      decide: plenary.state === 'in-session' && decides && isPresent,
      close: plenary.state === 'in-session' && decides && isChair,
      announce: plenary.state === 'closed' && announcement === null && may(actor, 'announcement.prepare'),
    },
  }
})

export const action = guardedAction('plenary.decide', async ({ actor, params, request, url }) => {
  const plenaryId = PlenaryId.safeParse(params.plenaryId)
  if (!plenaryId.success) return notFound()
  const form = await request.formData()
  switch (form.get('act')) {
    case 'open':
      return problemOf(await openPlenarySession(actor, plenaryId.data))
    case 'close':
      return problemOf(await closePlenarySession(actor, plenaryId.data))
    case 'adopt': {
      const village = RegionCode.safeParse(form.get('village'))
      const result = await adoptList(actor, plenaryId.data, village.success ? village.data : null)
      if (!result.ok) return problemOf(result)
      url.searchParams.set('adopted', String(result.value.decided))
      throw redirect(`${url.pathname}${url.search}`)
    }
    case 'decide': {
      const typed = Object.fromEntries(['candidateId', 'seat', 'code', 'basis'].map((name) => [name, String(form.get(name) ?? '')]))
      const decision = DecisionForm.safeParse({ ...typed, code: typed.code === '' ? undefined : typed.code })
      const kept = { candidateId: typed.candidateId ?? '', seat: typed.seat ?? '', code: typed.code ?? '', basis: typed.basis ?? '' }
      if (!decision.success) return { problem: null, fault: { ...kept, problem: 'override-needs-a-reason' } }
      const result = await decidePerson(actor, plenaryId.data, decision.data)
      if (!result.ok && result.refusal.kind === 'not-found') return answerRefusal(result.refusal)
      return { problem: null, fault: result.ok ? null : { ...kept, problem: result.refusal.kind } }
    }
    default:
      return answerRefusal({ kind: 'bad-input' })
  }
})

function problemOf(result: { readonly ok: true } | { readonly ok: false; readonly refusal: { readonly kind: string } }) {
  if (!result.ok && result.refusal.kind === 'not-found') return answerRefusal(result.refusal)
  return { problem: result.ok ? null : result.refusal.kind, fault: null }
}

export default function PlenaryPage() {
  const { period, plenary, quorum, villages, agenda, filter, announcement, adopted, may } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(plenaryWords)
  const seats = useWords(seatWords)
  const refusals = useWords(determinationRefusals)
  const way = useWords(determinationWords)
  const hrefFor = (changes: Partial<{ village: string; show: string; page: number }>) =>
    `?${new URLSearchParams({ village: filter.village, show: filter.show, page: String(filter.page), ...mapped(changes) })}`
  return (
    <>
      <PageHeader
        title={words.title(plenary.sequence)}
        lead={`${plenary.heldOn} · ${plenary.place}`}
        back={{ to: `/office/periods/${period.id}/plenaries`, label: words.listTitle }}
        actions={<PlenaryStateBadge state={plenary.state} />}
      />
      {answer?.problem ? (
        <Notice tone="bad" isAnswer>
          {refusals[answer.problem] ?? answer.problem}
        </Notice>
      ) : null}
      {adopted >= 0 ? <Notice tone="good">{words.adopted(words.count(adopted))}</Notice> : null}
      <div className="mb-6 grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <Figure label={words.quorum} value={words.quorumOf(quorum.present, quorum.members)} note={words.quorumNeeds(quorum.needed)} />
        <Figure label={words.seats} value={words.seatsOf(words.count(plenary.selected), words.count(plenary.quotas))} />
        <Figure label={words.undecided} value={words.count(plenary.undecided)} />
        <Figure label={words.overridden} value={words.count(plenary.overridden)} />
      </div>
      <div className="no-print mb-8 flex flex-wrap gap-2">
        {may.members ? <LinkButton to={`/plenaries/${plenary.id}/members`}>{words.members}</LinkButton> : null}
        {may.open ? <ActButton act="open">{words.open}</ActButton> : null}
        {may.decide && plenary.undecided > 0 ? <ActButton act="adopt">{words.adoptAll}</ActButton> : null}
        {may.close ? <ActButton act="close">{words.close}</ActButton> : null}
        {plenary.state === 'closed' ? (
          <LinkButton to={`/plenaries/${plenary.id}/minutes`} reload>
            {words.minutes}
          </LinkButton>
        ) : null}
        {may.announce || announcement ? (
          <LinkButton to={may.announce ? `/plenaries/${plenary.id}/announcement` : `/office/periods/${period.id}/determination`}>
            {words.announce}
          </LinkButton>
        ) : null}
      </div>
      {may.close ? <p className="mb-6 text-muted">{words.closeText}</p> : null}
      <Section title={words.villages}>
        <VillageSeats rows={villages} mayDecide={may.decide} hrefFor={(code) => hrefFor({ village: code, page: 1 })} />
      </Section>
      <Section title={words.agenda}>
        <Form method="get" className="no-print mb-3 flex flex-wrap items-end gap-3">
          <label>
            {words.village}
            <select
              name="village"
              defaultValue={filter.village}
              className="mt-1 block min-h-10 rounded-md border border-line bg-surface px-2"
            >
              <option value="">{words.all}</option>
              {villages.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            {words.show}
            <select name="show" defaultValue={filter.show} className="mt-1 block min-h-10 rounded-md border border-line bg-surface px-2">
              <option value="all">{words.all}</option>
              <option value="undecided">{words.undecided}</option>
              <option value="overridden">{words.overridden}</option>
              <option value="selected">{seats.selected}</option>
              <option value="reserve">{seats.reserve}</option>
            </select>
          </label>
          <Button look="secondary">{words.filter}</Button>
        </Form>
        {agenda.length === 0 ? (
          <p className="text-muted">{words.nothing}</p>
        ) : (
          <AgendaTable rows={agenda} mayDecide={may.decide} fault={answer?.fault ?? null} />
        )}
        <nav aria-label={words.agenda} className="no-print mt-3 flex gap-4">
          {filter.page > 1 ? (
            <Link to={hrefFor({ page: filter.page - 1 })} className="text-accent underline">
              {words.previous}
            </Link>
          ) : null}
          {filter.hasMore ? (
            <Link to={hrefFor({ page: filter.page + 1 })} className="text-accent underline">
              {words.next}
            </Link>
          ) : null}
        </nav>
      </Section>
      {announcement ? (
        <Section title={words.announce}>
          <Card>
            {announcement.publishedAt === null
              ? way.prepared(announcement.number)
              : way.published(announcement.number, announcement.publishedAt)}{' '}
            <Link to={`/office/periods/${period.id}/determination`} className="text-accent underline">
              {way.title}
            </Link>
          </Card>
        </Section>
      ) : null}
    </>
  )
}

function mapped(changes: Partial<{ village: string; show: string; page: number }>): Record<string, string> {
  return Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, String(value)]))
}

function ActButton({ act, children }: { act: string; children: string }) {
  return (
    <Form method="post">
      <Button name="act" value={act} look={act === 'adopt' ? 'secondary' : 'primary'}>
        {children}
      </Button>
    </Form>
  )
}
