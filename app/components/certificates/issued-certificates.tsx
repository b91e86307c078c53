import { Link } from '@remix-run/react'
import type { CertificateKind, Standing } from '#app/domain/certificates/certificate.ts'
import { certificateWords } from '#app/text/certificates.ts'
import { skillBadgeWords } from '#app/text/skill-badge.ts'
import { useWords } from '../ui/locale.tsx'
import { Badge, EmptyState, type Tone } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'

export type ShownListedCertificate = {
  readonly id: string
  readonly kind: CertificateKind
  readonly badgeName: string | null
  readonly serial: string
  readonly holderName: string
  readonly participantNumber: string
  readonly urbanVillageName: string
  readonly standing: Standing
  readonly issuedOn: string
  readonly validUntil: string
}

const TONES: Record<Standing, Tone> = { valid: 'good', expired: 'warn', revoked: 'bad', superseded: 'neutral' }

export function StandingBadge({ standing }: { standing: Standing }) {
  const words = useWords(certificateWords)
  return <Badge tone={TONES[standing]}>{words.standing[standing]}</Badge>
}

export function IssuedCertificates({ rows, standing }: { rows: readonly ShownListedCertificate[]; standing: Standing }) {
  const words = useWords(certificateWords)
  const badge = useWords(skillBadgeWords)
  if (rows.length === 0) return <EmptyState title={words.issuedEmpty}>{words.issuedEmptyText}</EmptyState>
  return (
    <DataTable
      caption={words.tabs[standing]}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'serial',
          head: words.number,
          cell: (row) => (
            <>
              <Link to={`/issuer/certificates/${row.id}`} className="whitespace-nowrap text-accent underline">
                {row.serial}
              </Link>
              <br />
              <span className="text-[13px] text-muted">
                {badge.kinds[row.kind]} {row.badgeName}
              </span>
            </>
          ),
        },
        { key: 'holder', head: words.holder, cell: (row) => row.holderName },
        {
          key: 'participant',
          head: words.participantNumber,
          cell: (row) => <span className="whitespace-nowrap">{row.participantNumber}</span>,
        },
        { key: 'village', head: words.urbanVillage, cell: (row) => row.urbanVillageName },
        { key: 'issued', head: words.issuedOn, cell: (row) => <span className="whitespace-nowrap">{row.issuedOn}</span> },
        { key: 'until', head: words.validUntil, cell: (row) => <span className="whitespace-nowrap">{row.validUntil}</span> },
        { key: 'standing', head: words.state, cell: (row) => <StandingBadge standing={row.standing} /> },
      ]}
    />
  )
}
