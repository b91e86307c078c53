import { Form, Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { DistributionFilter } from '#app/domain/analytics/distribution-view.ts'
import { SERVICE_FIELDS } from '#app/domain/roster/service-field.ts'
import { analyticsWords } from '#app/text/analytics.ts'
import { commonWords } from '#app/text/common.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'

type FilterProps = {
  readonly exams: readonly { readonly id: string; readonly title: string; readonly periodName: string }[]
  readonly districts: readonly { readonly code: string; readonly name: string }[]
  readonly urbanVillages: readonly {
    readonly code: string
    readonly name: string
    readonly district: { readonly code: string; readonly name: string }
  }[]
  readonly chosenExamId: string
  readonly filter: DistributionFilter
}

/** A form whose answers stand in the address, so that a view can be sent, marked and come back to. */
export function DistributionFilters({ exams, districts, urbanVillages, chosenExamId, filter }: FilterProps) {
  const words = useWords(analyticsWords).distribution
  const { fields } = useWords(commonWords)
  const parents = [...new Map(urbanVillages.map(({ district }) => [district.code, district])).values()]
  return (
    <Form
      key={JSON.stringify(filter)}
      method="get"
      className="no-print mb-6 grid gap-x-4 gap-y-3 rounded-md border border-line bg-surface p-4 sm:grid-cols-2 xl:grid-cols-4"
      aria-label={words.filters}
    >
      <Choice name="exam" label={words.exam} chosen={chosenExamId}>
        {exams.map(({ id, title, periodName }) => (
          <option key={id} value={id}>
            {title} · {periodName}
          </option>
        ))}
      </Choice>
      <Choice name="field" label={words.field} chosen={filter.field ?? ''}>
        <option value="">{words.total}</option>
        {SERVICE_FIELDS.map((field) => (
          <option key={field} value={field}>
            {fields[field]}
          </option>
        ))}
      </Choice>
      {districts.length > 0 ? (
        <Choice name="district" label={words.district} chosen={filter.districtCode ?? ''}>
          <option value="">{words.everyDistrict}</option>
          {districts.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Choice>
      ) : null}
      {urbanVillages.length > 1 ? (
        <Choice name="village" label={words.village} chosen={filter.urbanVillageCode ?? ''}>
          <option value="">{words.everyVillage}</option>
          {parents.map((parent) => (
            <optgroup key={parent.code} label={parent.name}>
              {urbanVillages
                .filter(({ district }) => district.code === parent.code)
                .map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
            </optgroup>
          ))}
        </Choice>
      ) : null}
      <div className="flex flex-wrap items-center gap-4 sm:col-span-2 xl:col-span-4">
        <Button>{words.show}</Button>
        <Link to="/office/distribution" className="text-accent underline">
          {words.reset}
        </Link>
      </div>
    </Form>
  )
}

function Choice({ name, label, chosen, children }: { name: string; label: string; chosen: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={name} className="font-semibold">
        {label}
      </label>
      <select
        id={name}
        name={name}
        defaultValue={chosen}
        className="mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2 text-ink"
      >
        {children}
      </select>
    </div>
  )
}
