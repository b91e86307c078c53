import type { AttemptLayout, FormContent } from '../assembly/exam-form.ts'
import { orderOptions } from '../question-bank/answering.ts'
import type { QuestionBody } from '../question-bank/question.ts'
import type { ResponseValue } from '../question-bank/response.ts'
import type { QuestionVersionId } from '../shared/id.ts'
import type { AccommodationMeans } from './accommodation.ts'
import type { RecoveryKey } from './recovery-file.ts'

export type PaperQuestion = {
  /** Its place on this candidate's screen, from 1. */
  readonly number: number
  /** Its place in the form: what answers are stored under. */
  readonly position: number
  /** With its options in this candidate's order. The type has no place for a key. */
  readonly body: QuestionBody
}

export type PaperAnswer = { readonly position: number; readonly value: ResponseValue; readonly doubtful: boolean }

/** All that a candidate's browser is told about the exam that it sits. Moments are milliseconds since 1970, UTC. */
export type CandidatePaper = {
  readonly attemptId: string
  readonly handInId: string
  readonly examTitle: string
  readonly candidateName: string
  readonly participantNumber: string
  readonly serverNow: number
  readonly deadline: number
  readonly remainingSeconds: number
  readonly graceSeconds: number
  /** The deadline as `10:45`, in WIB. */
  readonly endsAt: string
  readonly leaseEpoch: number
  /** The highest event number that the server holds for this lease. */
  readonly lastSeq: number
  /** `10:02`, when the newest answer was stored; null before the first one. */
  readonly savedAt: string | null
  /** What the office recorded for this candidate. */
  readonly means: readonly AccommodationMeans[]
  /** To which a file of what the device keeps is sealed. */
  readonly recoveryKey: RecoveryKey
  readonly questions: readonly PaperQuestion[]
  readonly answers: readonly PaperAnswer[]
}

/** The questions in the candidate's own order of questions and options. Throws when form, layout and bodies do not belong together. */
export function layOutQuestions(
  content: FormContent,
  layout: AttemptLayout,
  bodies: ReadonlyMap<QuestionVersionId, QuestionBody>,
): PaperQuestion[] {
  const itemAt = new Map(content.items.map((item) => [item.position, item]))
  return layout.order.map((position, index) => {
    const item = itemAt.get(position)
    const body = item === undefined ? undefined : bodies.get(item.questionVersionId)
    if (body === undefined) throw new Error(`the form has no question at position ${position}`)
    return { number: index + 1, position, body: withOptionOrder(body, layout.options[String(position)] ?? []) }
  })
}

function withOptionOrder(body: QuestionBody, order: readonly string[]): QuestionBody {
  switch (body.kind) {
    case 'single-choice':
    case 'multiple-response':
    case 'matching':
    case 'ordering':
      return { ...body, options: orderOptions(body.options, order) }
    case 'true-false':
    case 'numeric':
    case 'short-text':
    case 'essay':
      return body
  }
}
