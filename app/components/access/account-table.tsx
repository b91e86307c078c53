import { Link } from '@remix-run/react'
import type { Role } from '#app/domain/access/role.ts'
import { administratorWords } from '#app/text/administrator.ts'
import { commonWords } from '#app/text/common.ts'
import { useWords } from '../ui/locale.tsx'
import { Badge } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'

type AccountTableProps = {
  readonly accounts: readonly {
    readonly id: string
    readonly username: string
    readonly displayName: string
    readonly active: boolean
    readonly isDemo: boolean
    readonly grants: readonly { readonly role: Role; readonly regionCode: string | null }[]
  }[]
  readonly regions: readonly { readonly code: string; readonly name: string }[]
}

export function AccountTable({ accounts, regions }: AccountTableProps) {
  const words = useWords(administratorWords).accounts
  const { roles } = useWords(commonWords)
  const names = new Map(regions.map(({ code, name }) => [code, name]))
  const grantText = ({ role, regionCode }: AccountTableProps['accounts'][number]['grants'][number]) =>
    regionCode === null ? roles[role] : `${roles[role]} (${names.get(regionCode) ?? regionCode})`
  return (
    <DataTable
      caption={words.table}
      rows={accounts}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          head: words.name,
          cell: ({ id, displayName, isDemo }) => (
            <>
              <Link to={`/administrator/accounts/${id}`} className="text-accent underline">
                {displayName}
              </Link>{' '}
              {isDemo ? <Badge tone="warn">{words.demo}</Badge> : null}
            </>
          ),
        },
        { key: 'username', head: words.username, cell: ({ username }) => username },
        {
          key: 'roles',
          head: words.roles,
          cell: ({ grants }) =>
            grants.length === 0 ? <span className="text-muted">{words.noRoles}</span> : grants.map(grantText).join(', '),
        },
        {
          key: 'standing',
          head: words.standing,
          cell: ({ active }) => (active ? <Badge tone="good">{words.active}</Badge> : <Badge tone="warn">{words.inactive}</Badge>),
        },
      ]}
    />
  )
}
