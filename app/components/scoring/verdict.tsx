import type { ResultState } from '#app/domain/scoring/result-breakdown.ts'
import { scoringWords } from '#app/text/scoring.ts'
import { useWords } from '../ui/locale.tsx'
import { Badge, type Tone } from '../ui/page.tsx'

const TONES: Record<ResultState, Tone> = {
  'awaiting-marking': 'warn',
  'awaiting-confirmation': 'info',
  confirmed: 'good',
  superseded: 'neutral',
}

export function StateBadge({ state }: { state: ResultState }) {
  return <Badge tone={TONES[state]}>{useWords(scoringWords).states[state]}</Badge>
}

/** Lulus or Tidak Lulus, in words also while it is open. */
export function PassBadge({ passed }: { passed: boolean | null }) {
  const words = useWords(scoringWords)
  if (passed === null) return <span className="text-muted">{words.open}</span>
  return <Badge tone={passed ? 'good' : 'bad'}>{passed ? words.passed : words.failed}</Badge>
}

export function CompetenceBadge({ competent }: { competent: boolean | null }) {
  const words = useWords(scoringWords)
  if (competent === null) return <span className="text-muted">{words.open}</span>
  return <Badge tone={competent ? 'good' : 'bad'}>{competent ? words.competent : words.notYetCompetent}</Badge>
}
