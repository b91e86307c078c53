import { z } from 'zod'
import { type Policy, QUOTA_METHODS } from '../period/policy.ts'
import { countFromText, decimalFromText } from '../period/policy-form.ts'
import { AccountId, PeriodId, ScenarioId } from '../shared/id.ts'
import { MISSING_COMPONENT_RULES, POPULATION, SEAT_FLOORS, SEAT_RULES, SelectionRules } from './selection-inputs.ts'

/** What the office tries out: rules of selection, and money. */
export const ScenarioSettings = z.object({
  rules: SelectionRules,
  honorarium: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('fixed'), rupiah: z.number().int().min(0).max(100_000_000) }),
    z.object({ kind: z.literal('share') }),
  ]),
  /** Rupiah a year; null where there is no limit to hold against. */
  budgetPerYear: z.number().int().min(0).max(9_000_000_000_000).nullable(),
})
export type ScenarioSettings = z.infer<typeof ScenarioSettings>

const count = z.number().int().min(0)
/** What a scenario gave when it was saved, with the hash of the inputs that it was calculated from. */
export const ScenarioSummary = z.object({
  seats: count,
  selected: count,
  reserve: count,
  honorarium: count,
  month: count,
  year: count,
  left: z.number().int().nullable(),
  inputsHash: z.string(),
  resultHash: z.string(),
})
export type ScenarioSummary = z.infer<typeof ScenarioSummary>

export const SelectionScenario = z.object({
  id: ScenarioId,
  periodId: PeriodId,
  name: z.string(),
  settings: ScenarioSettings,
  summary: ScenarioSummary,
  createdBy: AccountId,
  createdAt: z.date(),
})
export type SelectionScenario = z.infer<typeof SelectionScenario>

/** The policy's rules as a selection's, for a city of so many seats. What the policy does not settle begins with the careful choice. */
export function rulesOfPolicy(policy: Policy, cityTotal: number | null): SelectionRules {
  return {
    fieldThreshold: policy.fieldThreshold,
    totalThreshold: policy.totalThreshold,
    fieldWeights: policy.fieldWeights,
    selectionWeights: policy.selectionWeights,
    missingComponent: 'stop',
    tieBreakers: policy.tieBreakers,
    quota: { method: policy.quotaMethod, cityTotal, column: POPULATION, floor: { rule: 'none', seats: 0 } },
    seatRules: [],
    fieldQuotas: false,
    reservePercent: policy.reservePercent,
    reserveMinimum: policy.reserveMinimum,
  }
}

const typed = z.string().optional()
/** What a person types; numbers may have a decimal comma and dots between thousands. */
const Typed = z.object({
  name: typed,
  cityTotal: typed,
  method: typed,
  column: typed,
  floorRule: typed,
  floorSeats: typed,
  fieldThreshold: typed,
  totalThreshold: typed,
  selectionWeights: z.object({ exam: typed, practice: typed, serviceRecord: typed }).optional(),
  missingComponent: typed,
  fieldQuotas: typed,
  reservePercent: typed,
  reserveMinimum: typed,
  group: typed,
  groupRule: typed,
  groupSeats: typed,
  groupVillage: typed,
  groupUnfilled: typed,
  honorariumKind: typed,
  honorarium: typed,
  budgetPerYear: typed,
})
export type ScenarioTexts = z.input<typeof Typed>

const Meant = z.object({ name: z.string().trim().min(3).max(80), settings: ScenarioSettings })
export type ScenarioInput = z.infer<typeof Meant>

/** Issues stand at the form's own field names; their messages are codes of SCENARIO_PROBLEMS. */
export function scenarioForm(policy: Policy) {
  return Typed.transform((form, context): ScenarioInput => {
    const meant = Meant.safeParse(meaningOf(form, policy))
    if (meant.success) return meant.data
    for (const issue of meant.error.issues) {
      const field = fieldOf(issue.path)
      context.addIssue({ code: 'custom', path: field.split('.'), message: PROBLEM_OF.get(field) ?? 'choice' })
    }
    return z.NEVER
  })
}

export const SCENARIO_PROBLEMS = ['name', 'count', 'percent', 'weights-sum', 'choice', 'column', 'group', 'rupiah'] as const
export type ScenarioProblem = (typeof SCENARIO_PROBLEMS)[number]

export function scenarioProblem(message: string): ScenarioProblem | null {
  return SCENARIO_PROBLEMS.find((problem) => problem === message) ?? null
}

const PROBLEM_OF = new Map<string, ScenarioProblem>([
  ['name', 'name'],
  ['cityTotal', 'count'],
  ['floorSeats', 'count'],
  ['groupSeats', 'count'],
  ['reserveMinimum', 'count'],
  ['column', 'column'],
  ['group', 'group'],
  ['groupVillage', 'group'],
  ['fieldThreshold', 'percent'],
  ['totalThreshold', 'percent'],
  ['reservePercent', 'percent'],
  ['selectionWeights', 'weights-sum'],
  ['selectionWeights.exam', 'percent'],
  ['selectionWeights.practice', 'percent'],
  ['selectionWeights.serviceRecord', 'percent'],
  ['honorarium', 'rupiah'],
  ['budgetPerYear', 'rupiah'],
])

