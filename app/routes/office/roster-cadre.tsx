import { useLoaderData } from '@remix-run/react'
import { useWords } from '#app/components/ui/locale.tsx'
import { Badge, Card, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { formatPhone, maskedNationalId } from '#app/domain/roster/cadre.ts'
import { formatDay } from '#app/domain/shared/calendar.ts'
import { CadreId } from '#app/domain/shared/id.ts'
import { rosterWords } from '#app/text/roster.ts'
import { readCadre } from '#app/use-cases/roster/read-cadre.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(rosterWords, ({ title }) => title)

export const loader = guardedLoader('roster.read', async ({ actor, params, locale }) => {
  const id = CadreId.safeParse(params.cadreId)
  if (!id.success) return notFound()
  const result = await readCadre(actor, id.data)
  if (!result.ok) return answerRefusal(result.refusal)
  const { cadre, urbanVillageName, districtName } = result.value
  return {
    ...cadre,
    nationalId: maskedNationalId(cadre.nationalIdLast4),
    birthDate: formatDay(cadre.birthDate, locale),
    phone: cadre.phone === null ? null : formatPhone(cadre.phone),
    urbanVillageName,
    districtName,
  }
})

export default function CadrePage() {
  const cadre = useLoaderData<typeof loader>()
  const words = useWords(rosterWords)
  const rows: readonly (readonly [string, string | null, string?])[] = [
    [words.nationalId, cadre.nationalId, words.nationalIdNote],
    [words.sex, words.sexes[cadre.sex]],
    [words.birthDate, cadre.birthDate],
    [words.urbanVillage, cadre.urbanVillageName],
    [words.district, cadre.districtName],
    [words.posyandu, cadre.posyandu],
    [words.phone, cadre.phone],
    [words.occupation, cadre.occupation],
    [words.spouseOccupation, cadre.spouseOccupation],
    [words.servingSince, String(cadre.servingSince)],
    [words.decreeNumber, cadre.decreeNumber],
    [words.status, cadre.active ? words.active : words.inactive],
  ]
  return (
    <>
      <PageHeader
        title={cadre.name}
        back={{ to: '/office/roster', label: words.backToRoster }}
        actions={cadre.isDemo ? <Badge tone="warn">{words.demo}</Badge> : null}
      />
      <div className="max-w-[640px]">
        <Card>
          <dl>
            {rows.map(([label, value, note]) => (
              <div key={label} className="flex flex-wrap justify-between gap-x-6 border-b border-line py-2 last:border-0">
                <dt className="text-muted">
                  {label}
                  {note ? <span className="block text-[13px]">{note}</span> : null}
                </dt>
                <dd>{value ?? <span className="text-muted">{words.notGiven}</span>}</dd>
              </div>
            ))}
          </dl>
        </Card>
      </div>
    </>
  )
}
