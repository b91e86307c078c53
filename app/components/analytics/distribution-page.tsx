import type { ReactNode } from 'react'
import { analyticsWords } from '#app/text/analytics.ts'
import { LinkButton } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { EmptyState, PageHeader } from '../ui/page.tsx'
import { DistributionTabs } from './distribution-tabs.tsx'

type DistributionPageProps = {
  readonly title: string
  readonly lead: string
  /** Empty searches while there is nothing to choose from. */
  readonly page: { readonly search?: string; readonly funnelSearch?: string; readonly mayReadResults: boolean }
  /** The workbook behind the page; null while the page shows no figures. */
  readonly workbook: string | null
  readonly children: ReactNode
}

/** The frame of every part of the distribution: its head with the workbook, and the tabs that carry the filter along. */
export function DistributionPage({ title, lead, page, workbook, children }: DistributionPageProps) {
  const words = useWords(analyticsWords).distribution
  return (
    <>
      <PageHeader
        title={title}
        lead={lead}
        actions={
          workbook === null ? undefined : (
            <LinkButton to={workbook} reload>
              {words.download}
            </LinkButton>
          )
        }
      />
      <DistributionTabs search={page.search ?? ''} funnelSearch={page.funnelSearch ?? ''} mayReadResults={page.mayReadResults} />
      {children}
    </>
  )
}

/** Figures of so few people are not shown. */
export function TooFewPeople({ minimum }: { readonly minimum: number }) {
  const words = useWords(analyticsWords).distribution
  return <EmptyState title={words.tooSmall}>{words.tooSmallText(minimum)}</EmptyState>
}
