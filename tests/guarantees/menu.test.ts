import { expect, test } from 'vitest'
import { isMarked } from '#app/components/layout/menu-mark.ts'
import { navigationFor } from '#app/components/layout/navigation.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { STAFF_ROLES } from '#app/domain/access/role.ts'
import { AccountId } from '#app/domain/shared/id.ts'
import { ROUTE_TABLE } from './route-table.ts'

const STAFF_PAGE = /^routes\/(?:administrator|assessor|author|issuer|office|proctor|verifier)\/.*\.tsx$/

test('every staff page belongs to exactly one link of the menu, so that the menu says where its reader is', () => {
  const everyRole: Actor = {
    kind: 'staff',
    accountId: AccountId.parse('00000000-0000-4000-8000-000000000001'),
    displayName: '',
    grants: STAFF_ROLES.map((role) => ({ role, regionCode: null })),
  }
  const links = navigationFor(everyRole).flatMap((group) => group.links)
  const pages = ROUTE_TABLE.filter(({ file }) => STAFF_PAGE.test(file)).map(({ path }) => path)
  expect(pages.length).toBeGreaterThan(50)
  expect(pages.filter((path) => links.filter((link) => isMarked(link, path)).length !== 1)).toEqual([])
})
