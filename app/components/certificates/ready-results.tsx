import { Form } from '@remix-run/react'
import { BATCH_LIMIT } from '#app/domain/certificates/certificate-forms.ts'
import type { Signer } from '#app/domain/certificates/issuance.ts'
import { certificateWords } from '#app/text/certificates.ts'
import { Button } from '../ui/button.tsx'
import { useLocale, useWords } from '../ui/locale.tsx'
import { EmptyState } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'
import { formatCount } from './certificate-filters.tsx'
import { SignerChoice } from './signer-choice.tsx'

export type ShownReadyResult = {
  readonly resultId: string
  readonly holderName: string
  readonly participantNumber: string
  readonly urbanVillageName: string
  readonly examTitle: string
  readonly total: string
  readonly confirmedOn: string
  readonly mayIssue: boolean
}

/** What waits for a certificate: chosen ones of this page, or the next of all that the filter shows. */
export function ReadyResults({
  rows,
  next,
  mayIssue,
  signers,
}: {
  rows: readonly ShownReadyResult[] /** How many one request would approve. */
  next: number
  mayIssue: boolean
  signers: readonly Signer[]
}) {
  const words = useWords(certificateWords)
  const locale = useLocale()
  if (rows.length === 0) return <EmptyState title={words.readyEmpty}>{words.readyEmptyText}</EmptyState>
  const number = (count: number) => formatCount(count, locale)
  return (
    <Form method="post">
      {mayIssue ? (
        <div className="mb-3 flex flex-wrap items-end gap-3">
          <SignerChoice signers={signers} id="signer" />
          <Button name="intent" value="chosen">
            {words.issueChosen}
          </Button>
          {next > 0 ? (
            <Button name="intent" value="next" look="secondary">
              {words.issueAll(number(next))}
            </Button>
          ) : null}
          <p className="w-full text-[13px] text-muted">{words.issueAllNote(number(BATCH_LIMIT))}</p>
        </div>
      ) : null}
      <DataTable
        caption={words.tabs.ready}
        rows={rows}
        rowKey={(row) => row.resultId}
        columns={[
          ...(mayIssue ? [{ key: 'choose', head: words.choose, cell: (row: ShownReadyResult) => <Choice row={row} /> }] : []),
          { key: 'holder', head: words.holder, cell: (row) => row.holderName },
          {
            key: 'participant',
            head: words.participantNumber,
            cell: (row) => <span className="whitespace-nowrap">{row.participantNumber}</span>,
          },
          { key: 'village', head: words.urbanVillage, cell: (row) => row.urbanVillageName },
          { key: 'exam', head: words.exam, cell: (row) => row.examTitle },
          { key: 'total', head: words.total, numeric: true, cell: (row) => row.total },
          { key: 'confirmed', head: words.confirmedOn, cell: (row) => <span className="whitespace-nowrap">{row.confirmedOn}</span> },
        ]}
      />
      {mayIssue && rows.some((row) => !row.mayIssue) ? <p className="mt-2 text-[13px] text-muted">{words.confirmedByYouNote}</p> : null}
    </Form>
  )
}

function Choice({ row }: { row: ShownReadyResult }) {
  const words = useWords(certificateWords)
  if (!row.mayIssue) return <span className="text-[13px] whitespace-nowrap text-muted">{words.confirmedByYou}</span>
  return (
    <input
      type="checkbox"
      name="result"
      value={row.resultId}
      aria-label={words.chooseOne(row.holderName)}
      className="size-5 accent-accent"
    />
  )
}
