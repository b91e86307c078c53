import { Form, Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { CertificateTab } from '#app/domain/certificates/certificate-forms.ts'
import { CERTIFICATE_TABS, type CertificateQuery, certificateSearch } from '#app/domain/certificates/certificate-forms.ts'
import { certificateWords } from '#app/text/certificates.ts'
import { Button } from '../ui/button.tsx'
import { useLocale, useWords } from '../ui/locale.tsx'

export type RegionChoice = {
  readonly code: string
  readonly name: string
  readonly urbanVillages: readonly { readonly code: string; readonly name: string }[]
}

const CONTROL = 'mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2 text-ink'

/** The lists as tabs with their counts, and what narrows them; all of it stands in the address. */
export function CertificateFilters({
  query,
  counts,
  regions,
}: {
  query: CertificateQuery
  counts: Readonly<Record<CertificateTab, number>>
  regions: readonly RegionChoice[]
}) {
  const words = useWords(certificateWords)
  return (
    <>
      <NarrowingForm key={certificateSearch(query)} query={query} regions={regions} textLabel={words.filterText}>
        <input type="hidden" name="tab" value={query.tab} />
      </NarrowingForm>
      <Tabs query={query} counts={counts} />
    </>
  )
}

type NarrowingProps = {
  query: Pick<CertificateQuery, 'q' | 'region'>
  regions: readonly RegionChoice[]
  textLabel: string
  children?: ReactNode
}

/** Part of a name or number, and a region; it goes into the address. */
export function NarrowingForm({ query, regions, textLabel, children }: NarrowingProps) {
  const words = useWords(certificateWords)
  return (
    <Form
      method="get"
      className="no-print mb-4 grid items-end gap-x-4 gap-y-3 rounded-md border border-line bg-surface p-4 sm:grid-cols-[2fr_1fr_auto]"
    >
      {children}
      <div>
        <label htmlFor="q" className="font-semibold">
          {textLabel}
        </label>
        <input id="q" name="q" type="search" defaultValue={query.q} autoComplete="off" maxLength={100} className={CONTROL} />
      </div>
      <div>
        <label htmlFor="region" className="font-semibold">
          {words.filterRegion}
        </label>
        <select id="region" name="region" defaultValue={query.region} className={CONTROL}>
          <option value="">{words.wholeCity}</option>
          {regions.map((district) => (
            <optgroup key={district.code} label={words.district(district.name)}>
              <option value={district.code}>{words.wholeDistrict(district.name)}</option>
              {district.urbanVillages.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
      <Button look="secondary">{words.filter}</Button>
    </Form>
  )
}

function Tabs({ query, counts }: { query: CertificateQuery; counts: Readonly<Record<CertificateTab, number>> }) {
  const words = useWords(certificateWords)
  const locale = useLocale()
  return (
    <nav aria-label={words.tabsLabel} className="no-print mb-4 flex flex-wrap gap-x-1 border-b border-line">
      {CERTIFICATE_TABS.map((tab) => (
        <Link
          key={tab}
          to={`/issuer/certificates${certificateSearch({ ...query, tab, page: 1 })}`}
          aria-current={tab === query.tab ? 'page' : undefined}
          className={`-mb-px inline-flex min-h-10 items-center gap-2 border-b-2 px-3 no-underline ${tab === query.tab ? 'border-accent font-semibold text-accent' : 'border-transparent text-muted hover:text-ink'}`}
        >
          {words.tabs[tab]} <span className="tabular-nums">{formatCount(counts[tab], locale)}</span>
        </Link>
      ))}
    </nav>
  )
}

/** `2.650` in Indonesian, `2,650` in English. */
export function formatCount(count: number, locale: 'id' | 'en'): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, locale === 'id' ? '.' : ',')
}
