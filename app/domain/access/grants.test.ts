import { describe, expect, test } from 'vitest'
import { accept, refuse } from '../shared/result.ts'
import type { RoleGrant } from './actor.ts'
import { changeGrants } from './grants.ts'
import { STAFF_ROLES } from './role.ts'
import { NOT_FOR_ADMINISTRATORS, segregationFault } from './segregation.ts'

const grant = (role: RoleGrant['role'], regionCode: string | null = null): RoleGrant => ({ role, regionCode })

describe('the roles of one person', () => {
  test.each(NOT_FOR_ADMINISTRATORS)('an administrator is never also %s, in whichever order the two are given', (role) => {
    const fault = refuse({ kind: 'roles-exclude-each-other', roles: ['administrator', role] })
    expect(changeGrants([grant('administrator')], { kind: 'add', grant: grant(role) })).toEqual(fault)
    expect(changeGrants([grant(role)], { kind: 'add', grant: grant('administrator') })).toEqual(fault)
  })

  test('every other pair of roles may be held together', () => {
    const allowed = STAFF_ROLES.filter((role) => !NOT_FOR_ADMINISTRATORS.some((other) => other === role))
    expect(segregationFault(allowed)).toBeNull()
    expect(segregationFault(STAFF_ROLES.filter((role) => role !== 'administrator'))).toBeNull()
  })

  test('a grant is held once, and taking it away takes only that one', () => {
    const held = [grant('kelurahan-officer', '36.72.01.1001'), grant('kelurahan-officer', '36.72.01.1002')]
    expect(changeGrants(held, { kind: 'add', grant: grant('kelurahan-officer', '36.72.01.1001') })).toEqual(accept([held[1], held[0]]))
    expect(changeGrants(held, { kind: 'remove', grant: grant('kelurahan-officer', '36.72.01.1001') })).toEqual(accept([held[1]]))
  })

  test('a kelurahan officer needs a kelurahan, a kecamatan officer a kecamatan, and a verifier serves the whole city', () => {
    const added = (role: RoleGrant['role'], regionCode: string | null) =>
      changeGrants([], { kind: 'add', grant: grant(role, regionCode) }).ok
    expect(added('kelurahan-officer', '36.72.01.1001')).toBe(true)
    expect(added('kelurahan-officer', '36.72.01')).toBe(false)
    expect(added('kelurahan-officer', null)).toBe(false)
    expect(added('kecamatan-officer', '36.72.01')).toBe(true)
    expect(added('kecamatan-officer', '36.72.01.1001')).toBe(false)
    expect(added('proctor', null)).toBe(true)
    expect(added('proctor', '36.72.01')).toBe(true)
    expect(added('verifier', '36.72.01')).toBe(false)
  })

  test('nobody is made a candidate by a grant', () => {
    expect(changeGrants([], { kind: 'add', grant: grant('candidate') })).toEqual(refuse({ kind: 'not-a-staff-role', role: 'candidate' }))
  })
})
