import loadHighs, { type Highs } from 'highs'
import type { AssignmentModel, AssignmentSolution } from '#app/domain/selection/field-seats.ts'

let loading: Promise<Highs> | null = null

/** Nobody waits for a solver longer than this, in seconds of one model. */
const TIME_LIMIT = 10

/**
 * Answers assignment models with HiGHS (compiled to WebAssembly, MIT). An assignment is a flow problem: the linear model's best
 * corner is whole, and the simplex method gives the shadow prices with which the domain proves it. The answer is not trusted
 * anywhere: a model that is not solved to its optimum is answered as such.
 */
export async function solveAssignments(models: readonly AssignmentModel[]): Promise<AssignmentSolution[]> {
  if (models.length === 0) return []
  loading ??= loadHighs()
  const highs = await loading
  return models.map((model) => solveOne(highs, model))
}

function solveOne(highs: Highs, model: AssignmentModel): AssignmentSolution {
  const columns = model.people.flatMap(({ edges }, person) => edges.map((edge) => ({ person, ...edge })))
  if (columns.length === 0)
    return { status: 'optimal', fieldOf: model.people.map(() => null), fieldPrices: model.fields.map(() => 0), quotaPrice: 0 }
  const firstField = model.people.length
  const quotaRow = firstField + model.fields.length
  return highs.withModel(
    {
      numCols: columns.length,
      numRows: quotaRow + 1,
      sense: highs.constants.objectiveSense.maximize,
      colCost: columns.map(({ weight }) => weight),
      colLower: columns.map(() => 0),
      colUpper: columns.map(() => highs.infinity),
      rowLower: Array.from({ length: quotaRow + 1 }, () => -highs.infinity),
      rowUpper: [...model.people.map(() => 1), ...model.fields.map(({ seats }) => seats), model.quota],
      matrix: {
        format: 'csc',
        numRows: quotaRow + 1,
        numCols: columns.length,
        starts: Int32Array.from({ length: columns.length + 1 }, (_, index) => index * 3),
        indices: Int32Array.from(columns.flatMap(({ person, field }) => [person, firstField + field, quotaRow])),
        values: Float64Array.from(columns.flatMap(() => [1, 1, 1])),
      },
    },
    (solver): AssignmentSolution => {
      solver.options.set({ output_flag: false, solver: 'simplex', time_limit: TIME_LIMIT })
      solver.run()
      const isOptimal = solver.getModelStatus() === highs.constants.modelStatus.optimal
      const { colValue, rowDual } = solver.getSolution()
      const fieldOf: (number | null)[] = model.people.map(() => null)
      columns.forEach(({ person, field }, index) => {
        if ((colValue[index] ?? 0) > 0.5) fieldOf[person] = field
      })
      return {
        status: isOptimal ? 'optimal' : 'not-optimal',
        fieldOf,
        fieldPrices: model.fields.map((_field, index) => rowDual[firstField + index] ?? 0),
        quotaPrice: rowDual[quotaRow] ?? 0,
      }
    },
  )
}
