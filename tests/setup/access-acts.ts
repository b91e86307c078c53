import type { Permission } from '#app/domain/access/permission.ts'
import { type AccessWorld, SUBJECT_NIK } from './access-world.ts'

export type Body =
  | { readonly kind: 'form'; readonly fields: readonly (readonly [string, string])[] }
  | {
      readonly kind: 'file'
      readonly fields: readonly (readonly [string, string])[] /** A small PDF where none is given. */
      readonly content?: string
    }
  | { readonly kind: 'json'; readonly value: unknown }

/** One thing that a form of a page asks for, with everything it needs to succeed. */
export type Act = {
  readonly name: string
  /** The permission that the act itself needs, which can be more than its route asks for. */
  readonly permission: Permission
  /** Whose it is: something in the subject's kelurahan, something of another candidate, or nobody's. */
  readonly about: 'region' | 'sitting' | 'appellant' | 'nobody'
  /** Names of world.rows that stand in the address instead of the usual ones. */
  readonly at?: Readonly<Record<string, string>>
  readonly body: (world: AccessWorld) => Body
  /** Whether a success leaves a row behind; an act that only reads answers. */
  readonly writes: boolean
}

const form = (fields: Readonly<Record<string, string>>) => (): Body => ({ kind: 'form', fields: Object.entries(fields) })
const formOf =
  (fields: (world: AccessWorld) => Readonly<Record<string, string>>) =>
  (world: AccessWorld): Body => ({
    kind: 'form',
    fields: Object.entries(fields(world)),
  })
const row = ({ rows }: AccessWorld, name: string) => rows[name] ?? ''

const STEP = { name: '', about: 'region', writes: true } as const
const RUNNING = { permission: 'attempt.take', about: 'sitting', writes: true } as const
const ROOM = { permission: 'exam-session.proctor', about: 'region', writes: true } as const
const chosen = (act: string, name: string, seen: number) =>
  formOf((world) => ({ act, statement: 'yes', chosen: `${row(world, name)}:${seen}` }))
const CHOICE = ({ rows }: AccessWorld) => ({ attemptId: rows.attemptId ?? '', leaseEpoch: '2', position: rows.position ?? '' })

/**
 * The acts behind routes that let more people in than may act, or people of all regions, or every candidate: there the
 * route's own guard is not enough. Every such route stands here; in this order they also can be done one after the other.
 */
