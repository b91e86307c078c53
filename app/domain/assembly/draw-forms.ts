import { SERVICE_FIELDS } from '../roster/service-field.ts'
import { textHash } from '../shared/canonical-hash.ts'
import type { QuestionVersionId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import { RANDOM_ALGORITHM, type Seed, type SeededRandom, seededRandom } from '../shared/seeded-random.ts'
import { type Blueprint, type DrawableQuestion, fitsCell, pointsOf } from './blueprint.ts'
import type { FormContent, FormItem } from './exam-form.ts'
import { type Arc, minimumCostFlow } from './minimum-cost-flow.ts'

/** Stored beside what was drawn: a change of this file's draw is a new number. */
export const DRAW_ALGORITHM = `draw-forms/1+${RANDOM_ALGORITHM}`

/** Two questions that must not stand in one form: one gives the other away, or both ask the same. */
export type EnemyPair = readonly [QuestionVersionId, QuestionVersionId]

export type DrawOptions = { readonly formCount: number; readonly seed: Seed; readonly enemies?: readonly EnemyPair[] }

export type Shortage =
  /** These cells (places in the blueprint) draw on the same questions, and there are too few of them for one form. */
  | { readonly kind: 'too-few'; readonly cells: readonly number[]; readonly needed: number; readonly available: number }
  /** There would be enough questions, but enemies keep these cells from being filled together. */
  | { readonly kind: 'enemies'; readonly cells: readonly number[]; readonly pairs: readonly EnemyPair[] }

/** How many networks are solved at most to part enemies; each solution that still holds a pair costs two more. */
const MOST_SOLUTIONS = 100

/**
 * Draws K parallel forms of a blueprint, all at once, or says which cells cannot be filled. A form is handed out only
 * when every one of its cells is full, so whoever gets forms holds the proof that the blueprint is feasible K times.
 *
 * One network carries the whole draw: each cell of each form asks for its count, a question stands at most once in a
 * form and in at most `exposureCap` forms, and its n-th use costs more than all ties together. So the cheapest flow uses
 * the least exposed questions first; ties are broken by ranks drawn from the seed. Questions are taken in the order of
 * their ids: equal seeds and equal questions give equal forms, whatever order they come in. Enemies are no flow: a
 * solution that holds a pair is split in two, one without the first and one without the second.
 *
 * Throws when formCount is no positive whole number.
 */
export function drawForms(
  blueprint: Blueprint,
  questions: readonly DrawableQuestion[],
  { formCount, seed, enemies = [] }: DrawOptions,
): Result<FormContent[], Shortage[]> {
  if (!Number.isInteger(formCount) || formCount < 1) throw new Error('an exam has one form at least')
  const candidates = [...questions].sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0))
  const network = buildNetwork(blueprint, candidates, formCount, seededRandom(textHash(`${seed}:draw`)))
  const first = solve(network, new Set())
  if (!first.full) return refuse(first.shortages)
  const parted = partEnemies(network, first.picks, placePairs(candidates, enemies))
  if (parted === null) return refuse([enemyShortage(blueprint, candidates, enemies)])
  return accept(
    Array.from({ length: formCount }, (_, form) => {
      const picks = parted.filter((pick) => pick.form === form)
      return toContent(blueprint, candidates, picks, seededRandom(formSeed(seed, form + 1)))
    }),
  )
}

/** The seed of one form, stored with it. */
export function formSeed(seed: Seed, ordinal: number): Seed {
  return textHash(`${seed}:form:${ordinal}`)
}

type Pick = { readonly form: number; readonly cell: number; readonly question: number }
type PairOfPlaces = readonly [number, number]

type Network = {
  readonly blueprint: Blueprint
  readonly questionCount: number
  readonly formCount: number
  readonly cap: number
  readonly source: number
  readonly sink: number
  readonly nodeCount: number
  readonly arcs: readonly Arc[]
  /** What an arc from a cell to a question means; null for the other arcs. */
  readonly picks: readonly (Pick | null)[]
  readonly cellNode: (form: number, cell: number) => number
  readonly fitting: readonly (readonly number[])[]
}

