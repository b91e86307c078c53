import { DEFAULT_POLICY } from '#app/domain/period/policy.ts'
import { SERVICE_FIELDS, type ServiceField } from '#app/domain/roster/service-field.ts'
import { resultFor } from '#app/domain/scoring/exam-result.ts'
import { storedFraction } from '#app/domain/scoring/result-breakdown.ts'
import type { SelectionCandidate, SelectionInputs, SelectionRules, SelectionVillage } from '#app/domain/selection/selection-inputs.ts'
import { CandidateId, ExamId, PeriodId, QuestionVersionId } from '#app/domain/shared/id.ts'
import { fraction } from '#app/domain/shared/points.ts'

/** Builders of selection inputs: each makes one thing with defaults that do not matter to the test. */

export const VILLAGE = '36.72.01.1001'

const uuid = (number: number) => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`

export const SOME_RULES: SelectionRules = {
  fieldThreshold: '60',
  totalThreshold: '65',
  fieldWeights: DEFAULT_POLICY.fieldWeights,
  selectionWeights: { exam: '100', practice: '0', serviceRecord: '0' },
  missingComponent: 'stop',
  tieBreakers: DEFAULT_POLICY.tieBreakers,
  quota: { method: 'flat', cityTotal: 5, column: 'population', floor: { rule: 'none', seats: 0 } },
  seatRules: [],
  fieldQuotas: false,
  reservePercent: '10',
  reserveMinimum: 1,
}

export function someVillage(changes: Partial<SelectionVillage> = {}): SelectionVillage {
  return { code: VILLAGE, figures: { population: 1000 }, importedQuota: null, decreeQuota: null, fieldSeats: null, ...changes }
}

/** A person whose every field has the same score, in 1/60 of the whole (60 of 60 is 100). */
export function somePerson(number: number, sixtieths: number, changes: Partial<SelectionCandidate> = {}): SelectionCandidate {
  const score = storedFraction(fraction(100n * BigInt(sixtieths), 60n))
  return {
    candidateId: CandidateId.parse(uuid(number)),
    participantNumber: `26-${String(number).padStart(6, '0')}`,
    urbanVillageCode: VILLAGE,
    eligible: true,
    exam: { resultHash: 'a'.repeat(64), fields: SERVICE_FIELDS.map((field) => ({ field, score })), total: score },
    practice: null,
    serviceRecord: null,
    servingSince: 2015,
    birthDate: '1980-05-17',
    plenaryPlace: null,
    canServe: [],
    groups: [],
    ...changes,
  }
}

/** A person with a score per field, in points of 100; the total follows the default weights. */
export function personWith(
  number: number,
  scores: Readonly<Record<ServiceField, number>>,
  changes: Partial<SelectionCandidate> = {},
): SelectionCandidate {
  const items = SERVICE_FIELDS.map((field, position) => ({
    position,
    questionVersionId: QuestionVersionId.parse(uuid(position)),
    field,
    points: BigInt(scores[field]) * 252_000n,
    maximum: 100n * 252_000n,
    source: 'automatic' as const,
  }))
  const breakdown = resultFor(items, DEFAULT_POLICY)
  return somePerson(number, 0, {
    exam: { resultHash: 'b'.repeat(64), fields: breakdown.fields.map(({ field, score }) => ({ field, score })), total: breakdown.total },
    ...changes,
  })
}

export function someInputs({
  candidates,
  villages = [someVillage()],
  rules = {},
  lotNumber = '7',
}: {
  candidates: readonly SelectionCandidate[]
  villages?: readonly SelectionVillage[]
  rules?: Partial<SelectionRules>
  lotNumber?: string | null
}): SelectionInputs {
  return {
    algorithm: 'tera-selection/1',
    periodId: PeriodId.parse(uuid(1)),
    examId: ExamId.parse(uuid(2)),
    policyVersion: 1,
    resultWeights: DEFAULT_POLICY.fieldWeights,
    rules: { ...SOME_RULES, ...rules },
    lotNumber,
    villages: [...villages],
    candidates: [...candidates],
  }
}

/** A city of so many kelurahan and people with scores, years and ages that repeat, so that ties happen; always the same one. */
export function someCity({ villages, people }: { villages: number; people: number }): {
  villages: SelectionVillage[]
  candidates: SelectionCandidate[]
} {
  const codes = Array.from(
    { length: villages },
    (_, index) =>
      `36.${String(10 + Math.floor(index / 400)).padStart(2, '0')}.${String(1 + (Math.floor(index / 20) % 20)).padStart(2, '0')}.${1001 + (index % 20)}`,
  )
  return {
    villages: codes.map((code, index) => someVillage({ code, figures: { population: 2_000 + ((index * 7919) % 21_000) } })),
    candidates: Array.from({ length: people }, (_, index) => {
      const scores = SERVICE_FIELDS.map((_field, at) => 45 + ((index * (31 + at * 17) + at * 13) % 56))
      const [education = 0, health = 0, public_works = 0, housing = 0, public_order = 0, social = 0] = scores
      return personWith(
        index + 1,
        { education, health, public_works, housing, public_order, social },
        {
          urbanVillageCode: codes[index % villages] ?? VILLAGE,
          practice: String(50 + ((index * 37) % 50)),
          serviceRecord: String(40 + ((index * 53) % 60)),
          servingSince: 2005 + (index % 15),
          birthDate: `19${70 + (index % 25)}-0${1 + (index % 9)}-15`,
          canServe: SERVICE_FIELDS.filter((_field, at) => (index >> at) % 2 === 0 || at === index % 6),
        },
      )
    }),
  }
}
