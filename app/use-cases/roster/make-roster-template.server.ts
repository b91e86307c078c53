import { rosterTemplateCsv, rosterTemplateWorkbook } from '#app/documents/roster-template.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { now } from '#app/platform/clock.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { listUrbanVillages } from './region-store.server.ts'

/** The file that an office fills in with its cadres. */
export async function makeRosterTemplate(actor: Actor, { format, locale }: { format: 'xlsx' | 'csv'; locale: Locale }) {
  if (!may(actor, 'roster.import')) return refuse({ kind: 'forbidden' as const })
  const villages = await reading(listUrbanVillages)
  return accept(format === 'csv' ? rosterTemplateCsv(villages) : await rosterTemplateWorkbook(villages, { at: now(), locale }))
}
