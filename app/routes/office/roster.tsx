import { redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { RosterFilter } from '#app/components/roster/roster-filter.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Badge, EmptyState, PageHeader, Pagination } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { DataTable } from '#app/components/ui/table.tsx'
import { RegionCode } from '#app/domain/access/role.ts'
import { maskedNationalId } from '#app/domain/roster/cadre.ts'
import { districtsOf } from '#app/domain/roster/region.ts'
import { RosterQuery, readSearch } from '#app/domain/roster/roster-query.ts'
import { commonWords } from '#app/text/common.ts'
import { rosterWords } from '#app/text/roster.ts'
import { findCadreByNationalId } from '#app/use-cases/roster/find-cadre-by-national-id.server.ts'
import { listRoster } from '#app/use-cases/roster/list-roster.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(rosterWords, ({ title }) => title)

export const loader = guardedLoader('roster.read', async ({ actor, url }) => {
  const query = RosterQuery.parse(Object.fromEntries(url.searchParams))
  const result = await listRoster(actor, { regionCode: query.region === '' ? null : query.region, name: query.q, page: query.page })
  if (!result.ok) return answerRefusal(result.refusal)
  const { cadres, total, pages, villages, mayImport } = result.value
  const villageNames = new Map(villages.map((village) => [village.code, village]))
  return {
    query,
    total,
    pages,
    mayImport,
    regions: districtsOf(villages),
    cadres: cadres.map((cadre) => ({
      id: cadre.id,
      name: cadre.name,
      nationalId: maskedNationalId(cadre.nationalIdLast4),
      urbanVillage: villageNames.get(cadre.urbanVillageCode)?.name ?? cadre.urbanVillageCode,
      district: villageNames.get(cadre.urbanVillageCode)?.districtName ?? '',
      posyandu: cadre.posyandu,
      servingSince: cadre.servingSince,
      active: cadre.active,
      isDemo: cadre.isDemo,
    })),
  }
})

export const action = guardedAction('roster.read', async ({ actor, request }) => {
  const form = await request.formData()
  const search = readSearch(form.get('search'))
  const region = RegionCode.safeParse(form.get('region'))
  if (search.kind === 'national-id') {
    const found = await findCadreByNationalId(actor, search.nationalId)
    if (found.ok) throw redirect(`/office/roster/${found.value}`)
    return found.refusal.kind === 'not-found' ? { nothingByNik: true } : answerRefusal(found.refusal)
  }
  const query = new URLSearchParams({ ...(region.success && { region: region.data }), ...(search.name !== '' && { q: search.name }) })
  throw redirect(`/office/roster${query.size > 0 ? `?${query}` : ''}`)
})

export default function Roster() {
  const { query, total, pages, cadres, regions, mayImport } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const words = useWords(rosterWords)
  const common = useWords(commonWords)
  const hrefFor = (page: number) =>
    `?${new URLSearchParams({ ...(query.region !== '' && { region: query.region }), ...(query.q !== '' && { q: query.q }), page: String(page) })}`
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={
          mayImport ? (
            <LinkButton to="/office/roster/import" look="primary">
              {words.import}
            </LinkButton>
          ) : null
        }
      />
      <RosterFilter regions={regions} region={query.region} name={query.q} problem={answer?.nothingByNik ? words.nothingByNik : null} />
      {cadres.length === 0 ? (
        <EmptyState title={words.empty}>{words.emptyHint}</EmptyState>
      ) : (
        <>
          <p className="mb-2 text-muted">{words.count(total)}</p>
          <DataTable
            caption={words.caption}
            rows={cadres}
            rowKey={(cadre) => cadre.id}
            columns={[
              {
                key: 'name',
                head: words.name,
                cell: (cadre) => (
                  <>
                    <Link to={`/office/roster/${cadre.id}`}>{cadre.name}</Link>{' '}
                    {cadre.isDemo ? <Badge tone="warn">{words.demo}</Badge> : null} {cadre.active ? null : <Badge>{words.inactive}</Badge>}
                  </>
                ),
              },
              { key: 'nik', head: words.nationalId, cell: (cadre) => <span className="whitespace-nowrap">{cadre.nationalId}</span> },
              { key: 'village', head: words.urbanVillage, cell: (cadre) => cadre.urbanVillage },
              { key: 'district', head: words.district, cell: (cadre) => cadre.district },
              { key: 'posyandu', head: words.posyandu, cell: (cadre) => cadre.posyandu },
              { key: 'since', head: words.servingSince, numeric: true, cell: (cadre) => cadre.servingSince },
            ]}
          />
        </>
      )}
      <Pagination page={query.page} pages={pages} hrefFor={hrefFor} words={common} />
    </>
  )
}