/** The form's field behind a place of the meant settings. */
function fieldOf(path: readonly PropertyKey[]): string {
  const [, , ...inside] = path.map(String)
  if (path[0] === 'name') return 'name'
  if (path[1] === 'honorarium') return 'honorarium'
  if (path[1] === 'budgetPerYear') return 'budgetPerYear'
  if (inside[0] === 'quota') return inside[1] === 'floor' ? (inside[2] === 'rule' ? 'floorRule' : 'floorSeats') : (inside[1] ?? 'method')
  if (inside[0] === 'seatRules')
    return inside[2] === 'seats'
      ? 'groupSeats'
      : inside[2] === 'urbanVillageCode'
        ? 'groupVillage'
        : inside[2] === 'rule'
          ? 'groupRule'
          : 'group'
  return inside.join('.')
}

function meaningOf(form: z.infer<typeof Typed>, policy: Policy) {
  const group = (form.group ?? '').trim().toLowerCase()
  const village = (form.groupVillage ?? '').trim()
  const budget = (form.budgetPerYear ?? '').trim()
  const total = (form.cityTotal ?? '').trim()
  return {
    name: form.name ?? '',
    settings: {
      rules: {
        ...rulesOfPolicy(policy, null),
        fieldThreshold: decimalFromText(form.fieldThreshold),
        totalThreshold: decimalFromText(form.totalThreshold),
        selectionWeights: {
          exam: decimalFromText(form.selectionWeights?.exam),
          practice: decimalFromText(form.selectionWeights?.practice),
          serviceRecord: decimalFromText(form.selectionWeights?.serviceRecord),
        },
        missingComponent: form.missingComponent,
        quota: {
          method: form.method,
          cityTotal: total === '' ? null : countFromText(total),
          column: columnMeant(form.column),
          floor: { rule: form.floorRule, seats: form.floorRule === 'none' ? 0 : countFromText(form.floorSeats) },
        },
        seatRules:
          group === ''
            ? []
            : [
                {
                  group,
                  rule: form.groupRule,
                  seats: countFromText(form.groupSeats),
                  urbanVillageCode: village === '' ? null : village,
                  unfilled: form.groupUnfilled,
                },
              ],
        fieldQuotas: form.fieldQuotas === 'yes',
        reservePercent: decimalFromText(form.reservePercent),
        reserveMinimum: countFromText(form.reserveMinimum),
      },
      honorarium: form.honorariumKind === 'share' ? { kind: 'share' } : { kind: 'fixed', rupiah: rupiahFromText(form.honorarium) },
      budgetPerYear: budget === '' ? null : rupiahFromText(budget),
    },
  }
}

/** What people call the column that comes with the regions. */
export const POPULATION_WORD = 'penduduk'

function columnMeant(text = ''): string {
  const name = text.trim().toLowerCase()
  return name === '' || name === POPULATION_WORD ? POPULATION : name
}

/** 9540000000 for `9.540.000.000`, `Rp9.540.000.000` and `9540000000`; NaN for anything else. */
export function rupiahFromText(text = ''): number {
  const bare = text.trim().replace(/^rp\s*/i, '')
  const digits = /^\d{1,3}(\.\d{3})+$/.test(bare) ? bare.replaceAll('.', '') : bare
  return /^\d{1,13}$/.test(digits) ? Number(digits) : Number.NaN
}

/** The texts with which the form begins: these settings, with decimal commas. */
export function scenarioTexts({ rules, honorarium, budgetPerYear }: ScenarioSettings): ScenarioTexts {
  const percent = (decimal: string) => decimal.replace('.', ',')
  const [rule] = rules.seatRules
  return {
    name: '',
    cityTotal: rules.quota.cityTotal === null ? '' : String(rules.quota.cityTotal),
    method: rules.quota.method,
    column: rules.quota.column === POPULATION ? POPULATION_WORD : rules.quota.column,
    floorRule: rules.quota.floor.rule,
    floorSeats: String(rules.quota.floor.seats),
    fieldThreshold: percent(rules.fieldThreshold),
    totalThreshold: percent(rules.totalThreshold),
    selectionWeights: {
      exam: percent(rules.selectionWeights.exam),
      practice: percent(rules.selectionWeights.practice),
      serviceRecord: percent(rules.selectionWeights.serviceRecord),
    },
    missingComponent: rules.missingComponent,
    fieldQuotas: rules.fieldQuotas ? 'yes' : 'no',
    reservePercent: percent(rules.reservePercent),
    reserveMinimum: String(rules.reserveMinimum),
    group: rule?.group ?? '',
    groupRule: rule?.rule ?? 'guarantee',
    groupSeats: rule ? String(rule.seats) : '1',
    groupVillage: rule?.urbanVillageCode ?? '',
    groupUnfilled: rule?.unfilled ?? 'open',
    honorariumKind: honorarium.kind,
    honorarium: honorarium.kind === 'fixed' ? String(honorarium.rupiah) : '',
    budgetPerYear: budgetPerYear === null ? '' : String(budgetPerYear),
  }
}

/** What the form offers to choose from. */
export const SCENARIO_CHOICES = {
  method: QUOTA_METHODS,
  floorRule: SEAT_FLOORS,
  missingComponent: MISSING_COMPONENT_RULES,
  groupRule: SEAT_RULES,
  groupUnfilled: ['open', 'empty'],
  honorariumKind: ['fixed', 'share'],
} as const
