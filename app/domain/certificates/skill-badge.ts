import type { CompetencyFramework } from '../roster/competency-framework.ts'

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
