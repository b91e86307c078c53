import { SelectionScenario } from '#app/domain/selection/scenario.ts'
import type { PeriodId, ScenarioId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export async function insertScenario(transaction: Transaction, scenario: SelectionScenario): Promise<void> {
  await transaction.selectionScenario.create({ data: scenario })
}

export async function findScenario(transaction: Transaction, id: ScenarioId): Promise<SelectionScenario | null> {
  const row = await transaction.selectionScenario.findUnique({ where: { id } })
  return row ? SelectionScenario.parse(row) : null
}

/** The newest first. */
export async function listScenarios(transaction: Transaction, periodId: PeriodId): Promise<SelectionScenario[]> {
  const rows = await transaction.selectionScenario.findMany({ where: { periodId }, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] })
  return rows.map((row) => SelectionScenario.parse(row))
}
