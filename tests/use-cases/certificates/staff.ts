import { beforeAll } from 'vitest'
import { makeRegions, makeStaff } from '#tests/factories/world.ts'

type Staff = Awaited<ReturnType<typeof makeStaff>>

/** The regions, and who issues, confirms and decides changes; to be read inside tests. */
export function useCertificateStaff(): { readonly issuer: Staff; readonly verifier: Staff; readonly approver: Staff } {
  const staff: Partial<Record<'issuer' | 'verifier' | 'approver', Staff>> = {}
  const known = (name: keyof typeof staff): Staff => {
    const found = staff[name]
    if (found === undefined) throw new Error('read before the test began')
    return found
  }
  beforeAll(async () => {
    await makeRegions()
    staff.issuer = await makeStaff('issuer')
    staff.verifier = await makeStaff('verifier')
    staff.approver = await makeStaff('selection-approver')
  })
  return {
    get issuer() {
      return known('issuer')
    },
    get verifier() {
      return known('verifier')
    },
    get approver() {
      return known('approver')
    },
  }
}
