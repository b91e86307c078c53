import { GrantForm, NewAccount } from '#app/domain/access/account.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { closeDatabase } from '#app/platform/database/connection.server.ts'
import { changeAccountGrants } from '#app/use-cases/access/change-grants.server.ts'
import { createAccount } from '#app/use-cases/access/create-account.server.ts'

const COMMAND_LINE: Actor = { kind: 'system', job: 'command-line' }

/** `npm run account -- <user name> "<name>" [role]`: the first administrator of a new installation, made before anybody can sign in. */
async function main([username, displayName, role = 'administrator']: readonly string[]) {
  const form = NewAccount.safeParse({ username, displayName, homeRegionCode: '', password: '' })
  const grant = GrantForm.safeParse({ role, regionCode: '' })
  if (!form.success || !grant.success)
    throw new Error('usage: npm run account -- <user name> "<name>" [role]; a user name has 3 to 40 small letters, digits, dots or hyphens')
  const created = await createAccount(COMMAND_LINE, form.data)
  if (!created.ok) throw new Error(`The account was not made: ${created.refusal.kind}`)
  const granted = await changeAccountGrants(COMMAND_LINE, created.value.accountId, { kind: 'add', grant: grant.data })
  if (!granted.ok) throw new Error(`The account was made without a role: ${granted.refusal.kind}`)
  console.log(`${form.data.username} (${grant.data.role}) may sign in with this password, shown only now: ${created.value.password}`)
}

main(process.argv.slice(2))
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
  .finally(closeDatabase)