export const ACTS: Readonly<Record<string, readonly Act[]>> = {
  'routes/candidate/take-over': [
    {
      ...RUNNING,
      name: 'take over',
      body: formOf((world) => ({ attemptId: row(world, 'attemptId'), token: world.candidates.sitting.token })),
    },
  ],
  'routes/candidate/attempt': [
    {
      ...RUNNING,
      name: 'answer in a form',
      body: formOf((world) => ({ ...CHOICE(world), kind: 'single-choice', answer: row(world, 'option'), go: 'next' })),
    },
  ],
  'routes/candidate/answers': [
    {
      ...RUNNING,
      name: 'answer',
      body: (world) => ({
        kind: 'json',
        value: {
          attemptId: row(world, 'attemptId'),
          leaseEpoch: 2,
          events: [
            {
              seq: 900,
              position: Number(row(world, 'position')),
              value: { kind: 'single-choice', chosen: row(world, 'option') },
              doubtful: true,
              clientWall: null,
            },
          ],
        },
      }),
    },
  ],
  'routes/candidate/signals': [
    {
      ...RUNNING,
      name: 'tell that the page was left',
      body: (world) => ({
        kind: 'json',
        value: { attemptId: row(world, 'attemptId'), leaseEpoch: 2, signals: [{ kind: 'left-page', seconds: 5 }] },
      }),
    },
  ],
  'routes/proctor/candidate': [
    { ...ROOM, name: 'give more time', body: form({ act: 'extend', unit: 'minutes', amount: '5', reason: 'network' }) },
  ],
  'routes/proctor/record': [
    {
      ...ROOM,
      permission: 'room-act.ask',
      name: 'ask for more time for the room',
      body: form({ intent: 'ask', act: 'extend', amount: '5', scope: 'room', reason: 'network' }),
    },
    { ...ROOM, name: 'note an incident', body: form({ intent: 'incident', kind: 'network', note: 'Jaringan terputus.' }) },
  ],
  'routes/proctor/act-decide': [
    {
      ...ROOM,
      permission: 'room-act.decide',
      name: 'approve what a colleague asked for',
      body: formOf((world) => ({ actId: row(world, 'waitingAct'), answer: 'approved' })),
    },
  ],
  'routes/proctor/late-answers': [
    {
      ...ROOM,
      permission: 'room-act.decide',
      name: 'turn late answers away',
      at: { examSessionId: 'openRoom' },
      body: formOf((world) => ({ attemptId: row(world, 'attemptId'), seen: '1', answer: 'rejected', reason: 'not-credible' })),
    },
  ],
  /** Whoever begins here keeps the room open until two people keyed her sheet in; tests/use-cases/proctoring/paper-mode.test.ts has who may. */
  'routes/proctor/papers': [],
  'routes/proctor/paper-print': [
    {
      ...ROOM,
      permission: 'paper-entry.record',
      name: 'print an answer sheet',
      at: { examSessionId: 'openRoom', attemptId: 'paperAttempt' },
      body: form({ paper: 'answer-sheet' }),
    },
  ],
  'routes/proctor/paper-sheet': [
    {
      ...ROOM,
      permission: 'paper-entry.record',
      name: 'key an empty sheet in',
      at: { examSessionId: 'openRoom', attemptId: 'paperAttempt' },
      body: form({ act: 'key-in' }),
    },
  ],
  'routes/proctor/recovery-files': [
    {
      ...ROOM,
      permission: 'room-act.ask',
      name: 'bring a recovery file in',
      at: { examSessionId: 'openRoom' },
      body: (world) => ({ kind: 'file', fields: [], content: row(world, 'sealedFile') }),
    },
  ],
  'routes/proctor/recovery-decide': [
    {
      ...ROOM,
      permission: 'room-act.decide',
      name: 'turn a recovery file away',
      at: { examSessionId: 'openRoom' },
      body: formOf((world) => ({ fileId: row(world, 'recoveryFile'), seen: '', answer: 'rejected', reason: 'not-credible' })),
    },
  ],
  'routes/candidate/hand-in': [
    { ...RUNNING, name: 'hand in', body: formOf((world) => ({ attemptId: row(world, 'attemptId'), handInId: row(world, 'handInId') })) },
  ],
  /** Begins the exam of whoever asks; there is nothing in the form that could name another one. */
  'routes/candidate/start': [],
  'routes/office/roster': [
    {
      name: 'search by NIK',
      permission: 'roster.read',
      about: 'region',
      writes: false,
      body: form({ search: SUBJECT_NIK }),
    },
  ],
  /** Opens cases in the officer's own regions, whatever the form says. */
  'routes/verifier/eligibility': [],
  'routes/verifier/eligibility-case': [
    {
      ...STEP,
      name: 'upload',
      permission: 'verification.propose',
      body: () => ({ kind: 'file', fields: [['kind', 'other']] }),
    },
    {
      ...STEP,
      name: 'remove a document',
      permission: 'verification.propose',
      body: formOf(({ params }) => ({ intent: 'remove', documentId: params.documentId?.value ?? '' })),
    },
    { ...STEP, name: 'propose', permission: 'verification.propose', body: form({ act: 'propose', seen: '0', statement: 'yes' }) },
    {
      ...STEP,
      name: 'acknowledge',
      permission: 'verification.acknowledge',
      at: { caseId: 'proposedCase' },
      body: form({ act: 'acknowledge', seen: '1' }),
    },
    {
      ...STEP,
      name: 'decide',
      permission: 'verification.decide',
      at: { caseId: 'acknowledgedCase' },
      body: form({ act: 'verify', seen: '2', decision: 'eligible' }),
    },
    {
      ...STEP,
      name: 'reopen',
      permission: 'verification.reopen',
      at: { caseId: 'verifiedCase' },
      body: form({ act: 'reopen', seen: '3', reopenReason: 'error-found', note: 'Berkas tertukar.', basis: 'Nota dinas 12/2025' }),
    },
    { ...STEP, name: 'declare a tie', permission: 'verification.read', body: form({ intent: 'tie', relation: 'kin' }) },
  ],
  'routes/verifier/eligibility-region': [
    { ...STEP, name: 'propose together', permission: 'verification.propose', body: chosen('propose', 'otherDraftCase', 0) },
    { ...STEP, name: 'acknowledge together', permission: 'verification.acknowledge', body: chosen('acknowledge', 'otherProposedCase', 1) },
    { ...STEP, name: 'decide together', permission: 'verification.decide', body: chosen('verify', 'otherAcknowledgedCase', 2) },
  ],
  'routes/office/appeal-new': [
    {
      name: 'write an appeal down',
      permission: 'appeal.file-for',
      about: 'region',
      writes: true,
      body: formOf(({ candidates }) => ({
        participantNumber: candidates.certified.number,
        kind: 'procedure',
        statement: 'Nama saya salah tertulis pada daftar.',
      })),
    },
  ],
  'routes/office/appeal-attach': [
    { name: 'attach evidence', permission: 'appeal.file-for', about: 'region', writes: true, body: () => ({ kind: 'file', fields: [] }) },
  ],
  'routes/proctor/session-list': [
    {
      name: 'print the attendance list',
      permission: 'exam-session.read',
      about: 'region',
      writes: false,
      body: form({ list: 'attendance-list' }),
    },
  ],
  'routes/proctor/token-sheet': [{ ...ROOM, name: 'print the token', writes: false, body: form({}) }],
  'routes/proctor/session-minutes': [
    { name: 'print the minutes', permission: 'exam-session.read', about: 'region', writes: false, body: form({}) },
  ],
  'routes/proctor/room': [
    { ...ROOM, name: 'admit', body: formOf((world) => ({ act: 'admit', candidateId: row(world, 'seatedCandidate') })) },
    { ...ROOM, name: 'take the admission back', body: formOf((world) => ({ act: 'unadmit', candidateId: row(world, 'seatedCandidate') })) },
    { ...ROOM, name: 'new token', body: form({ act: 'rotate' }) },
    { ...ROOM, name: 'close the room', body: form({ act: 'close' }) },
  ],
  'routes/author/question': [
    {
      name: 'submit',
      permission: 'bank.author',
      about: 'nobody',
      writes: true,
      at: { questionId: 'draftQuestion' },
      body: form({ intent: 'submit' }),
    },
    { name: 'retire', permission: 'bank.review', about: 'nobody', writes: true, body: form({ intent: 'retire' }) },
  ],
  'routes/issuer/certificate': [
    {
      name: 'ask for a revocation',
      permission: 'certificate.request-change',
      about: 'nobody',
      writes: true,
      body: form({ wish: 'revoke:holder-request' }),
    },
    {
      name: 'decide on a change',
      permission: 'certificate.approve-change',
      about: 'nobody',
      writes: true,
      at: { certificateId: 'otherCertificate' },
      body: formOf((world) => ({ intent: 'decide', changeId: row(world, 'certificateChange'), answer: 'rejected' })),
    },
  ],
  /** Goes over the chain and says whether it is whole: reading, for whoever may read the trail. */
  'routes/administrator/audit': [],
  'routes/candidate/appeal-attach': [
    {
      name: 'attach own evidence',
      permission: 'appeal.file-own',
      about: 'appellant',
      writes: true,
      body: () => ({ kind: 'file', fields: [] }),
    },
  ],
  'routes/candidate/appeal': [
    {
      name: 'withdraw an appeal',
      permission: 'appeal.file-own',
      about: 'appellant',
      writes: true,
      body: formOf(({ params }) => ({ intent: 'withdraw', appealId: params.appealId?.value ?? '' })),
    },
  ],
}
