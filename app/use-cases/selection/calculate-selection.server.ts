import type { Actor } from '#app/domain/access/actor.ts'
import type { SelectionProblem } from '#app/domain/selection/prepared-selection.ts'
import { concludeSelection, prepareSelection } from '#app/domain/selection/select-candidates.ts'
import type { SelectionInputs } from '#app/domain/selection/selection-inputs.ts'
import type { SelectionResult } from '#app/domain/selection/selection-outcome.ts'
import type { Result } from '#app/domain/shared/result.ts'
import { announceLongWork } from '#app/platform/long-work.server.ts'
import { solveAssignments } from '#app/platform/solver.server.ts'

export type CalculationProblem = SelectionProblem | { readonly kind: 'assignment-not-proven'; readonly urbanVillageCode: string }

/** With the hashes that follow it, several times what it takes: 100,000 candidates take some ten seconds. */
const MILLISECONDS_PER_CANDIDATE = 1

/** The result that inputs give; seats per field are solved and proven. It reads and writes nothing, so whoever calls it has asked for the permission. */
export async function calculateSelection(_actor: Actor, inputs: SelectionInputs): Promise<Result<SelectionResult, CalculationProblem>> {
  await announceLongWork(inputs.candidates.length * MILLISECONDS_PER_CANDIDATE)
  const prepared = prepareSelection(inputs)
  if (!prepared.ok) return prepared
  const models = prepared.value.villages.flatMap(({ model }) => (model === null ? [] : [model]))
  const solutions = await solveAssignments(models)
  const byVillage = new Map(
    models.flatMap(({ urbanVillageCode }, index) => {
      const solution = solutions[index]
      return solution ? [[urbanVillageCode, solution] as const] : []
    }),
  )
  return concludeSelection(prepared.value, byVillage)
}
