import { z } from 'zod'

/** What can happen in a room beside the exams themselves; each note stands in the minutes. */
export const INCIDENT_KINDS = [
  'technical',
  'power-cut',
  'network',
  'illness',
  'disturbance',
  'dishonesty',
  'identity',
  'complaint',
  'other',
] as const
export const IncidentKind = z.enum(INCIDENT_KINDS)
export type IncidentKind = z.infer<typeof IncidentKind>

/** A note of the proctor; it is never changed, only followed by another. */
export const IncidentNote = z.object({ kind: IncidentKind, note: z.string().trim().min(5).max(1000) })
export type IncidentNote = z.infer<typeof IncidentNote>
