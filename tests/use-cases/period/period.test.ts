import { describe, expect, test } from 'vitest'
import { DEFAULT_POLICY } from '#app/domain/period/policy.ts'
import { PeriodId } from '#app/domain/shared/id.ts'
import { refuse } from '#app/domain/shared/result.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { advancePeriod } from '#app/use-cases/period/advance-period.server.ts'
import { changePolicy } from '#app/use-cases/period/change-policy.server.ts'
import { createPeriod } from '#app/use-cases/period/create-period.server.ts'
import { listPeriods } from '#app/use-cases/period/list-periods.server.ts'
import { policyOfVersion } from '#app/use-cases/period/period-store.server.ts'
import { readPeriod } from '#app/use-cases/period/read-period.server.ts'
import { makeStaff } from '#tests/factories/world.ts'
import { useTestDatabase } from '#tests/setup/database.ts'

useTestDatabase()

let made = 0
async function newPeriod() {
  made += 1
  const result = await createPeriod(await makeStaff('office-analyst'), { code: `KCM-${made}`, name: 'Asesmen KCM', startsOn: '2026-03-01' })
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value
}
const change = (editedVersion: number, totalThreshold: string) => ({
  settings: { ...DEFAULT_POLICY, totalThreshold },
  reason: 'Hasil rapat',
  editedVersion,
})
const auditKinds = (subject: string) =>
  reading(async (transaction) =>
    (await transaction.auditEntry.findMany({ where: { subject }, orderBy: { seq: 'asc' } })).map((entry) => entry.kind),
  )

describe('a period', () => {
  test('begins in preparation with the default policy as version 1, and its code stays its own', async () => {
    const period = await newPeriod()
    expect(period).toMatchObject({ state: 'preparation', year: 2026, startsOn: '2026-03-01' })
    const shown = await readPeriod(await makeStaff('verifier'), period.id)
    expect(shown.ok && shown.value.current).toMatchObject({ version: 1, settings: DEFAULT_POLICY })
    expect(await createPeriod(await makeStaff('office-analyst'), { code: period.code, name: 'Lain', startsOn: '2026-05-01' })).toEqual(
      refuse({ kind: 'code-taken' }),
    )
    expect(await auditKinds(period.id)).toEqual(['period.created'])
  })

  test('goes on one state; a second press of the same button is refused and recorded once', async () => {
    const period = await newPeriod()
    const actor = await makeStaff('office-analyst')
    const [first, second] = await Promise.all([
      advancePeriod(actor, period.id, 'registration'),
      advancePeriod(actor, period.id, 'registration'),
    ])
    expect([first.ok, second.ok].sort()).toEqual([false, true])
    expect(await advancePeriod(actor, period.id, 'marking')).toEqual(
      refuse({ kind: 'not-the-next-state', from: 'registration', to: 'marking' }),
    )
    expect(await auditKinds(period.id)).toEqual(['period.created', 'period.advanced'])
  })

  test('is refused to roles that may not read or manage it, and an unknown one is not found', async () => {
    const period = await newPeriod()
    const officer = await makeStaff('kelurahan-officer', { regionCode: '36.72.01.1001' })
    const verifier = await makeStaff('verifier')
    expect(await listPeriods(officer)).toEqual(refuse({ kind: 'forbidden' }))
    expect(await readPeriod(officer, period.id)).toEqual(refuse({ kind: 'forbidden' }))
    expect(await createPeriod(verifier, { code: 'X-1', name: 'Tidak', startsOn: '2026-01-01' })).toEqual(refuse({ kind: 'forbidden' }))
    expect(await advancePeriod(verifier, period.id, 'registration')).toEqual(refuse({ kind: 'forbidden' }))
    expect(await changePolicy(verifier, period.id, change(1, '70'))).toEqual(refuse({ kind: 'forbidden' }))
    expect(await readPeriod(verifier, PeriodId.parse('00000000-0000-4000-8000-000000000000'))).toEqual(refuse({ kind: 'not-found' }))
  })
})

describe('a policy', () => {
  test('change makes a new version with its reason and leaves the old one as it was', async () => {
    const period = await newPeriod()
    const analyst = await makeStaff('office-analyst')
    expect(await changePolicy(analyst, period.id, change(1, '70'))).toMatchObject({ ok: true, value: { version: 2 } })
    const shown = await readPeriod(analyst, period.id)
    expect(shown.ok && shown.value.versions.map(({ version, reason, changedByName }) => [version, reason, changedByName])).toEqual([
      [2, 'Hasil rapat', analyst.displayName],
      [1, 'Pengaturan bawaan', expect.any(String)],
    ])
    expect((await reading((transaction) => policyOfVersion(transaction, period.id, 1))).settings.totalThreshold).toBe('65')
    expect(await auditKinds(period.id)).toEqual(['period.created', 'policy.changed'])
  })

  test('of two people who edit the same version, the second is refused and changes nothing', async () => {
    const period = await newPeriod()
    const [one, other] = [await makeStaff('office-analyst'), await makeStaff('office-analyst')]
    const results = await Promise.all([changePolicy(one, period.id, change(1, '70')), changePolicy(other, period.id, change(1, '71'))])
    expect(results.filter((result) => result.ok).length).toBe(1)
    expect(results.find((result) => !result.ok)).toEqual(refuse({ kind: 'newer-version', version: 2 }))
    const shown = await readPeriod(one, period.id)
    expect(shown.ok && shown.value.versions.length).toBe(2)
  })

  test('is closed once the exam begins', async () => {
    const period = await newPeriod()
    const analyst = await makeStaff('office-analyst')
    await advancePeriod(analyst, period.id, 'registration')
    expect((await changePolicy(analyst, period.id, change(1, '70'))).ok).toBe(true)
    await advancePeriod(analyst, period.id, 'examination')
    expect(await changePolicy(analyst, period.id, change(2, '75'))).toEqual(refuse({ kind: 'policy-closed' }))
    const shown = await readPeriod(analyst, period.id)
    expect(shown.ok && shown.value.mayChangePolicy).toBe(false)
  })
})
