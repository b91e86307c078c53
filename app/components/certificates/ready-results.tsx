import { certificateWords } from '#app/text/certificates.ts'
import { useWords } from '../ui/locale.tsx'
import { type Approval, ReadyList, type ReadyRow } from './ready-list.tsx'

export type ShownReadyResult = ReadyRow & {
  readonly examTitle: string
  readonly total: string
  readonly confirmedOn: string
}

/** What waits for a certificate of competence. */
export function ReadyResults({ rows, approval }: { rows: readonly ShownReadyResult[]; approval: Approval }) {
  const words = useWords(certificateWords)
  return (
    <ReadyList
      rows={rows}
      approval={approval}
      words={{ ...words, ready: words.tabs.ready, empty: words.readyEmpty, emptyText: words.readyEmptyText }}
      after={[
        { key: 'exam', head: words.exam, cell: (row) => row.examTitle },
        { key: 'total', head: words.total, numeric: true, cell: (row) => row.total },
        { key: 'confirmed', head: words.confirmedOn, cell: (row) => <span className="whitespace-nowrap">{row.confirmedOn}</span> },
      ]}
    />
  )
}
