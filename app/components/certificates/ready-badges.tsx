import { Form } from '@remix-run/react'
import { BATCH_LIMIT } from '#app/domain/certificates/certificate-forms.ts'
import type { Signer } from '#app/domain/certificates/issuance.ts'
import { certificateWords } from '#app/text/certificates.ts'
import { skillBadgeWords } from '#app/text/skill-badge.ts'
import { Button } from '../ui/button.tsx'
import { useLocale, useWords } from '../ui/locale.tsx'
import { EmptyState, Notice } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'
import { formatCount } from './certificate-filters.tsx'
import { SignerChoice } from './signer-choice.tsx'

export type ShownReadyBadge = {
  readonly resultId: string
  readonly level: string
  readonly groups: readonly string[]
  readonly holderName: string
  readonly participantNumber: string
  readonly urbanVillageName: string
  readonly examTitle: string
  readonly mayIssue: boolean
}

type ReadyBadgesProps = {
  rows: readonly ShownReadyBadge[]
  /** How many one request would approve. */
  next: number
  mayIssue: boolean
  signers: readonly Signer[]
}

/** Who earned a badge: chosen ones of this page, or the next of all that the filter shows. */
export function ReadyBadges({ rows, next, mayIssue, signers }: ReadyBadgesProps) {
  const words = useWords(certificateWords)
  const badge = useWords(skillBadgeWords)
  const locale = useLocale()
  if (rows.length === 0) return <EmptyState title={badge.empty}>{badge.emptyText}</EmptyState>
  return (
    <Form method="post">
      {mayIssue ? (
        <div className="mb-3 flex flex-wrap items-end gap-3">
          <SignerChoice signers={signers} id="signer" />
          <Button name="intent" value="chosen">
            {badge.issueChosen}
          </Button>
          {next > 0 ? (
            <Button name="intent" value="next" look="secondary">
              {badge.issueAll(formatCount(next, locale))}
            </Button>
          ) : null}
          <p className="w-full text-[13px] text-muted">{words.issueAllNote(formatCount(BATCH_LIMIT, locale))}</p>
        </div>
      ) : null}
      <DataTable
        caption={badge.ready}
        rows={rows}
        rowKey={(row) => row.resultId}
        columns={[
          ...(mayIssue ? [{ key: 'choose', head: words.choose, cell: (row: ShownReadyBadge) => <Choice row={row} /> }] : []),
          { key: 'level', head: badge.level, cell: (row) => row.level },
          { key: 'holder', head: words.holder, cell: (row) => row.holderName },
          {
            key: 'participant',
            head: words.participantNumber,
            cell: (row) => <span className="whitespace-nowrap">{row.participantNumber}</span>,
          },
          { key: 'village', head: words.urbanVillage, cell: (row) => row.urbanVillageName },
          { key: 'groups', head: badge.groups, cell: (row) => row.groups.join(', ') },
        ]}
      />
      {mayIssue && rows.some((row) => !row.mayIssue) ? <p className="mt-2 text-[13px] text-muted">{words.confirmedByYouNote}</p> : null}
    </Form>
  )
}

function Choice({ row }: { row: ShownReadyBadge }) {
  const words = useWords(certificateWords)
  const badge = useWords(skillBadgeWords)
  if (!row.mayIssue) return <span className="text-[13px] whitespace-nowrap text-muted">{words.confirmedByYou}</span>
  return (
    <input
      type="checkbox"
      name="result"
      value={row.resultId}
      aria-label={badge.chooseOne(row.holderName)}
      className="size-5 accent-accent"
    />
  )
}

/** Why nobody, or nobody else, can earn one: the framework is a draft, or the exam asks too little. */
export function BadgeObstacles({ lacksFramework, underAsked }: { lacksFramework: boolean; underAsked: readonly string[] }) {
  const badge = useWords(skillBadgeWords)
  return (
    <>
      {lacksFramework ? <Notice tone="warn">{badge.lacksFramework}</Notice> : null}
      {underAsked.length > 0 ? (
        <Notice tone="info" title={badge.underAskedTitle}>
          <p>{badge.underAskedText}</p>
          <ul className="mt-1 list-disc pl-5">
            {underAsked.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  )
}
