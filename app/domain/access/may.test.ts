import { describe, expect, test } from 'vitest'
import { AccountId, CandidateId } from '../shared/id.ts'
import type { Actor, RoleGrant } from './actor.ts'
import { ANONYMOUS } from './actor.ts'
import { may, mayEnter, scopeFor } from './may.ts'
import { PERMISSIONS, type Permission } from './permission.ts'
import { EVERYWHERE, isWithin, type Role } from './role.ts'

const CIBEBER = '36.72.01'
const OWN = '36.72.01.1001'
const NEIGHBOUR = '36.72.01.1002'
const ELSEWHERE = '36.72.02.1002'

const staff = (...grants: RoleGrant[]): Actor => ({
  kind: 'staff',
  accountId: AccountId.parse('00000000-0000-4000-8000-000000000001'),
  displayName: 'Uji',
  grants,
})
const holding = (role: Role, regionCode: string | null = null) => staff({ role, regionCode })
const candidate: Actor = { kind: 'candidate', candidateId: CandidateId.parse('00000000-0000-4000-8000-000000000002'), deviceKey: 'd' }
const every = (permission: string): permission is Permission => permission in PERMISSIONS
const permissions = Object.keys(PERMISSIONS).filter(every)

describe('who may do what', () => {
  test.each([
    ['a lurah', holding('kelurahan-officer', OWN), { [OWN]: true, [NEIGHBOUR]: false, [ELSEWHERE]: false }],
    ['a camat', holding('kecamatan-officer', CIBEBER), { [OWN]: true, [NEIGHBOUR]: true, [ELSEWHERE]: false }],
    ['the office', holding('office-analyst'), { [OWN]: true, [NEIGHBOUR]: true, [ELSEWHERE]: true }],
    [
      'a lurah of two kelurahan',
      staff({ role: 'kelurahan-officer', regionCode: OWN }, { role: 'kelurahan-officer', regionCode: ELSEWHERE }),
      { [OWN]: true, [NEIGHBOUR]: false, [ELSEWHERE]: true },
    ],
    ['nobody', ANONYMOUS, { [OWN]: false, [NEIGHBOUR]: false, [ELSEWHERE]: false }],
    ['a candidate', candidate, { [OWN]: false, [NEIGHBOUR]: false, [ELSEWHERE]: false }],
  ] as const)('%s sees the roster and the distribution of exactly the own region', (_name, actor, expected) => {
    for (const permission of ['roster.read', 'distribution.read'] as const) {
      for (const [regionCode, allowed] of Object.entries(expected)) {
        expect([permission, regionCode, may(actor, permission, { regionCode })]).toEqual([permission, regionCode, allowed])
        const scope = scopeFor(actor, permission)
        expect([permission, regionCode, scope !== null && isWithin(regionCode, scope)]).toEqual([permission, regionCode, allowed])
      }
    }
  })

  test('a region role is refused what names no region, and its scope is never the whole city', () => {
    const lurah = holding('kelurahan-officer', OWN)
    expect(may(lurah, 'distribution.read')).toBe(false)
    expect(mayEnter(lurah, 'distribution.read')).toBe(true)
    expect(scopeFor(lurah, 'distribution.read')).toEqual({ kind: 'within', codes: [OWN] })
  })

  test('a code that only begins alike is another region', () => {
    expect(may(holding('kecamatan-officer', '36.72.0'), 'roster.read', { regionCode: CIBEBER })).toBe(false)
    expect(may(holding('kecamatan-officer', CIBEBER), 'roster.read', { regionCode: '36.72' })).toBe(false)
  })

  test('a permission of one role does not lend its region to another role', () => {
    const both = staff({ role: 'kelurahan-officer', regionCode: OWN }, { role: 'issuer', regionCode: null })
    expect(scopeFor(both, 'roster.read')).toEqual({ kind: 'within', codes: [OWN] })
    expect(scopeFor(both, 'certificate.read')).toEqual(EVERYWHERE)
  })

  test('a candidate reaches only what is the own', () => {
    expect(may(candidate, 'attempt.take', { ownerCandidateId: '00000000-0000-4000-8000-000000000002' })).toBe(true)
    expect(may(candidate, 'attempt.take', { ownerCandidateId: '00000000-0000-4000-8000-000000000003' })).toBe(false)
    expect(may(candidate, 'attempt.take')).toBe(false)
  })

  test('an administrator neither marks, confirms, issues, designs nor reads answers and results', () => {
    const administrator = holding('administrator')
    const held = permissions.filter((permission) => PERMISSIONS[permission] !== 'anyone' && mayEnter(administrator, permission))
    expect(held).toEqual(['staff.home', 'period.read', 'account.manage', 'audit.read'])
  })

  test("the mayor's office and the auditor read and change nothing", () => {
    const changing = permissions.filter((permission) => PERMISSIONS[permission] !== 'anyone' && !/\.(read|home)$/.test(permission))
    for (const role of ['mayors-office', 'auditor'] as const)
      expect(changing.filter((permission) => mayEnter(holding(role), permission))).toEqual([])
  })

  test('without a sign-in only what is for anyone is open, and a stranger and an account without roles hold the same', () => {
    const open = permissions.filter((permission) => mayEnter(ANONYMOUS, permission))
    expect(open).toEqual(permissions.filter((permission) => PERMISSIONS[permission] === 'anyone'))
    expect(permissions.filter((permission) => mayEnter(staff(), permission))).toEqual(open)
  })
})
