import { Link } from '@remix-run/react'
import type { BatchState, Signer } from '#app/domain/certificates/issuance.ts'
import { issuingWords } from '#app/text/certificate-issuing.ts'
import { useLocale, useWords } from '../ui/locale.tsx'
import { Badge, EmptyState, type Tone } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'
import { formatCount } from './certificate-filters.tsx'

export type ShownBatch = {
  readonly id: string
  readonly startedOn: string
  readonly signer: Signer
  readonly state: BatchState
  readonly all: number
  readonly published: number
}

const TONES: Record<BatchState, Tone> = { running: 'info', paused: 'warn', stopped: 'bad', done: 'good' }

export function BatchBadge({ state }: { state: BatchState }) {
  const words = useWords(issuingWords)
  return <Badge tone={TONES[state]}>{words.states[state]}</Badge>
}

export function BatchTable({ rows }: { rows: readonly ShownBatch[] }) {
  const words = useWords(issuingWords)
  const locale = useLocale()
  if (rows.length === 0) return <EmptyState title={words.batchesEmpty}>{words.batchesEmptyText}</EmptyState>
  return (
    <DataTable
      caption={words.batches}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'started',
          head: words.startedOn,
          cell: (row) => (
            <Link to={`/issuer/batches/${row.id}`} className="whitespace-nowrap text-accent underline">
              {row.startedOn}
            </Link>
          ),
        },
        { key: 'all', head: words.count, numeric: true, cell: (row) => formatCount(row.all, locale) },
        { key: 'published', head: words.done, numeric: true, cell: (row) => formatCount(row.published, locale) },
        { key: 'signer', head: words.signer, cell: (row) => words.signers[row.signer] },
        { key: 'state', head: words.state, cell: (row) => <BatchBadge state={row.state} /> },
      ]}
    />
  )
}
