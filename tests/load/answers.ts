import type { ResponseValue } from '#app/domain/question-bank/response.ts'
import type { SeededRandom } from '#app/domain/shared/seeded-random.ts'

export const QUESTIONS = 60
export const OPTIONS = ['a', 'b', 'c', 'd', 'e'] as const

type PaperKind = 'single-choice' | 'true-false' | 'multiple-response' | 'numeric' | 'short-text'

/** Sixty questions of the kinds that need no marker, mostly single choice. */
export function kindAt(position: number): PaperKind {
  switch (position % 10) {
    case 3:
    case 8:
      return 'true-false'
    case 5:
      return 'multiple-response'
    case 7:
      return position % 20 === 7 ? 'numeric' : 'short-text'
    default:
      return 'single-choice'
  }
}

export function drawAnswer(position: number, random: SeededRandom): ResponseValue {
  const kind = kindAt(position)
  switch (kind) {
    case 'single-choice':
      return { kind, chosen: OPTIONS[random.between(0, 3)] ?? null }
    case 'true-false':
      return { kind, chosen: random.between(0, 1) === 1 }
    case 'multiple-response':
      return { kind, chosen: OPTIONS.filter(() => random.between(0, 1) === 1) }
    case 'numeric':
      return { kind, text: `${random.between(0, 30)},${random.between(0, 9)}` }
    case 'short-text':
      return { kind, text: random.between(0, 2) === 0 ? 'Posyandu' : `jawaban ${random.between(1, 999)}` }
  }
}
