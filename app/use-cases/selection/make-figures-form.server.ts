import { candidateFiguresForm, villageFiguresForm } from '#app/documents/figures-template.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { FigureKind } from '#app/domain/selection/figures-file.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'
import type { PeriodId } from '#app/domain/shared/id.ts'
import { accept, refuse } from '#app/domain/shared/result.ts'
import { now } from '#app/platform/clock.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { findPeriod } from '../period/period-store.server.ts'
import { listUrbanVillages } from '../roster/region-store.server.ts'
import { listNamedCandidates } from './figures-store.server.ts'

/** The file that an office fills in: every kelurahan, or every candidate of the period. */
export async function makeFiguresForm(actor: Actor, periodId: PeriodId, kind: FigureKind, locale: Locale) {
  if (!may(actor, 'selection.import')) return refuse({ kind: 'forbidden' as const })
  const found = await reading(async (transaction) => {
    if (!(await findPeriod(transaction, periodId))) return null
    return {
      villages: await listUrbanVillages(transaction),
      candidates: kind === 'candidates' ? await listNamedCandidates(transaction, periodId) : [],
    }
  })
  if (!found) return refuse({ kind: 'not-found' as const })
  const at = now()
  return accept(
    kind === 'villages'
      ? await villageFiguresForm(found.villages, { at, locale })
      : await candidateFiguresForm(found.candidates, { at, locale }),
  )
}
