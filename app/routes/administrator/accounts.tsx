import { Form, Link, useLoaderData } from '@remix-run/react'
import { AccountTable } from '#app/components/access/account-table.tsx'
import { Button, LinkButton } from '#app/components/ui/button.tsx'
import { useLocale, useWords } from '#app/components/ui/locale.tsx'
import { EmptyState, PageHeader, Pagination } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { AccountQuery } from '#app/domain/access/account.ts'
import { STAFF_ROLES } from '#app/domain/access/role.ts'
import { figureText } from '#app/domain/analytics/figure-text.ts'
import { administratorWords } from '#app/text/administrator.ts'
import { commonWords } from '#app/text/common.ts'
import { listAccounts } from '#app/use-cases/access/list-accounts.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(administratorWords, ({ accounts }) => accounts.title)

export const loader = guardedLoader('account.manage', async ({ actor, url }) => {
  const filter = AccountQuery.parse({
    q: url.searchParams.get('q') ?? '',
    role: url.searchParams.get('role'),
    page: url.searchParams.get('page') ?? '1',
  })
  const result = await listAccounts(actor, filter)
  if (!result.ok) return answerRefusal(result.refusal)
  return { ...result.value, filter }
})

export default function Accounts() {
  const words = useWords(administratorWords).accounts
  const common = useWords(commonWords)
  const locale = useLocale()
  const { accounts, total, pages, regions, filter } = useLoaderData<typeof loader>()
  const hrefFor = (page: number) => `?${new URLSearchParams({ q: filter.text, role: filter.role ?? '', page: String(page) })}`
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={
          <LinkButton to="/administrator/accounts/new" look="primary">
            {words.add}
          </LinkButton>
        }
      />
      <Form key={`${filter.text} ${filter.role}`} method="get" className="mb-4 flex flex-wrap items-end gap-4">
        <div className="min-w-0 flex-1 basis-60">
          <label htmlFor="q" className="font-semibold">
            {words.search}
          </label>
          <input
            id="q"
            name="q"
            type="search"
            defaultValue={filter.text}
            className="mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2"
          />
        </div>
        <div className="min-w-0 basis-52">
          <label htmlFor="role" className="font-semibold">
            {words.role}
          </label>
          <select
            id="role"
            name="role"
            defaultValue={filter.role ?? ''}
            className="mt-1 block min-h-10 w-full rounded-md border border-line bg-surface px-3 py-2"
          >
            <option value="">{words.everyRole}</option>
            {STAFF_ROLES.map((role) => (
              <option key={role} value={role}>
                {common.roles[role]}
              </option>
            ))}
          </select>
        </div>
        <Button look="secondary">{words.show}</Button>
      </Form>
      {accounts.length === 0 ? (
        <EmptyState title={words.none}>
          {words.noneText} <Link to="/administrator/accounts/new">{words.add}</Link>
        </EmptyState>
      ) : (
        <>
          <p className="mb-2 text-muted">{words.found(figureText(total, 0, locale))}</p>
          <AccountTable accounts={accounts} regions={regions} />
          <Pagination page={filter.page} pages={pages} hrefFor={hrefFor} words={common} />
        </>
      )}
    </>
  )
}
