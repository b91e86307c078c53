import { z } from 'zod'
import { isWithin, type RegionCode } from '../access/role.ts'
import type { Rubric } from '../question-bank/question.ts'
import { pointsForLevels, type RubricLevels } from '../scoring/rubric-points.ts'
import type { AccountId, AttemptId, MarkingTaskId, QuestionVersionId } from '../shared/id.ts'
import type { Points } from '../shared/points.ts'
import { accept, type Result, refuse } from '../shared/result.ts'

/** One marker a response now; double marking and moderation add their states to this union. */
export const MARKING_STATES = ['open', 'assigned', 'marked'] as const
export const MarkingState = z.enum(MARKING_STATES)
export type MarkingState = z.infer<typeof MarkingState>

/** A response that a person must mark. `lockVersion` rises with each change, so that a stale page cannot overwrite. */
export type MarkingTask = {
  readonly id: MarkingTaskId
  readonly attemptId: AttemptId
  readonly position: number
  readonly questionVersionId: QuestionVersionId
  readonly lockVersion: number
} & ({ readonly state: 'open' } | { readonly state: 'assigned' | 'marked'; readonly assessorId: AccountId })

/** After this long without a mark, a response may go to someone else. */
export const ASSIGNMENT_MINUTES = 120

export type Marker = {
  readonly accountId: AccountId /** The kelurahan where the marker lives; null: outside the city. */
  readonly homeRegionCode: RegionCode | null
}
/** Whose response it is, as far as the question of a conflict needs it; a marker never sees it. */
export type MarkedSubject = { readonly urbanVillageCode: RegionCode; readonly earlierMarkers: readonly AccountId[] }

/** Why this marker may not mark this response; null when nothing stands in the way. */
export function conflictOf(marker: Marker, subject: MarkedSubject): 'same-kelurahan' | 'marked-before' | null {
  if (marker.homeRegionCode !== null && isWithin(subject.urbanVillageCode, { kind: 'within', codes: [marker.homeRegionCode] }))
    return 'same-kelurahan'
  return subject.earlierMarkers.includes(marker.accountId) ? 'marked-before' : null
}

export type GivenMark = { readonly lockVersion: number; readonly levels: RubricLevels; readonly comment: string }
export type MarkRefusal =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'already-marked' }
  | { readonly kind: 'changed-meanwhile' }
  | { readonly kind: 'levels-incomplete'; readonly criteria: readonly string[] }

/**
 * What a marker's levels earn, or why they are refused. A response of the marker's own kelurahan, or one that is not
 * assigned to this marker, is as good as unknown to them.
 * @param maximum what the item can earn.
 */
export function decideMark(
  task: MarkingTask,
  marker: Marker,
  subject: MarkedSubject,
  rubric: Rubric,
  maximum: Points,
  given: GivenMark,
): Result<{ points: Points }, MarkRefusal> {
  if (conflictOf(marker, subject) === 'same-kelurahan') return refuse({ kind: 'not-found' })
  if (task.state === 'marked' && task.assessorId === marker.accountId) return refuse({ kind: 'already-marked' })
  if (task.state !== 'assigned' || task.assessorId !== marker.accountId) return refuse({ kind: 'not-found' })
  if (conflictOf(marker, subject) !== null) return refuse({ kind: 'already-marked' })
  if (task.lockVersion !== given.lockVersion) return refuse({ kind: 'changed-meanwhile' })
  const points = pointsForLevels(rubric, given.levels, maximum)
  return points.ok ? accept({ points: points.value }) : points
}
