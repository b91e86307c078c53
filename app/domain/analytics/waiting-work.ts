import type { Actor } from '../access/actor.ts'
import { mayEnter } from '../access/may.ts'
import type { Permission } from '../access/permission.ts'

export const WAITING_KINDS = [
  'cases-to-propose',
  'cases-to-acknowledge',
  'cases-to-verify',
  'answers-to-mark',
  'results-to-confirm',
  'appeals-to-decide',
  'selections-to-approve',
  'announcements-to-publish',
  'determinations-to-approve',
  'certificates-to-issue',
  'certificate-changes-to-decide',
  'questions-in-review',
  'questions-in-draft',
  'exams-in-draft',
  'acts-to-decide',
  'recovery-files-to-decide',
  'sheets-to-key-in',
  'sessions-ahead',
  'cadres-in-region',
  'results-in-region',
  'active-accounts',
  'audit-entries',
] as const
export type WaitingKind = (typeof WAITING_KINDS)[number]

/** What a count is for: work to be done is told apart from figures that are only good to know. */
type Waiting = { readonly permission: Permission; readonly to: string; readonly isWork: boolean }

export const WAITING: Record<WaitingKind, Waiting> = {
  'cases-to-propose': { permission: 'verification.propose', to: '/verification', isWork: true },
  'cases-to-acknowledge': { permission: 'verification.acknowledge', to: '/verification', isWork: true },
  'cases-to-verify': { permission: 'verification.decide', to: '/verification', isWork: true },
  'answers-to-mark': { permission: 'marking.mark', to: '/assessor', isWork: true },
  'results-to-confirm': { permission: 'result.confirm', to: '/verifier/results', isWork: true },
  'appeals-to-decide': { permission: 'appeal.decide', to: '/office/periods', isWork: true },
  'selections-to-approve': { permission: 'selection.approve', to: '/office/selection', isWork: true },
  'announcements-to-publish': { permission: 'announcement.publish', to: '/office/periods', isWork: true },
  'determinations-to-approve': { permission: 'determination.approve', to: '/office/periods', isWork: true },
  'certificates-to-issue': { permission: 'certificate.issue', to: '/issuer/certificates', isWork: true },
  'certificate-changes-to-decide': { permission: 'certificate.approve-change', to: '/issuer/changes', isWork: true },
  'questions-in-review': { permission: 'bank.review', to: '/author/reviews', isWork: true },
  'questions-in-draft': { permission: 'bank.author', to: '/author/banks', isWork: true },
  'exams-in-draft': { permission: 'exam.publish', to: '/author/exams', isWork: true },
  'acts-to-decide': { permission: 'room-act.decide', to: '/proctor/acts', isWork: true },
  'recovery-files-to-decide': { permission: 'room-act.decide', to: '/proctor/acts', isWork: true },
  'sheets-to-key-in': { permission: 'paper-entry.record', to: '/proctor', isWork: true },
  'sessions-ahead': { permission: 'exam-session.proctor', to: '/proctor', isWork: true },
  'cadres-in-region': { permission: 'roster.read', to: '/office/roster', isWork: false },
  'results-in-region': { permission: 'distribution.read', to: '/office/distribution', isWork: false },
  'active-accounts': { permission: 'account.manage', to: '/administrator/accounts', isWork: false },
  'audit-entries': { permission: 'audit.read', to: '/administrator/audit', isWork: false },
}

/** The kinds of work that concern this actor, what matters most first. */
export function waitingKindsFor(actor: Actor): WaitingKind[] {
  return WAITING_KINDS.filter((kind) => mayEnter(actor, WAITING[kind].permission))
}
