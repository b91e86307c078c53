import { useActionData, useLoaderData } from '@remix-run/react'
import { AccountDetails } from '#app/components/access/account-details.tsx'
import { PasswordOnce } from '#app/components/access/password-once.tsx'
import { RefusalNotice } from '#app/components/access/refusal-notice.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { Notice, PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { GrantForm } from '#app/domain/access/account.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { AccountId } from '#app/domain/shared/id.ts'
import { refuse } from '#app/domain/shared/result.ts'
import { administratorWords } from '#app/text/administrator.ts'
import { changeAccountGrants } from '#app/use-cases/access/change-grants.server.ts'
import { deactivateAccount, reactivateAccount } from '#app/use-cases/access/deactivate-account.server.ts'
import { showAccount } from '#app/use-cases/access/list-accounts.server.ts'
import { resetPassword } from '#app/use-cases/access/reset-password.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

export const handle = pageTitled(administratorWords, ({ accounts }) => accounts.title)

export const loader = guardedLoader('account.manage', async ({ actor, params }) => {
  const id = AccountId.safeParse(params.accountId)
  if (!id.success) return notFound()
  const result = await showAccount(actor, id.data)
  return result.ok ? result.value : answerRefusal(result.refusal)
})

export const action = guardedAction('account.manage', async ({ actor, params, request }) => {
  const id = AccountId.safeParse(params.accountId)
  if (!id.success) return notFound()
  const form = await request.formData()
  const intent = form.get('intent')
  if (intent === 'reset-password') {
    const reset = await resetPassword(actor, id.data)
    return reset.ok ? { kind: 'password' as const, password: reset.value.password } : answerRefusal(reset.refusal)
  }
  const result = await changeFor(actor, id.data, form)
  if (result.ok) return { kind: 'changed' as const }
  if (result.refusal.kind === 'forbidden' || result.refusal.kind === 'not-found') return answerRefusal(result.refusal)
  return { kind: 'refused' as const, refusal: result.refusal }
})

function changeFor(actor: Actor, accountId: AccountId, form: FormData) {
  const intent = form.get('intent')
  if (intent === 'deactivate') return deactivateAccount(actor, accountId)
  if (intent === 'reactivate') return reactivateAccount(actor, accountId)
  const grant = GrantForm.safeParse({ role: form.get('role'), regionCode: form.get('regionCode') ?? '' })
  if (!grant.success || (intent !== 'give' && intent !== 'take')) return refuse({ kind: 'bad-input' as const })
  return changeAccountGrants(actor, accountId, { kind: intent === 'give' ? 'add' : 'remove', grant: grant.data })
}

export default function AccountPage() {
  const words = useWords(administratorWords)
  const { account, regions } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={account.displayName} back={{ to: '/administrator/accounts', label: words.account.back }} />
      {answer?.kind === 'refused' ? <RefusalNotice refusal={answer.refusal} /> : null}
      {answer?.kind === 'changed' ? <Notice tone="good">{words.account.changed}</Notice> : null}
      {answer?.kind === 'password' ? (
        <PasswordOnce title={words.create.reset} username={account.username} password={answer.password} />
      ) : null}
      <AccountDetails account={account} regions={regions} />
    </>
  )
}
