import type { CaseState } from '#app/domain/verification/case-step.ts'
import type { Finding } from '#app/domain/verification/findings.ts'
import { verificationWords } from '#app/text/verification.ts'
import { useWords } from '../ui/locale.tsx'
import { Badge, type Tone } from '../ui/page.tsx'

const TONES: Record<CaseState, Tone> = { draft: 'neutral', proposed: 'info', acknowledged: 'info', returned: 'warn', verified: 'good' }

/** Where a case stands; a decided one shows its decision. */
export function CaseBadge({ state, decision }: { state: CaseState; decision: 'eligible' | 'ineligible' | null }) {
  const words = useWords(verificationWords)
  if (decision !== null) return <Badge tone={decision === 'eligible' ? 'good' : 'bad'}>{words.decisions[decision]}</Badge>
  return <Badge tone={TONES[state]}>{words.states[state]}</Badge>
}

const OUTCOME_TONES: Record<Finding['outcome'], Tone> = { clear: 'good', attention: 'warn', unknown: 'neutral' }

export function OutcomeBadge({ outcome }: { outcome: Finding['outcome'] }) {
  const { outcomes } = useWords(verificationWords)
  return <Badge tone={OUTCOME_TONES[outcome]}>{outcomes[outcome]}</Badge>
}

/** The checks that ask for a look, by name; nothing when there is none. */
export function AttentionMarks({ findings }: { findings: readonly Finding[] }) {
  const { checks } = useWords(verificationWords)
  return (
    <span className="flex flex-wrap gap-1">
      {findings
        .filter(({ outcome }) => outcome === 'attention')
        .map(({ check }) => (
          <Badge key={check} tone="warn">
            {checks[check]}
          </Badge>
        ))}
    </span>
  )
}
