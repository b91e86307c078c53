import { z } from 'zod'
import type { ServiceField } from '../roster/service-field.ts'
import type { QuestionVersionId } from '../shared/id.ts'
import type { Points } from '../shared/points.ts'

/** automatic: the scorer's; awaiting-marker: a person must read it, it has no points and never 0; marked: a person's. */
export const SCORE_SOURCES = ['automatic', 'awaiting-marker', 'marked'] as const
export const ScoreSource = z.enum(SCORE_SOURCES)
export type ScoreSource = z.infer<typeof ScoreSource>

/** What one place of a form earned in one attempt. */
export type ItemScore = {
  readonly position: number
  readonly questionVersionId: QuestionVersionId
  readonly field: ServiceField
  readonly maximum: Points
} & ({ readonly source: 'automatic' | 'marked'; readonly points: Points } | { readonly source: 'awaiting-marker'; readonly points: null })
