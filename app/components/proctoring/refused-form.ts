import type { SubmissionResult } from '@conform-to/react'

/** What was sent and refused: the faults by field, and what was typed. */
export type Refused = {
  readonly faults: Readonly<Record<string, readonly string[] | null>>
  readonly typed: Readonly<Record<string, unknown>>
} | null

/** What the server found in a form that it refused; null when nothing was sent or refused. */
export function refusedForm(answer: SubmissionResult | undefined): Refused {
  return answer?.status === 'error' ? { faults: answer.error ?? {}, typed: answer.initialValue ?? {} } : null
}
