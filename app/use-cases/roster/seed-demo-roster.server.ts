import type { Actor } from '#app/domain/access/actor.ts'
import { DEMO_ROSTER_SIZE, demoRoster } from '#app/domain/roster/demo-roster.ts'
import type { CalendarDay } from '#app/domain/shared/calendar.ts'
import { textHash } from '#app/domain/shared/canonical-hash.ts'
import { CadreId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { sealNationalId } from '#app/platform/national-id.server.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { hasDemoCadres, upsertCadres } from './cadre-store.server.ts'
import { listUrbanVillages } from './region-store.server.ts'

/**
 * Fills the demo's roster with invented cadres, proportional to the people of each kelurahan. The regions must be
 * loaded. A job alone does this, and only once: with demo cadres stored it changes nothing.
 * @param day the day on which the invented ages are counted
 */
export function seedDemoRoster(
  actor: Actor,
  { day, size = DEMO_ROSTER_SIZE, seedText = 'tera-demo-roster' }: { day: CalendarDay; size?: number; seedText?: string },
) {
  return inTransaction<{ added: number }, { kind: 'forbidden' | 'no-regions' }>(async (transaction) => {
    if (actor.kind !== 'system') return refuse({ kind: 'forbidden' })
    if (await hasDemoCadres(transaction)) return accept({ added: 0 })
    const villages = await listUrbanVillages(transaction)
    if (villages.length === 0) return refuse({ kind: 'no-regions' })
    const cadres = demoRoster({ seed: textHash(seedText), villages, size, day })
    await upsertCadres(
      transaction,
      cadres.map(({ nationalId, record }) => ({ id: CadreId.parse(newUuid()), ...sealNationalId(nationalId), record, isDemo: true })),
    )
    await appendAuditEntry(transaction, {
      at: await databaseNow(transaction),
      by: actor,
      event: { kind: 'roster.demo-seeded', subject: 'roster', detail: { cadres: cadres.length } },
    })
    return accept({ added: cadres.length })
  })
}
