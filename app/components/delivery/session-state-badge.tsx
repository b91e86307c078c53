import type { SessionState } from '#app/domain/delivery/exam-session.ts'
import { sessionPlanWords } from '#app/text/session-plan.ts'
import { useWords } from '../ui/locale.tsx'
import { Badge, type Tone } from '../ui/page.tsx'

const TONES: Record<SessionState, Tone> = { planned: 'info', open: 'good', closed: 'neutral' }

export function SessionStateBadge({ state }: { state: SessionState }) {
  const words = useWords(sessionPlanWords)
  return <Badge tone={TONES[state]}>{words.states[state]}</Badge>
}
