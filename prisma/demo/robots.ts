import type { AnswerKey, Difficulty, QuestionBody } from '#app/domain/question-bank/question.ts'
import type { ResponseValue } from '#app/domain/question-bank/response.ts'
import { SERVICE_FIELDS, type ServiceField } from '#app/domain/roster/service-field.ts'
import { textHash } from '#app/domain/shared/canonical-hash.ts'
import { type SeededRandom, seededRandom } from '#app/domain/shared/seeded-random.ts'

/**
 * The robots that sat the demo's finished exam. Their model is a one-parameter logistic one (Rasch):
 * P(right) = 1 / (1 + exp(-(ability - difficulty))), on the logit scale.
 * ability = 1.1 + kelurahan effect N(0, 0.3) + person N(0, 0.7) + field N(0, 0.35); difficulty = -1.1 easy, -0.2 medium,
 * 0.7 hard, with N(0, 0.35) per question. Two in a hundred questions stay unanswered.
 */
export type Robot = { readonly abilities: Readonly<Record<ServiceField, number>>; readonly random: SeededRandom }

const MEAN = 1.1
const SPREAD = { kelurahan: 0.3, person: 0.7, field: 0.35, question: 0.35 }
const BASE: Record<Difficulty, number> = { easy: -1.1, medium: -0.2, hard: 0.7 }
const UNANSWERED_PERCENT = 2

export function robotFor(cadreId: string, urbanVillageCode: string): Robot {
  const random = seededRandom(textHash(`robot ${cadreId}`))
  const village = normal(seededRandom(textHash(`kelurahan ${urbanVillageCode}`))) * SPREAD.kelurahan
  const person = MEAN + village + normal(random) * SPREAD.person
  const abilities: Partial<Record<ServiceField, number>> = {}
  for (const field of SERVICE_FIELDS) abilities[field] = person + normal(random) * SPREAD.field
  const of = (field: ServiceField) => abilities[field] ?? person
  return {
    random,
    abilities: {
      education: of('education'),
      health: of('health'),
      public_works: of('public_works'),
      housing: of('housing'),
      public_order: of('public_order'),
      social: of('social'),
    },
  }
}

export function difficultyOf(questionVersionId: string, difficulty: Difficulty): number {
  return BASE[difficulty] + normal(seededRandom(textHash(`question ${questionVersionId}`))) * SPREAD.question
}

/** What the robot answers; null where it leaves the question out. */
export function robotAnswer(robot: Robot, field: ServiceField, logit: number, body: QuestionBody, key: AnswerKey): ResponseValue | null {
  const { random } = robot
  if (random.between(1, 100) <= UNANSWERED_PERCENT) return null
  const knows = random.between(1, 1_000_000) <= 1_000_000 * probability(robot.abilities[field] - logit)
  switch (key.kind) {
    case 'single-choice':
      if (body.kind !== 'single-choice') return null
      return {
        kind: 'single-choice',
        chosen: knows
          ? key.correct
          : pick(
              random,
              body.options.map((option) => option.key).filter((option) => option !== key.correct),
            ),
      }
    case 'true-false':
      return { kind: 'true-false', chosen: knows ? key.correct : !key.correct }
    case 'multiple-response': {
      if (body.kind !== 'multiple-response') return null
      const wrong = body.options.map((option) => option.key).filter((option) => !key.correct.includes(option))
      return { kind: 'multiple-response', chosen: knows ? key.correct : [...key.correct.slice(1), ...random.shuffled(wrong).slice(0, 1)] }
    }
    case 'matching': {
      const prompts = Object.keys(key.pairs)
      const shifted = prompts.map((_prompt, place) => key.pairs[prompts[(place + 1) % prompts.length] ?? ''] ?? '')
      return {
        kind: 'matching',
        pairs: knows ? key.pairs : Object.fromEntries(prompts.map((prompt, place) => [prompt, shifted[place] ?? ''])),
      }
    }
    case 'ordering':
      return { kind: 'ordering', order: knows ? key.order : random.shuffled(key.order) }
    case 'numeric':
      return { kind: 'numeric', text: (knows ? key.correct : String(Number(key.correct) + random.between(1, 9))).replace('.', ',') }
    case 'short-text':
      return { kind: 'short-text', text: knows ? (key.accepted[0] ?? '') : 'belum tahu' }
    case 'essay':
      return { kind: 'essay', text: knows ? key.modelAnswer : 'Saya mencatatnya lalu melapor kepada ketua RT. (Jawaban robot peragaan.)' }
  }
}

/** The level that a demo assessor gives on one criterion, of so many. */
export function robotLevel(robot: Robot, field: ServiceField, levels: number): number {
  const share = probability(robot.abilities[field] + normal(robot.random) * 0.5)
  return Math.max(0, Math.min(levels - 1, Math.round(share * (levels - 1))))
}

function probability(logit: number): number {
  return 1 / (1 + Math.exp(-logit))
}

/** Box and Muller's transform of two uniform draws. */
function normal(random: SeededRandom): number {
  const first = random.between(1, 1_000_000) / 1_000_000
  const second = random.between(1, 1_000_000) / 1_000_000
  return Math.sqrt(-2 * Math.log(first)) * Math.cos(2 * Math.PI * second)
}

function pick(random: SeededRandom, members: readonly string[]): string | null {
  return members[random.between(0, Math.max(0, members.length - 1))] ?? null
}
