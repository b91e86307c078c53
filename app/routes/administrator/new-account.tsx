import { useActionData, useLoaderData } from '@remix-run/react'
import { NewAccountForm } from '#app/components/access/new-account-form.tsx'
import { PasswordOnce } from '#app/components/access/password-once.tsx'
import { LinkButton } from '#app/components/ui/button.tsx'
import { useWords } from '#app/components/ui/locale.tsx'
import { PageHeader } from '#app/components/ui/page.tsx'
import { pageTitled } from '#app/components/ui/page-title.ts'
import { NewAccount } from '#app/domain/access/account.ts'
import { administratorWords } from '#app/text/administrator.ts'
import { createAccount } from '#app/use-cases/access/create-account.server.ts'
import { listRegionsForAccounts } from '#app/use-cases/access/list-accounts.server.ts'
import { parseForm } from '#app/web/form.server.ts'
import { guardedAction, guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const handle = pageTitled(administratorWords, ({ create }) => create.title)

export const loader = guardedLoader('account.manage', async ({ actor }) => {
  const regions = await listRegionsForAccounts(actor)
  return regions.ok ? { regions: regions.value } : answerRefusal(regions.refusal)
})

export const action = guardedAction('account.manage', async ({ actor, request }) => {
  const form = await parseForm(request, NewAccount)
  if (!form.ok) return { kind: 'rejected' as const, answer: withoutPassword(form.answer) }
  const result = await createAccount(actor, form.value)
  if (result.ok) return { kind: 'created' as const, username: form.value.username, ...result.value }
  switch (result.refusal.kind) {
    case 'forbidden':
      return answerRefusal(result.refusal)
    case 'username-taken':
      return { kind: 'rejected' as const, answer: withoutPassword(form.reject({ username: ['username-taken'] })) }
    case 'unknown-region':
      return { kind: 'rejected' as const, answer: withoutPassword(form.reject({ homeRegionCode: ['unknown-region'] })) }
    case 'password-refused':
      return { kind: 'rejected' as const, answer: withoutPassword(form.reject({ password: [result.refusal.fault] })) }
  }
})

/** A typed password never travels back to the page. */
function withoutPassword<Answer extends { initialValue?: Record<string, unknown> | null | undefined }>(answer: Answer): Answer {
  return { ...answer, initialValue: { ...answer.initialValue, password: '' } }
}

export default function NewAccountPage() {
  const words = useWords(administratorWords)
  const { regions } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader title={words.create.title} lead={words.create.lead} back={{ to: '/administrator/accounts', label: words.account.back }} />
      {answer?.kind === 'created' ? (
        <PasswordOnce title={words.create.created} username={answer.username} password={answer.password}>
          <LinkButton to={`/administrator/accounts/${answer.accountId}`} look="primary">
            {words.create.giveRoles}
          </LinkButton>
        </PasswordOnce>
      ) : (
        <NewAccountForm lastResult={answer?.kind === 'rejected' ? answer.answer : null} regions={regions} />
      )}
    </>
  )
}
