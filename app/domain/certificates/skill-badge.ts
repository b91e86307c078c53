import { z } from 'zod'
import type { FormContent } from '../assembly/exam-form.ts'
import type { Policy } from '../period/policy.ts'
import type { CompetencyFramework } from '../roster/competency-framework.ts'
import { isPass } from '../scoring/cut-score.ts'
import { type Fraction, formatFraction, fraction, fractionFromDecimal, type Points } from '../shared/points.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import { PrintedScore } from './printed-score.ts'

type BadgeRule = CompetencyFramework['badges'][number]

/** One group of the framework with the share of its competencies that a cadre holds. */
export type GroupStanding = { readonly group: string; readonly held: number; readonly competencies: number }

/**
 * The badges of the framework's rule table that a cadre has earned, in the table's order. A group counts when all of its
 * competencies are held; a badge needs every required group and so many others as `anyOf` says.
 *
 * They are badges of Tera's own programme: neither the health ministry's *tanda kecakapan* nor a certificate of BNSP, and
 * every text that names one says so. Source: domain/programme, "The six fields"; public sources differ, so the table is data.
 */
export function earnedBadges(rules: readonly BadgeRule[], standings: readonly GroupStanding[]): readonly BadgeRule[] {
  const whole = new Set(standings.filter(({ held, competencies }) => competencies > 0 && held >= competencies).map(({ group }) => group))
  return rules.filter(({ required, anyOf }) => {
    const others = [...whole].filter((group) => !required.includes(group))
    return required.every((group) => whole.has(group)) && others.length >= anyOf
  })
}

/** How far each group of the framework is filled by the competencies that a cadre holds. */
export function groupStandings(framework: Pick<CompetencyFramework, 'groups'>, held: ReadonlySet<string>): GroupStanding[] {
  return framework.groups.map(({ code, competencies }) => ({
    group: code,
    held: competencies.filter((each) => held.has(each.code)).length,
    competencies: competencies.length,
  }))
}

/** When a competency counts as held: from this score of its questions on, and when at least so many asked about it. */
export type HoldingRule = Pick<Policy, 'competencyThreshold' | 'competencyMinimumQuestions'>

/** What one sitting shows of a competency. */
export type CompetencyStanding = {
  /** Scored questions that were worth something. */
  readonly questions: number
  /** Of 100, exact. */
  readonly score: Fraction
  readonly held: boolean
}

/**
 * How each competency that a form asks about stands, by its code. A score equal to the threshold counts; a competency that
 * too few questions asked about is not held, however well they were answered.
 * @param points what each place of the form earned, by position; a place without points is not scored and does not count.
 */
export function competencyStandings(
  form: FormContent,
  points: ReadonlyMap<number, Points | null>,
  rule: HoldingRule,
): ReadonlyMap<string, CompetencyStanding> {
  const sums = new Map<string, { questions: number; earned: bigint; maximum: bigint }>()
  for (const item of form.items) {
    const earned = points.get(item.position) ?? null
    const maximum = BigInt(item.points)
    if (earned === null || maximum <= 0n) continue
    const sum = sums.get(item.competency) ?? { questions: 0, earned: 0n, maximum: 0n }
    sums.set(item.competency, { questions: sum.questions + 1, earned: sum.earned + earned, maximum: sum.maximum + maximum })
  }
  const threshold = fractionFromDecimal(rule.competencyThreshold)
  return new Map(
    [...sums].map(([competency, { questions, earned, maximum }]) => {
      const score = fraction(100n * earned, maximum)
      return [competency, { questions, score, held: questions >= rule.competencyMinimumQuestions && isPass(score, threshold) }]
    }),
  )
}

/** The competencies of the framework that a form asks too little about for anybody to hold them, in the framework's order. */
export function underAsked(
  framework: Pick<CompetencyFramework, 'groups'>,
  form: FormContent,
  rule: HoldingRule,
): CompetencyFramework['groups'][number]['competencies'] {
  const everything = new Map(form.items.map(({ position, points }) => [position, BigInt(points)]))
  const asked = competencyStandings(form, everything, { ...rule, competencyThreshold: '0' })
  return framework.groups.flatMap(({ competencies }) => competencies.filter(({ code }) => asked.get(code)?.held !== true))
}

const Code = z.string().min(1)

/** What a badge rests on: the level, the framework that defines it, the rule, and the groups that are complete. */
export const BadgeContent = z.object({
  level: Code,
  name: z.string().min(1),
  framework: z.object({ code: Code, version: z.number().int().min(1), title: z.string() }),
  rule: z.object({ threshold: z.string(), minimumQuestions: z.number().int().min(1) }),
  groups: z
    .array(
      z.object({
        code: Code,
        name: z.string(),
        competencies: z.array(z.object({ code: Code, name: z.string(), score: PrintedScore, questions: z.number().int().min(1) })).min(1),
      }),
    )
    .min(1),
})
export type BadgeContent = z.infer<typeof BadgeContent>

/** Codes hold no dot, so this names one level of one version of one framework: `kader-posyandu-a.1.purwa`. */
export function badgeCode({ framework, level }: Pick<BadgeContent, 'framework' | 'level'>): string {
  return `${framework.code}.${framework.version}.${level}`
}

/** The parts of a badge's code; null for anything else. */
export function badgeFromCode(text: string): { readonly framework: string; readonly version: number; readonly level: string } | null {
  const match = /^([a-z0-9_-]{1,60})\.([1-9]\d{0,8})\.([a-z0-9_-]{1,60})$/.exec(text)
  const [, framework, version, level] = match ?? []
  return framework === undefined || version === undefined || level === undefined ? null : { framework, version: Number(version), level }
}

/** `no-framework`: the exam's bank has none in force, and a draft may still change. */
export type BadgeRefusal = { readonly kind: 'no-framework' | 'badge-not-earned' }

/**
 * The highest badge that one sitting earns: the last one of the table that is earned, with the groups that are complete.
 * Exact fractions decide; scores are rounded only in what is printed.
 */
export function badgeFor(
  framework: CompetencyFramework | null,
  form: FormContent,
  points: ReadonlyMap<number, Points | null>,
  rule: HoldingRule,
): Result<BadgeContent, BadgeRefusal> {
  if (framework?.status !== 'in-force') return refuse({ kind: 'no-framework' })
  const standings = competencyStandings(form, points, rule)
  const held = new Set([...standings].filter(([, standing]) => standing.held).map(([competency]) => competency))
  const earned = earnedBadges(framework.badges, groupStandings(framework, held)).at(-1)
  if (earned === undefined) return refuse({ kind: 'badge-not-earned' })
  const { code, version, title } = framework
  return accept({
    level: earned.level,
    name: earned.name,
    framework: { code, version, title },
    rule: { threshold: rule.competencyThreshold, minimumQuestions: rule.competencyMinimumQuestions },
    groups: framework.groups.flatMap((group) => {
      const competencies = group.competencies.flatMap((competency) => {
        const standing = standings.get(competency.code)
        if (standing === undefined || !standing.held) return []
        return [{ code: competency.code, name: competency.name, score: printed(standing.score), questions: standing.questions }]
      })
      return competencies.length < group.competencies.length ? [] : [{ code: group.code, name: group.name, competencies }]
    }),
  })
}

function printed(score: Fraction): string {
  return formatFraction(score, 2, '.')
}
