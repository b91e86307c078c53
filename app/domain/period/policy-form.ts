import { z } from 'zod'
import { SERVICE_FIELDS } from '../roster/service-field.ts'
import { Policy } from './policy.ts'

const LONGEST_REASON = 500

/** What a person types; a number may have a decimal comma, and dots between thousands. Missing fields count as empty. */
const typed = z.string().optional()
const Typed = z.object({
  questionCount: typed,
  limitMinutes: typed,
  fieldWeights: z
    .object({ education: typed, health: typed, public_works: typed, housing: typed, public_order: typed, social: typed })
    .optional(),
  fieldThreshold: typed,
  totalThreshold: typed,
  selectionWeights: z.object({ exam: typed, practice: typed, serviceRecord: typed }).optional(),
  tieBreakers: z.array(typed).optional(),
  graceSeconds: typed,
  leaseSilenceSeconds: typed,
  lateEvidenceMinutes: typed,
  minimumGroupOffice: typed,
  minimumGroupPublic: typed,
  minimumGroupItem: typed,
  raterFigurePairs: typed,
  minimumAge: typed,
  maximumAge: typed,
  residenceInUrbanVillage: typed,
  excludedOccupations: z.array(typed).optional(),
  excludedSpousePositions: z.array(typed).optional(),
  quotaMethod: typed,
  reservePercent: typed,
  reserveMinimum: typed,
  plenaryQuorumPercent: typed,
  appealWindowDays: typed,
  certificateValidityYears: typed,
  competencyThreshold: typed,
  competencyMinimumQuestions: typed,
  honorariumRupiah: typed,
  reason: typed,
  /** The version that was on the page when the person began. */
  editedVersion: typed,
})

export type PolicyTexts = z.input<typeof Typed>

const Meant = z.object({
  settings: Policy,
  reason: z.string().min(5).max(LONGEST_REASON),
  editedVersion: z.number().int().min(1),
})
export type PolicyChange = z.infer<typeof Meant>

/**
 * The form of a policy change. Issues stand at the fields' names (`fieldWeights.health`, `fieldWeights` for their sum);
 * their messages are codes, see policyProblem.
 */
export const PolicyForm = Typed.transform((form, context): PolicyChange => {
  const meant = Meant.safeParse(meaningOf(form))
  if (meant.success) return meant.data
  const told = new Set<string>()
  for (const issue of meant.error.issues) {
    const inner = issue.path[0] === 'settings' ? issue.path.slice(1) : [...issue.path]
    const path = inner[0] === 'tieBreakers' ? ['tieBreakers'] : inner
    const message = problemCode(path, issue.message)
    if (told.has(path.join('.') + message)) continue
    told.add(path.join('.') + message)
    context.addIssue({ code: 'custom', path, message })
  }
  return z.NEVER
})

/** What the words say about a faulty field. */
export const POLICY_PROBLEMS = ['count', 'percent', 'weights-sum', 'ladder', 'ages-order', 'reason', 'choice'] as const
export type PolicyProblem = (typeof POLICY_PROBLEMS)[number]

/** The problem behind a message of PolicyForm; null when the message is of another kind. */
export function policyProblem(message: string): PolicyProblem | null {
  return POLICY_PROBLEMS.find((problem) => problem === message) ?? null
}

function problemCode(path: readonly PropertyKey[], message: string): PolicyProblem {
  const name = path.join('.')
  if (message === 'ages-order') return 'ages-order'
  if (name === 'fieldWeights' || name === 'selectionWeights') return 'weights-sum'
  if (path[0] === 'tieBreakers') return 'ladder'
  if (name === 'reason') return 'reason'
  if (path.length > 1 || PERCENT_FIELDS.has(name)) return CHOICE_FIELDS.has(String(path[0])) ? 'choice' : 'percent'
  return CHOICE_FIELDS.has(name) ? 'choice' : 'count'
}

const PERCENT_FIELDS = new Set(['fieldThreshold', 'totalThreshold', 'reservePercent', 'competencyThreshold'])
const CHOICE_FIELDS = new Set(['quotaMethod', 'excludedOccupations', 'excludedSpousePositions', 'residenceInUrbanVillage'])

