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
  'card.make': { 'office-analyst': 'city' },

  'attempt.take': { candidate: 'own' },
  'result.read-own': { candidate: 'own' },
  'practice.take': 'anyone',

  'marking.mark': { assessor: 'city' },
  'result.read': { assessor: 'city', verifier: 'city', 'office-analyst': 'city', auditor: 'city' },
  'result.confirm': { verifier: 'city', assessor: 'city' },
  'result.score': {},

  'certificate.read': { issuer: 'city', 'office-analyst': 'city', auditor: 'city' },
  'certificate.read-own': { candidate: 'own' },
  'certificate.issue': { issuer: 'city' },
  'certificate.revoke': { issuer: 'city' },

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

  'account.manage': { administrator: 'city' },
  'audit.read': { auditor: 'city', administrator: 'city' },
} as const satisfies Record<string, 'anyone' | Partial<Record<Role, Reach>>>

export type Permission = keyof typeof PERMISSIONS
