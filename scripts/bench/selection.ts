import { concludeSelection, prepareSelection } from '#app/domain/selection/select-candidates.ts'
import { inputsHash } from '#app/domain/selection/selection-inputs.ts'
import { resultHash } from '#app/domain/selection/selection-outcome.ts'
import { SOME_RULES, someCity, someInputs } from '#tests/factories/selection.ts'

const SIZES = [
  { people: 2_650, villages: 43 },
  { people: 100_000, villages: 1_500 },
] as const
const ROUNDS = 3

/**
 * A selection from its inputs to its list, with the hashes that freeze both, as a run works them out; the median of a few
 * rounds. The processor's time says what it takes on a machine that others use meanwhile.
 */
export async function measureSelection() {
  console.log(`Selection in one thread, median of ${ROUNDS} rounds\n`)
  console.log('   people  kelurahan | inputs’ hash  selection  result’s hash |  together  processor')
  for (const { people, villages } of SIZES) {
    const rounds = Array.from({ length: ROUNDS }, () => round(people, villages))
    const [first, ...others] = rounds.sort((left, right) => left.together - right.together)
    const middle = others[Math.floor(ROUNDS / 2) - 1] ?? first
    if (middle === undefined) throw new Error('nothing was measured')
    const { frozen, selected, sealed, together, processor } = middle
    console.log(
      `${cell(people, 9)} ${cell(villages, 10)} | ${cell(frozen, 9)} ms ${cell(selected, 7)} ms ${cell(sealed, 11)} ms | ${cell(together, 6)} ms ${cell(processor, 7)} ms`,
    )
  }
}

function round(people: number, villages: number) {
  const inputs = someInputs({
    ...someCity({ people, villages }),
    rules: {
      fieldThreshold: '40',
      totalThreshold: '50',
      selectionWeights: { exam: '70', practice: '20', serviceRecord: '10' },
      quota: { ...SOME_RULES.quota, method: 'largest-remainder', cityTotal: Math.floor(people * 0.6) },
    },
  })
  const before = process.cpuUsage()
  const from = performance.now()
  inputsHash(inputs)
  const frozen = performance.now() - from
  const prepared = prepareSelection(inputs)
  const result = prepared.ok ? concludeSelection(prepared.value, new Map()) : prepared
  if (!result.ok) throw new Error(result.refusal.kind)
  const selected = performance.now() - from - frozen
  resultHash(result.value)
  const together = performance.now() - from
  const { user, system } = process.cpuUsage(before)
  return { frozen, selected, sealed: together - frozen - selected, together, processor: (user + system) / 1000 }
}

const cell = (value: number, width: number) => value.toFixed(0).padStart(width)
