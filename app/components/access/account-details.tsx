import { Form, Link } from '@remix-run/react'
import { type Role, STAFF_ROLES } from '#app/domain/access/role.ts'
import { administratorWords } from '#app/text/administrator.ts'
import { commonWords } from '#app/text/common.ts'
import { Button } from '../ui/button.tsx'
import { useWords } from '../ui/locale.tsx'
import { Badge, Card, EmptyState, Section } from '../ui/page.tsx'
import { DataTable } from '../ui/table.tsx'
import { RegionOptions } from './region-options.tsx'

type Region = {
  readonly code: string
  readonly name: string
  readonly parentCode: string | null
  readonly level: 'kecamatan' | 'kelurahan'
}
type Grant = { readonly role: Role; readonly regionCode: string | null }
type AccountDetailsProps = {
  readonly account: {
    readonly id: string
    readonly username: string
    readonly homeRegionCode: string | null
    readonly active: boolean
    readonly grants: readonly Grant[]
  }
  readonly regions: readonly Region[]
}

export function AccountDetails({ account, regions }: AccountDetailsProps) {
  const { account: words, accounts, create } = useWords(administratorWords)
  const regionName = (code: string | null) =>
    code === null ? words.wholeCity : (regions.find((region) => region.code === code)?.name ?? code)
  return (
    <>
      <Section title={words.details}>
        <Card>
          <dl className="grid gap-x-6 sm:grid-cols-[auto_1fr] sm:gap-y-2">
            <dt className="text-muted">{accounts.username}</dt>
            <dd className="break-all max-sm:mb-3">{account.username}</dd>
            <dt className="text-muted">{accounts.standing}</dt>
            <dd className="max-sm:mb-3">
              {account.active ? <Badge tone="good">{accounts.active}</Badge> : <Badge tone="warn">{accounts.inactive}</Badge>}
            </dd>
            <dt className="text-muted">{words.home}</dt>
            <dd>{account.homeRegionCode === null ? create.homeOutside : regionName(account.homeRegionCode)}</dd>
          </dl>
          <p className="mt-3">
            <Link to={`/administrator/audit?subject=${account.id}`} className="text-accent underline">
              {words.auditLink}
            </Link>
          </p>
        </Card>
      </Section>
      <Section title={words.grants}>
        <GrantTable grants={account.grants} regionName={regionName} />
        <GiveRole regions={regions} />
      </Section>
      <Section title={words.access}>
        <div className="grid items-stretch gap-4 lg:grid-cols-2">
          <Act intent="reset-password" text={words.resetText} label={words.resetPassword} />
          {account.active ? (
            <Act intent="deactivate" text={words.deactivateText} label={words.deactivate} danger />
          ) : (
            <Act intent="reactivate" text={words.reactivateText} label={words.reactivate} />
          )}
        </div>
      </Section>
    </>
  )
}

function GrantTable({ grants, regionName }: { grants: readonly Grant[]; regionName: (code: string | null) => string }) {
  const { account: words, accounts } = useWords(administratorWords)
  const { roles } = useWords(commonWords)
  if (grants.length === 0) return <EmptyState title={accounts.noRoles} />
  return (
    <DataTable
      caption={words.grantsTable}
      rows={grants}
      rowKey={({ role, regionCode }) => `${role} ${regionCode ?? ''}`}
      columns={[
        { key: 'role', head: words.role, cell: ({ role }) => roles[role] },
        { key: 'region', head: words.region, cell: ({ regionCode }) => regionName(regionCode) },
        {
          key: 'take',
          head: words.action,
          numeric: true,
          cell: ({ role, regionCode }) => (
            <Form method="post">
              <input type="hidden" name="role" value={role} />
              <input type="hidden" name="regionCode" value={regionCode ?? ''} />
              <button
                type="submit"
                name="intent"
                value="take"
                aria-label={words.takeLabel(roles[role], regionName(regionCode))}
                className="min-h-8 cursor-pointer text-bad underline"
              >
                {words.take}
              </button>
            </Form>
          ),
        },
      ]}
    />
  )
}

const SELECT = 'mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2 text-ink'

function GiveRole({ regions }: { regions: readonly Region[] }) {
  const { account: words } = useWords(administratorWords)
  const { roles } = useWords(commonWords)
  return (
    <Form method="post" className="mt-4 max-w-[720px]" aria-label={words.give}>
      <div className="grid items-end gap-4 sm:grid-cols-[1fr_1fr_auto]">
        <div>
          <label htmlFor="role" className="font-semibold">
            {words.role}
          </label>
          <select id="role" name="role" className={SELECT} defaultValue="author">
            {STAFF_ROLES.map((role) => (
              <option key={role} value={role}>
                {roles[role]}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor="regionCode" className="font-semibold">
            {words.region}
          </label>
          <select id="regionCode" name="regionCode" className={SELECT} defaultValue="" aria-describedby="region-hint">
            <option value="">{words.wholeCity}</option>
            <RegionOptions regions={regions} withDistricts districtLabel={words.districts} />
          </select>
        </div>
        <Button name="intent" value="give">
          {words.giveSubmit}
        </Button>
      </div>
      <p id="region-hint" className="mt-2 text-[13px] text-muted">
        {words.regionHint}
      </p>
    </Form>
  )
}

function Act({ intent, text, label, danger = false }: { intent: string; text: string; label: string; danger?: boolean }) {
  return (
    <Card>
      <Form method="post">
        <p className="mb-3">{text}</p>
        <Button look={danger ? 'danger' : 'secondary'} name="intent" value={intent}>
          {label}
        </Button>
      </Form>
    </Card>
  )
}