function buildNetwork(blueprint: Blueprint, candidates: readonly DrawableQuestion[], formCount: number, random: SeededRandom): Network {
  const cellCount = blueprint.cells.length
  const questionCount = candidates.length
  const cap = Math.min(formCount, blueprint.exposureCap ?? formCount)
  const cellNode = (form: number, cell: number) => 2 + form * cellCount + cell
  const standNode = (form: number, question: number) => 2 + formCount * cellCount + form * questionCount + question
  const questionNode = (question: number) => 2 + formCount * (cellCount + questionCount) + question
  const source = 0
  const sink = 1
  const fitting = blueprint.cells.map((cell) => candidates.flatMap((question, place) => (fitsCell(cell, question) ? [place] : [])))
  const asked = formCount * blueprint.cells.reduce((total, cell) => total + cell.count, 0)
  const exposureCost = asked * questionCount + 1
  const arcs: Arc[] = []
  const picks: (Pick | null)[] = []
  const add = (arc: Arc, pick: Pick | null = null) => {
    arcs.push(arc)
    picks.push(pick)
  }
  for (let form = 0; form < formCount; form += 1) {
    const ranks = random.shuffled(candidates.map((_, place) => place))
    blueprint.cells.forEach((cell, place) => {
      add({ from: source, to: cellNode(form, place), capacity: cell.count, cost: 0 })
      for (const question of fitting[place] ?? [])
        add({ from: cellNode(form, place), to: standNode(form, question), capacity: 1, cost: 0 }, { form, cell: place, question })
    })
    for (let question = 0; question < questionCount; question += 1)
      add({ from: standNode(form, question), to: questionNode(question), capacity: 1, cost: ranks[question] ?? 0 })
  }
  for (let question = 0; question < questionCount; question += 1) {
    for (let use = 0; use < cap; use += 1) add({ from: questionNode(question), to: sink, capacity: 1, cost: use * exposureCost })
  }
  return { blueprint, questionCount, formCount, cap, source, sink, nodeCount: questionNode(questionCount), arcs, picks, cellNode, fitting }
}

/** A question kept out of one form. */
function banKey(form: number, question: number): string {
  return `${form}:${question}`
}

type Solved = { readonly full: true; readonly picks: readonly Pick[] } | { readonly full: false; readonly shortages: Shortage[] }

function solve(network: Network, banned: ReadonlySet<string>): Solved {
  const arcs = network.arcs.map((arc, place) => {
    const pick = network.picks[place] ?? null
    return pick !== null && banned.has(banKey(pick.form, pick.question)) ? { ...arc, capacity: 0 } : arc
  })
  const flow = minimumCostFlow(network.nodeCount, arcs, network.source, network.sink)
  const asked = network.blueprint.cells.reduce((total, cell) => total + cell.count, 0) * network.formCount
  if (flow.units < asked) return { full: false, shortages: shortagesOf(network, arcs, flow) }
  return { full: true, picks: network.picks.flatMap((pick, place) => (pick !== null && (flow.onArc[place] ?? 0) > 0 ? [pick] : [])) }
}

/** By Hall's theorem an unfilled cell sits in a set of cells that share too few questions: those it reaches in the residual network. */
function shortagesOf(network: Network, arcs: readonly Arc[], flow: ReturnType<typeof minimumCostFlow>): Shortage[] {
  const sets = new Map<string, number[]>()
  network.blueprint.cells.forEach((_, cell) => {
    for (let form = 0; form < network.formCount; form += 1) {
      const place = arcs.findIndex((arc) => arc.from === network.source && arc.to === network.cellNode(form, cell))
      if ((flow.onArc[place] ?? 0) === (arcs[place]?.capacity ?? 0)) continue
      const reached = flow.reachableFrom(network.cellNode(form, cell))
      const cells = network.blueprint.cells.flatMap((_each, other) =>
        Array.from({ length: network.formCount }, (_none, at) => network.cellNode(at, other)).some((node) => reached.has(node))
          ? [other]
          : [],
      )
      sets.set(cells.join(), cells)
    }
  })
  return [...sets.values()].map((cells) => {
    const shared = new Set(cells.flatMap((cell) => network.fitting[cell] ?? []))
    const needed = cells.reduce((total, cell) => total + (network.blueprint.cells[cell]?.count ?? 0), 0)
    return { kind: 'too-few', cells, needed, available: Math.floor((shared.size * network.cap) / network.formCount) }
  })
}

