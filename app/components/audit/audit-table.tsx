import { Link } from '@remix-run/react'
import { Role } from '#app/domain/access/role.ts'
import { administratorWords } from '#app/text/administrator.ts'
import { auditEventWords } from '#app/text/audit-events.ts'
import { commonWords } from '#app/text/common.ts'
import { useWords } from '../ui/locale.tsx'
import { DataTable } from '../ui/table.tsx'
import type { AuditFilterText } from './audit-filters.tsx'

type Entry = {
  readonly seq: string
  readonly at: string
  readonly actor: { readonly kind: string; readonly id: string; readonly name: string | null; readonly roles: readonly string[] }
  readonly kind: string
  readonly subject: string
  readonly detail: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
}

type AuditTableProps = {
  readonly entries: readonly Entry[]
  readonly older: string | null
  readonly filter: AuditFilterText
  readonly isNewest: boolean
}

/** Ids and kinds stand as they are stored, so that they can be searched for; a kind has its words above it. */
export function AuditTable({ entries, older, filter, isNewest }: AuditTableProps) {
  const words = useWords(administratorWords).audit
  const query = (before: string | null) => `?${new URLSearchParams({ ...filter, ...(before === null ? {} : { before }) })}`
  return (
    <>
      <DataTable
        caption={words.table}
        rows={entries}
        rowKey={({ seq }) => seq}
        columns={[
          { key: 'seq', head: words.number, numeric: true, cell: ({ seq }) => seq },
          { key: 'at', head: words.at, cell: ({ at }) => <span className="block min-w-36">{at}</span> },
          { key: 'who', head: words.who, cell: ({ actor }) => <ActorCell actor={actor} /> },
          { key: 'what', head: words.what, cell: ({ kind }) => <EventCell kind={kind} /> },
          { key: 'object', head: words.object, cell: ({ subject }) => <Id text={subject} /> },
          { key: 'detail', head: words.detail, cell: ({ detail }) => <DetailCell detail={detail} /> },
        ]}
      />
      <p className="no-print mt-3 flex gap-6">
        {isNewest ? null : (
          <Link to={query(null)} className="text-accent underline">
            {words.newest}
          </Link>
        )}
        {older === null ? null : (
          <Link to={query(older)} className="text-accent underline">
            {words.older}
          </Link>
        )}
      </p>
    </>
  )
}

function ActorCell({ actor }: { actor: Entry['actor'] }) {
  const words = useWords(administratorWords).audit
  const { roles } = useWords(commonWords)
  const kind = Object.entries(words.actors).find(([name]) => name === actor.kind)?.[1] ?? actor.kind
  const held = actor.roles.map((role) => {
    const known = Role.safeParse(role)
    return known.success ? roles[known.data] : role
  })
  return (
    <>
      <span className="font-semibold">{actor.name ?? kind}</span>
      {held.length > 0 && actor.kind === 'staff' ? <span className="block text-[13px] text-muted">{held.join(', ')}</span> : null}
      {actor.id === '' ? null : <Id text={actor.id} />}
    </>
  )
}

function EventCell({ kind }: { kind: string }) {
  const said = useWords(auditEventWords)[kind]
  return (
    <>
      {said === undefined ? null : <span className="block">{said}</span>}
      <span className="block font-mono text-[12px] whitespace-nowrap text-muted">{kind}</span>
    </>
  )
}

function Id({ text }: { text: string }) {
  return <span className="block min-w-44 font-mono text-[12px] break-all text-muted">{text}</span>
}

function DetailCell({ detail }: { detail: Entry['detail'] }) {
  return Object.entries(detail).map(([name, value]) => (
    <span key={name} className="block min-w-40 text-[13px] break-all">
      <span className="text-muted">{name}:</span> {value === null ? '–' : String(value)}
    </span>
  ))
}
