import type { RegionCode } from '../access/role.ts'
import { peopleAsked, type RegionAsked } from './person-score.ts'
import { hiddenRegions } from './small-groups.ts'

/** The way of a cadre through a period, in order. */
export const FUNNEL_STEPS = [
  'roster',
  'registered',
  'eligible',
  'card',
  'started',
  'handed-in',
  'scored',
  'confirmed',
  'passed',
  'selected',
  'reserve',
  'certificate',
] as const
export type FunnelStep = (typeof FUNNEL_STEPS)[number]

type StepRule = {
  /** The step of which a share is taken; where that one is not counted, the next in the list. */
  readonly bases: readonly FunnelStep[]
  /** The step whose people form the group that must not be small; null: work that anybody who reads figures may know. */
  readonly group: 'registered' | 'scored' | null
}

/**
 * What comes after the eligibility decision says something about people: it needs a group. `passed` counts every marked
 * result, confirmed or not, as the distribution does; two counts that differ by the unconfirmed ones would give those away.
 */
export const FUNNEL: Readonly<Record<FunnelStep, StepRule>> = {
  roster: { bases: [], group: null },
  registered: { bases: ['roster'], group: null },
  eligible: { bases: ['registered'], group: 'registered' },
  card: { bases: ['eligible', 'registered'], group: 'registered' },
  started: { bases: ['card', 'registered'], group: 'registered' },
  'handed-in': { bases: ['started'], group: 'registered' },
  scored: { bases: ['handed-in'], group: 'registered' },
  confirmed: { bases: ['scored'], group: 'registered' },
  passed: { bases: ['scored'], group: 'scored' },
  selected: { bases: ['passed'], group: 'scored' },
  reserve: { bases: ['passed'], group: 'scored' },
  certificate: { bases: ['passed'], group: 'scored' },
}

/** People of one kelurahan per step; a step that the programme does not count yet is left out, in every row alike. */
export type FunnelCounts = Readonly<Partial<Record<FunnelStep, number>>>
export type FunnelRow = { readonly urbanVillageCode: RegionCode; readonly districtCode: RegionCode; readonly counts: FunnelCounts }

/** Null people: the group is too small, or showing it would give a small one away. */
export type FunnelFigure = {
  readonly step: FunnelStep
  readonly people: number | null
  readonly base: { readonly step: FunnelStep; readonly people: number } | null
}

export type Funnel = {
  readonly together: readonly FunnelFigure[]
  readonly urbanVillages: ReadonlyMap<RegionCode, readonly FunnelFigure[]>
}

/** The funnel of the region asked for and of each kelurahan in it. @param rows one per kelurahan that the reader may see. */
export function funnelOf(rows: readonly FunnelRow[], asked: RegionAsked, minimumGroup: number): Funnel {
  const steps = FUNNEL_STEPS.filter((step) => rows.some(({ counts }) => counts[step] !== undefined))
  const hidden = { registered: hiddenBy('registered', rows, minimumGroup), scored: hiddenBy('scored', rows, minimumGroup) }
  const inView = peopleAsked(rows, asked)
  const region = asked.urbanVillageCode ?? asked.districtCode
  const isHidden = (step: FunnelStep, code: RegionCode) => {
    const { group } = FUNNEL[step]
    return group !== null && hidden[group].has(code)
  }
  const whole = addUp(inView)
  const isWholeHidden = (step: FunnelStep) => {
    const { group } = FUNNEL[step]
    return region === null ? group !== null && isSmall(whole[group] ?? 0, minimumGroup) : isHidden(step, region)
  }
  return {
    together: figuresOf(steps, whole, isWholeHidden),
    urbanVillages: new Map(
      inView.map(({ urbanVillageCode, counts }) => [
        urbanVillageCode,
        figuresOf(steps, counts, (step) => isHidden(step, urbanVillageCode)),
      ]),
    ),
  }
}

function hiddenBy(group: 'registered' | 'scored', rows: readonly FunnelRow[], minimumGroup: number): ReadonlySet<RegionCode> {
  const counts = rows.map(({ counts, ...region }) => ({ ...region, count: counts[group] ?? 0 }))
  const hidden = hiddenRegions(counts, minimumGroup)
  // Nobody is not a small group: zeros tell nothing that the step before has not told.
  const peopled = new Set(
    counts.flatMap(({ count, urbanVillageCode, districtCode }) => (count === 0 ? [] : [urbanVillageCode, districtCode])),
  )
  return new Set([...hidden].filter((code) => peopled.has(code)))
}

function isSmall(count: number, minimumGroup: number): boolean {
  return count > 0 && count < minimumGroup
}

function addUp(rows: readonly FunnelRow[]): FunnelCounts {
  const total: Partial<Record<FunnelStep, number>> = {}
  for (const { counts } of rows)
    for (const step of FUNNEL_STEPS) {
      const count = counts[step]
      if (count !== undefined) total[step] = (total[step] ?? 0) + count
    }
  return total
}

function figuresOf(steps: readonly FunnelStep[], counts: FunnelCounts, isHidden: (step: FunnelStep) => boolean): FunnelFigure[] {
  return steps.map((step) => {
    if (isHidden(step)) return { step, people: null, base: null }
    const base = FUNNEL[step].bases.find((each) => steps.includes(each))
    return {
      step,
      people: counts[step] ?? 0,
      base: base === undefined || isHidden(base) ? null : { step: base, people: counts[base] ?? 0 },
    }
  })
}
