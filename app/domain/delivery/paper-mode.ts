import type { AccountId } from '../shared/id.ts'
import { accept, type Result, refuse } from '../shared/result.ts'
import { type Attempt, decideStart, type StartRefusal, type StartWindow } from './attempt.ts'
import { ON_PAPER } from './lease.ts'

/** Where a sheet stands: from what the office recorded to answers that count. A void exam's sheet is not keyed in. */
export type PaperStage = 'planned' | 'writing' | 'first-entry' | 'second-entry' | 'differences' | 'ready' | 'void'

export type PaperProgress = {
  /** Null before the start on paper. */
  readonly status: 'running' | 'closed' | null
  readonly isVoid: boolean
  /** Who keyed it in, in their order. */
  readonly enteredBy: readonly AccountId[]
  readonly isSettled: boolean
}

export function paperStage({ status, isVoid, enteredBy, isSettled }: PaperProgress): PaperStage {
  if (status === null) return 'planned'
  if (isVoid) return 'void'
  if (status === 'running') return 'writing'
  if (isSettled) return 'ready'
  if (enteredBy.length === 0) return 'first-entry'
  return enteredBy.length === 1 ? 'second-entry' : 'differences'
}

/** Whether the sheet's answers still have to be brought in. */
export function awaitsKeying(stage: PaperStage): boolean {
  return stage === 'first-entry' || stage === 'second-entry' || stage === 'differences'
}

export function isOnPaper(attempt: Pick<Attempt, 'lease'>): boolean {
  return attempt.lease.deviceKey === ON_PAPER
}

export type PaperStartRefusal =
  | Exclude<StartRefusal, { readonly kind: 'on-paper' | 'token-missing' | 'wrong-token' | 'other-browser' }>
  | { readonly kind: 'not-on-paper' | 'not-open-yet' | 'already-begun' }

/**
 * Whether a proctor may begin somebody's exam on paper now: within the same window as everybody's. The proctor sees her, so
 * she needs no token, and paper is opened in no browser.
 */
export function decidePaperStart(window: StartWindow, existing: Attempt | null, at: Date): Result<null, PaperStartRefusal> {
  if (!window.means.includes('paper')) return refuse({ kind: 'not-on-paper' })
  const decision = decideStart({ ...window, means: [], configKey: null, admittedAt: window.admittedAt ?? at }, existing, {
    at,
    token: null,
  })
  if (!decision.ok) {
    const { refusal } = decision
    if (
      refusal.kind === 'on-paper' ||
      refusal.kind === 'token-missing' ||
      refusal.kind === 'wrong-token' ||
      refusal.kind === 'other-browser'
    )
      throw new Error(`an exam on paper is refused like a device: ${refusal.kind}`)
    return refuse(refusal)
  }
  if (decision.value.kind === 'resume') return refuse({ kind: 'already-begun' })
  return decision.value.kind === 'wait' ? refuse({ kind: 'not-open-yet' }) : accept(null)
}

export type EntryRefusal = {
  readonly kind: 'not-handed-in' | 'void' | 'already-keyed-in' | 'entered-by-you'
}

/** Which of the two entries a person may make; never both. */
export function decideEntry(progress: PaperProgress, by: AccountId): Result<1 | 2, EntryRefusal> {
  const stage = paperStage(progress)
  switch (stage) {
    case 'planned':
    case 'writing':
      return refuse({ kind: 'not-handed-in' })
    case 'void':
      return refuse({ kind: 'void' })
    case 'differences':
    case 'ready':
      return refuse({ kind: 'already-keyed-in' })
    case 'first-entry':
      return accept(1)
    case 'second-entry':
      return progress.enteredBy.includes(by) ? refuse({ kind: 'entered-by-you' }) : accept(2)
  }
}

export type SettleRefusal = { readonly kind: 'void' | 'nothing-to-settle' | 'needs-third-person' }

/** Whether a person may settle the differences: whoever keyed in does not judge her own reading against her colleague's. */
export function decideSettling(progress: PaperProgress, by: AccountId): Result<null, SettleRefusal> {
  const stage = paperStage(progress)
  if (stage === 'void') return refuse({ kind: 'void' })
  if (stage !== 'differences') return refuse({ kind: 'nothing-to-settle' })
  return progress.enteredBy.includes(by) ? refuse({ kind: 'needs-third-person' }) : accept(null)
}
