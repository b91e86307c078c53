import { expect, test } from 'vitest'
import { STAFF_ROLES } from '../access/role.ts'
import { AccountId } from '../shared/id.ts'
import { waitingKindsFor } from './waiting-work.ts'

test.each(STAFF_ROLES)('the home of %s is never empty', (role) => {
  const actor = {
    kind: 'staff',
    accountId: AccountId.parse('00000000-0000-4000-8000-000000000001'),
    displayName: 'Uji',
    grants: [{ role, regionCode: null }],
  } as const
  expect(waitingKindsFor(actor).length).toBeGreaterThan(0)
})

test('an administrator is not shown what waits for markers', () => {
  const actor = {
    kind: 'staff',
    accountId: AccountId.parse('00000000-0000-4000-8000-000000000001'),
    displayName: 'Uji',
    grants: [{ role: 'administrator', regionCode: null }],
  } as const
  expect(waitingKindsFor(actor)).toEqual(['active-accounts', 'audit-entries'])
})
