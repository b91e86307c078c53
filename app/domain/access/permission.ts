import type { Role } from './role.ts'

/**
 * One matrix, exhaustive by type: who may do what. `city` roles act on all regions whatever their grant says;
 * `region` roles only inside the region of their grant; `own` on what is the actor's own.
 */
export type Reach = 'city' | 'region' | 'own'

export const PERMISSIONS = {
  'public.read': 'anyone',
  'session.sign-in': 'anyone',
  'session.sign-out': 'anyone',
  'certificate.check': 'anyone',
  'staff.home': {
    author: 'city',
    reviewer: 'city',
    proctor: 'city',
    assessor: 'city',
    'kelurahan-officer': 'region',
    'kecamatan-officer': 'region',
    verifier: 'city',
    'plenary-member': 'city',
    'selection-approver': 'city',
    issuer: 'city',
    'office-analyst': 'city',
    'mayors-office': 'city',
    administrator: 'city',
    auditor: 'city',
  },

  'period.read': {
    verifier: 'city',
    'plenary-member': 'city',
    'selection-approver': 'city',
    issuer: 'city',
    'office-analyst': 'city',
    'mayors-office': 'city',
    administrator: 'city',
    auditor: 'city',
  },
  'period.manage': { 'office-analyst': 'city' },
  'policy.change': { 'office-analyst': 'city' },

  'roster.read': {
    'kelurahan-officer': 'region',
    'kecamatan-officer': 'region',
    verifier: 'city',
    'office-analyst': 'city',
    auditor: 'city',
  },
  'roster.import': { 'office-analyst': 'city' },

  'bank.read': { author: 'city', reviewer: 'city', auditor: 'city' },
  'bank.author': { author: 'city' },
  'bank.review': { reviewer: 'city' },
  'bank.publish': { reviewer: 'city' },
  'exam.read': { author: 'city', reviewer: 'city', 'office-analyst': 'city', auditor: 'city' },
  'exam.design': { author: 'city' },
  'exam.publish': { reviewer: 'city' },

  'exam-session.read': { proctor: 'region', 'office-analyst': 'city', auditor: 'city' },
  'exam-session.plan': { 'office-analyst': 'city' },
  'exam-session.proctor': { proctor: 'region' },
  /** Asks for what many get at once; another person does it. Every room of an exam at once takes somebody without a region's bound. */
  'room-act.ask': { proctor: 'region', 'office-analyst': 'city' },
  'room-act.decide': { proctor: 'region', 'office-analyst': 'city' },
  'accommodation.record': { 'office-analyst': 'city' },
  /** Prints the papers of those who sit on paper, keys their sheets in and settles differences; three people do it for one sheet. */
  'paper-entry.record': { proctor: 'region', 'office-analyst': 'city' },
  'card.make': { 'office-analyst': 'city' },

  'attempt.take': { candidate: 'own' },
  'result.read-own': { candidate: 'own' },
  'practice.take': 'anyone',

  'marking.mark': { assessor: 'city' },
  'result.read': { assessor: 'city', verifier: 'city', 'office-analyst': 'city', auditor: 'city' },
  'result.confirm': { verifier: 'city', assessor: 'city' },
  'result.score': {},

  'verification.read': {
    'kelurahan-officer': 'region',
    'kecamatan-officer': 'region',
    verifier: 'city',
    'plenary-member': 'city',
    'office-analyst': 'city',
    auditor: 'city',
  },
  'verification.open': { 'kelurahan-officer': 'region', 'office-analyst': 'city' },
  'verification.propose': { 'kelurahan-officer': 'region' },
  'verification.acknowledge': { 'kecamatan-officer': 'region' },
  'verification.decide': { verifier: 'city' },
  /** Sends a decided case back to its start; the decision itself is made again by the others. */
  'verification.reopen': { 'plenary-member': 'city', 'office-analyst': 'city' },

  'certificate.read': { issuer: 'city', 'selection-approver': 'city', 'office-analyst': 'city', auditor: 'city' },
  'certificate.read-own': { candidate: 'own' },
  'certificate.issue': { issuer: 'city' },
  /** Asks for a revocation or a replacement; another person approves it. */
  'certificate.request-change': { issuer: 'city' },
  'certificate.approve-change': { issuer: 'city', 'selection-approver': 'city' },
  'certificate.make': {},
  'signing-key.manage': {},

  'selection.read': { 'plenary-member': 'city', 'selection-approver': 'city', 'office-analyst': 'city', auditor: 'city' },
  'selection.import': { 'office-analyst': 'city' },
  'selection.propose': { 'office-analyst': 'city' },
  'selection.approve': { 'selection-approver': 'city' },
  'selection.withdraw': { 'office-analyst': 'city' },
  'scenario.read': {
    'plenary-member': 'city',
    'selection-approver': 'city',
    'office-analyst': 'city',
    'mayors-office': 'city',
    auditor: 'city',
  },
  'scenario.save': { 'office-analyst': 'city' },

  'distribution.read': {
    'kelurahan-officer': 'region',
    'kecamatan-officer': 'region',
    verifier: 'city',
    'plenary-member': 'city',
    'selection-approver': 'city',
    'office-analyst': 'city',
    'mayors-office': 'city',
    auditor: 'city',
  },

  'plenary.read': {
    'plenary-member': 'city',
    'office-analyst': 'city',
    verifier: 'city',
    'selection-approver': 'city',
    'mayors-office': 'city',
    auditor: 'city',
  },
  'plenary.prepare': { 'office-analyst': 'city' },
  'plenary.decide': { 'plenary-member': 'city' },
  'announcement.read': 'anyone',
  'announcement.prepare': { 'office-analyst': 'city' },
  'announcement.publish': { 'selection-approver': 'city' },
  'appeal.file-own': { candidate: 'own' },
  'appeal.file-for': { 'kelurahan-officer': 'region', verifier: 'city', 'office-analyst': 'city' },
  'appeal.read': {
    'kelurahan-officer': 'region',
    verifier: 'city',
    'plenary-member': 'city',
    'office-analyst': 'city',
    auditor: 'city',
  },
  'appeal.decide': { verifier: 'city', 'plenary-member': 'city' },
  'determination.read': {
    'plenary-member': 'city',
    'office-analyst': 'city',
    verifier: 'city',
    'selection-approver': 'city',
    issuer: 'city',
    'mayors-office': 'city',
    auditor: 'city',
  },
  'determination.prepare': { 'office-analyst': 'city' },
  'determination.approve': { 'selection-approver': 'city' },

  'account.manage': { administrator: 'city' },
  'audit.read': { auditor: 'city', administrator: 'city' },
} as const satisfies Record<string, 'anyone' | Partial<Record<Role, Reach>>>

export type Permission = keyof typeof PERMISSIONS
