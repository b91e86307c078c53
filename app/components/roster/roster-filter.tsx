import { Form } from '@remix-run/react'
import { rosterWords } from '#app/text/roster.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'

export type RegionChoice = {
  readonly code: string
  readonly name: string
  readonly villages: readonly { readonly code: string; readonly name: string }[]
}

const CONTROL = 'mt-1 block w-full rounded-md border border-line bg-surface px-3 py-2 text-ink aria-invalid:border-bad'

/**
 * Narrows the list by region and name, or finds one cadre by NIK. It posts, so that a NIK never stands in an address;
 * the answer to a region or name is the list's own address.
 */
export function RosterFilter({
  regions,
  region,
  name,
  problem,
}: {
  regions: readonly RegionChoice[]
  region: string
  name: string
  problem: string | null
}) {
  const words = useWords(rosterWords)
  return (
    <Form method="post" aria-label={words.filterTitle} className="no-print mb-4 flex flex-wrap items-end gap-3">
      <div className="w-64 max-w-full">
        <label htmlFor="region" className="font-semibold">
          {words.region}
        </label>
        <select id="region" name="region" defaultValue={region} key={`region-${region}`} className={CONTROL}>
          <option value="">{words.allRegions}</option>
          {regions.map((district) => (
            <optgroup key={district.code} label={words.allOf(district.name)}>
              {district.villages.length > 1 ? <option value={district.code}>{words.allOf(district.name)}</option> : null}
              {district.villages.map((village) => (
                <option key={village.code} value={village.code}>
                  {village.name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
      <div className="w-72 max-w-full">
        <label htmlFor="search" className="font-semibold">
          {words.searchLabel}
        </label>
        <p id="search-hint" className="text-[13px] text-muted">
          {words.searchHint}
        </p>
        <input
          id="search"
          name="search"
          type="search"
          autoComplete="off"
          maxLength={100}
          defaultValue={name}
          key={`name-${name}`}
          aria-invalid={problem === null ? undefined : true}
          aria-describedby={problem === null ? 'search-hint' : 'search-hint search-error'}
          className={CONTROL}
        />
      </div>
      <div className="flex gap-2">
        <Button>{words.search}</Button>
        {region === '' && name === '' ? null : <LinkButton to="/office/roster">{words.clear}</LinkButton>}
      </div>
      {problem === null ? null : (
        <p id="search-error" role="alert" className="w-full text-bad">
          {problem}
        </p>
      )}
    </Form>
  )
}
