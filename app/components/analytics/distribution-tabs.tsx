import { Link, useLocation } from '@remix-run/react'
import { distributionPageWords } from '#app/text/distribution-pages.ts'
import { useWords } from '../ui/locale.tsx'

type TabsProps = {
  /** The queries with which the parts are opened, so that a filter goes along. */
  readonly search: string
  readonly funnelSearch: string
  readonly mayReadResults: boolean
}

/** The parts of the distribution, as links: each has an address of its own. */
export function DistributionTabs({ search, funnelSearch, mayReadResults }: TabsProps) {
  const words = useWords(distributionPageWords).tabs
  const { pathname } = useLocation()
  const tabs = [
    { to: '/office/distribution', search, label: words.scores },
    { to: '/office/distribution/regions', search, label: words.regions },
    { to: '/office/distribution/funnel', search: funnelSearch, label: words.funnel },
    { to: '/office/distribution/compare', search, label: words.compare },
    ...(mayReadResults ? [{ to: '/office/distribution/recap', search: '', label: words.recap }] : []),
  ]
  return (
    <nav aria-label={words.label} className="no-print mb-4 border-b border-line">
      <ul className="flex flex-wrap gap-x-1">
        {tabs.map((tab) => (
          <li key={tab.to}>
            <Link
              to={`${tab.to}${tab.search}`}
              aria-current={pathname === tab.to ? 'page' : undefined}
              className={`flex min-h-10 items-center border-b-4 px-3 no-underline ${pathname === tab.to ? 'border-accent font-semibold text-ink' : 'border-transparent text-accent hover:border-line'}`}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