function meaningOf(form: z.infer<typeof Typed>) {
  const weights = form.fieldWeights
  const selection = form.selectionWeights
  return {
    settings: {
      questionCount: countFromText(form.questionCount),
      limitMinutes: countFromText(form.limitMinutes),
      fieldWeights: Object.fromEntries(SERVICE_FIELDS.map((field) => [field, decimalFromText(weights?.[field])])),
      fieldThreshold: decimalFromText(form.fieldThreshold),
      totalThreshold: decimalFromText(form.totalThreshold),
      selectionWeights: {
        exam: decimalFromText(selection?.exam),
        practice: decimalFromText(selection?.practice),
        serviceRecord: decimalFromText(selection?.serviceRecord),
      },
      tieBreakers: (form.tieBreakers ?? []).filter((rung) => rung !== undefined && rung !== ''),
      graceSeconds: countFromText(form.graceSeconds),
      leaseSilenceSeconds: countFromText(form.leaseSilenceSeconds),
      lateEvidenceMinutes: countFromText(form.lateEvidenceMinutes),
      minimumGroupOffice: countFromText(form.minimumGroupOffice),
      minimumGroupPublic: countFromText(form.minimumGroupPublic),
      minimumGroupItem: countFromText(form.minimumGroupItem),
      raterFigurePairs: countFromText(form.raterFigurePairs),
      minimumAge: countFromText(form.minimumAge),
      maximumAge: countFromText(form.maximumAge),
      residenceInUrbanVillage: form.residenceInUrbanVillage === 'yes',
      excludedOccupations: form.excludedOccupations ?? [],
      excludedSpousePositions: form.excludedSpousePositions ?? [],
      quotaMethod: form.quotaMethod,
      reservePercent: decimalFromText(form.reservePercent),
      reserveMinimum: countFromText(form.reserveMinimum),
      plenaryQuorumPercent: countFromText(form.plenaryQuorumPercent),
      appealWindowDays: countFromText(form.appealWindowDays),
      certificateValidityYears: countFromText(form.certificateValidityYears),
      competencyThreshold: decimalFromText(form.competencyThreshold),
      competencyMinimumQuestions: countFromText(form.competencyMinimumQuestions),
      honorariumRupiah: countFromText(form.honorariumRupiah),
    },
    reason: (form.reason ?? '').trim(),
    editedVersion: countFromText(form.editedVersion),
  }
}

/** `12.5` for `12,5`, `12.50` and ` 012,5`; other texts stay as they are, for the policy's own rule to refuse. */
export function decimalFromText(text = ''): string {
  const match = /^0*(\d+)(?:[.,](\d*?)0*)?$/.exec(text.trim())
  if (!match) return text
  return match[2] ? `${match[1]}.${match[2]}` : `${match[1]}`
}

/** 300000 for `300000` and `300.000`; NaN for anything else. */
export function countFromText(text = ''): number {
  const trimmed = text.trim()
  const digits = /^\d{1,3}(\.\d{3})+$/.test(trimmed) ? trimmed.replaceAll('.', '') : trimmed
  return /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN
}

/** The texts with which the form begins: the policy in force, with decimal commas. */
export function policyFormTexts(policy: Policy): PolicyTexts {
  const percent = (decimal: string) => decimal.replace('.', ',')
  const { fieldWeights, selectionWeights } = policy
  return {
    questionCount: String(policy.questionCount),
    limitMinutes: String(policy.limitMinutes),
    fieldWeights: {
      education: percent(fieldWeights.education),
      health: percent(fieldWeights.health),
      public_works: percent(fieldWeights.public_works),
      housing: percent(fieldWeights.housing),
      public_order: percent(fieldWeights.public_order),
      social: percent(fieldWeights.social),
    },
    fieldThreshold: percent(policy.fieldThreshold),
    totalThreshold: percent(policy.totalThreshold),
    selectionWeights: {
      exam: percent(selectionWeights.exam),
      practice: percent(selectionWeights.practice),
      serviceRecord: percent(selectionWeights.serviceRecord),
    },
    tieBreakers: [...policy.tieBreakers],
    graceSeconds: String(policy.graceSeconds),
    leaseSilenceSeconds: String(policy.leaseSilenceSeconds),
    lateEvidenceMinutes: String(policy.lateEvidenceMinutes),
    minimumGroupOffice: String(policy.minimumGroupOffice),
    minimumGroupPublic: String(policy.minimumGroupPublic),
    minimumGroupItem: String(policy.minimumGroupItem),
    raterFigurePairs: String(policy.raterFigurePairs),
    minimumAge: String(policy.minimumAge),
    maximumAge: String(policy.maximumAge),
    residenceInUrbanVillage: policy.residenceInUrbanVillage ? 'yes' : 'no',
    excludedOccupations: [...policy.excludedOccupations],
    excludedSpousePositions: [...policy.excludedSpousePositions],
    quotaMethod: policy.quotaMethod,
    reservePercent: percent(policy.reservePercent),
    reserveMinimum: String(policy.reserveMinimum),
    plenaryQuorumPercent: String(policy.plenaryQuorumPercent),
    appealWindowDays: String(policy.appealWindowDays),
    certificateValidityYears: String(policy.certificateValidityYears),
    competencyThreshold: percent(policy.competencyThreshold),
    competencyMinimumQuestions: String(policy.competencyMinimumQuestions),
    honorariumRupiah: String(policy.honorariumRupiah),
  }
}
