import type { Actor } from '#app/domain/access/actor.ts'
import { AccountId } from '#app/domain/shared/id.ts'
import type { Result } from '#app/domain/shared/result.ts'
import { hashPassword } from '#app/platform/password.server.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './accounts.ts'

export type StaffActor = Extract<Actor, { kind: 'staff' }>
/** The job that loads what no person does. */
export const SEED: Actor = { kind: 'system', job: 'demo-seed' }

/** Creates the demo accounts and answers each as an actor, by user name. */
export async function makeDemoActors(): Promise<(username: string) => StaffActor> {
  const passwordHash = await hashPassword(DEMO_PASSWORD, 'staff')
  const actors = new Map<string, StaffActor>()
  for (const { username, displayName, role, regionCode, homeRegionCode } of DEMO_ACCOUNTS) {
    const id = AccountId.parse(newUuid())
    await reading((transaction) =>
      transaction.account.create({
        data: { id, username, displayName, passwordHash, homeRegionCode, isDemo: true, grants: { create: { role, regionCode } } },
      }),
    )
    actors.set(username, {
      kind: 'staff',
      accountId: id,
      displayName,
      grants: [{ role, regionCode: regionCode === '' ? null : regionCode }],
    })
  }
  return (username) => {
    const actor = actors.get(username)
    if (!actor) throw new Error(`there is no demo account ${username}`)
    return actor
  }
}

/** The value of a step that must succeed. */
export async function done<Value>(step: Promise<Result<Value, { readonly kind: string }>>): Promise<Value> {
  const result = await step
  if (!result.ok) throw new Error(`a step of the demo was refused: ${JSON.stringify(result.refusal)}`)
  return result.value
}