function placePairs(candidates: readonly DrawableQuestion[], enemies: readonly EnemyPair[]): PairOfPlaces[] {
  const places = new Map(candidates.map(({ id }, place) => [id, place]))
  return enemies.flatMap(([left, right]): PairOfPlaces[] => {
    const [first, second] = [places.get(left), places.get(right)]
    return first === undefined || second === undefined || first === second ? [] : [[Math.min(first, second), Math.max(first, second)]]
  })
}

/** Null when no full solution without a pair was found. */
function partEnemies(network: Network, picks: readonly Pick[], pairs: readonly PairOfPlaces[]): readonly Pick[] | null {
  let solutions = 0
  const search = (current: readonly Pick[], banned: ReadonlySet<string>): readonly Pick[] | null => {
    const conflict = conflictIn(network.formCount, current, pairs)
    if (conflict === null) return current
    for (const question of conflict.pair) {
      if (solutions >= MOST_SOLUTIONS) return null
      solutions += 1
      const without = new Set([...banned, banKey(conflict.form, question)])
      const solved = solve(network, without)
      const found = solved.full ? search(solved.picks, without) : null
      if (found !== null) return found
    }
    return null
  }
  return search(picks, new Set())
}

function conflictIn(
  formCount: number,
  picks: readonly Pick[],
  pairs: readonly PairOfPlaces[],
): { form: number; pair: PairOfPlaces } | null {
  for (let form = 0; form < formCount; form += 1) {
    const standing = new Set(picks.filter((pick) => pick.form === form).map(({ question }) => question))
    const pair = pairs.find(([left, right]) => standing.has(left) && standing.has(right))
    if (pair) return { form, pair }
  }
  return null
}

function enemyShortage(blueprint: Blueprint, candidates: readonly DrawableQuestion[], enemies: readonly EnemyPair[]): Shortage {
  const involved = new Set(enemies.flat())
  const cells = blueprint.cells.flatMap((cell, place) =>
    candidates.some((question) => involved.has(question.id) && fitsCell(cell, question)) ? [place] : [],
  )
  return { kind: 'enemies', cells, pairs: enemies }
}

/** Fields in their fixed order, inside a field drawn order, essays behind the rest of their field. */
function toContent(
  blueprint: Blueprint,
  candidates: readonly DrawableQuestion[],
  picks: readonly Pick[],
  random: SeededRandom,
): FormContent {
  const sorted = [...picks].sort((left, right) => left.question - right.question)
  const drawn = random.shuffled(sorted).flatMap((pick) => {
    const [question, cell] = [candidates[pick.question], blueprint.cells[pick.cell]]
    return question && cell ? [{ question, points: pointsOf(cell).toString() }] : []
  })
  const place = ({ question }: { question: DrawableQuestion }) =>
    SERVICE_FIELDS.indexOf(question.field) * 2 + (question.kind === 'essay' ? 1 : 0)
  const ordered = drawn.map((each, at) => ({ each, at })).sort((left, right) => place(left.each) - place(right.each) || left.at - right.at)
  return {
    items: ordered.map(
      ({ each: { question, points } }, at): FormItem => ({
        position: at + 1,
        questionVersionId: question.id,
        contentHash: question.contentHash,
        kind: question.kind,
        field: question.field,
        competency: question.competency,
        difficulty: question.difficulty,
        points,
      }),
    ),
  }
}
