import { orderOf } from '#app/documents/press.server.ts'
import type { SelectionList } from '#app/documents/selection-list.server.tsx'
import type { Actor } from '#app/domain/access/actor.ts'
import { may } from '#app/domain/access/may.ts'
import type { RegionCode } from '#app/domain/access/role.ts'
import { standingAfter } from '#app/domain/selection/withdrawal.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'
import type { SelectionRunId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { environment } from '#app/platform/environment.server.ts'
import { pressAside } from '#app/platform/press-thread.server.ts'
import { databaseNow, inTransaction, reading } from '#app/platform/transaction.server.ts'
import { selectionPaperWords } from '#app/text/selection-paper.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import { findPeriod } from '../period/period-store.server.ts'
import { listUrbanVillages } from '../roster/region-store.server.ts'
import { findRun, listOutcomes, listRunVillages, listSteps } from './selection-run-store.server.ts'
import { readSelectionPeople } from './selection-source-store.server.ts'

export type ListFormat =
  | { readonly kind: 'pdf'; readonly paper: 'A4' | 'F4' /** null: the city's recap. */; readonly code: RegionCode | null }
  | { readonly kind: 'xlsx' }

type Refusal = { readonly kind: 'forbidden' | 'not-found' }

/** The list as it stands, on paper or as a spreadsheet; the hand-out is recorded before it happens. */
export async function exportSelectionList(
  actor: Actor,
  runId: SelectionRunId,
  format: ListFormat,
  locale: Locale,
): Promise<Result<{ readonly bytes: Uint8Array; readonly fileName: string }, Refusal>> {
  if (!may(actor, 'selection.read')) return refuse({ kind: 'forbidden' })
  const list = await reading((transaction) => readList(transaction, runId, format.kind === 'pdf' ? format.code : null))
  if (list === null) return refuse({ kind: 'not-found' })
  const recorded = await inTransaction<Date, Refusal>(async (transaction) => {
    const at = await databaseNow(transaction)
    await appendAuditEntry(transaction, {
      at,
      by: actor,
      event: {
        kind: 'selection-list.exported',
        subject: runId,
        detail: {
          format: format.kind,
          urbanVillage: format.kind === 'pdf' ? format.code : null,
          people: list.villages.reduce((sum, { people }) => sum + people.length, 0),
        },
      },
    })
    return accept(at)
  })
  if (!recorded.ok) return recorded
  const at = recorded.value
  const { demo } = environment()
  const number = `${list.run.number}/SEL/${at.getUTCFullYear()}`
  const order =
    format.kind === 'pdf'
      ? orderOf('selection-list', { ...list, at }, { paper: format.paper, demo, number })
      : orderOf('selection-workbook', { ...list, at }, locale)
  const place = format.kind === 'pdf' && format.code !== null ? `-${format.code}` : ''
  return accept({
    bytes: await pressAside(order),
    fileName: `${selectionPaperWords[locale].fileName}-${list.run.number}${place}.${format.kind}`,
  })
}

async function readList(
  transaction: Parameters<typeof findRun>[0],
  runId: SelectionRunId,
  code: RegionCode | null,
): Promise<Omit<SelectionList, 'at'> | null> {
  const run = await findRun(transaction, runId)
  const period = run && (await findPeriod(transaction, run.periodId))
  if (!run || !period) return null
  const figures = (await listRunVillages(transaction, runId)).filter((each) => code === null || each.code === code)
  if (figures.length === 0) return null
  const outcomes = await listOutcomes(transaction, runId, code)
  const steps = await listSteps(transaction, runId)
  const people = await readSelectionPeople(
    transaction,
    outcomes.map(({ candidateId }) => candidateId),
  )
  const byVillage = groupByVillage(outcomes)
  const places = new Map((await listUrbanVillages(transaction)).map((each) => [each.code, each]))
  return {
    run,
    periodName: period.name,
    villages: figures.map((each) => ({
      figures: each,
      place: places.get(each.code) ?? { code: each.code, name: each.code, districtName: '' },
      people: (byVillage.get(each.code) ?? []).map((outcome) => ({
        outcome,
        standing: standingAfter(outcome, steps),
        name: people.get(outcome.candidateId)?.name ?? '',
        posyandu: people.get(outcome.candidateId)?.posyandu ?? '',
      })),
    })),
  }
}

function groupByVillage<Member extends { readonly urbanVillageCode: string }>(members: readonly Member[]): Map<string, Member[]> {
  const groups = new Map<string, Member[]>()
  for (const member of members) {
    const group = groups.get(member.urbanVillageCode)
    if (group) group.push(member)
    else groups.set(member.urbanVillageCode, [member])
  }
  return groups
}
