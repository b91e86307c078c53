import type { SessionState } from '#app/domain/delivery/exam-session.ts'
import { examSessionWords } from '#app/text/exam-session.ts'
import { useWords } from '../ui/locale.tsx'
import { Badge, type Tone } from '../ui/page.tsx'

const TONES: Record<SessionState, Tone> = { planned: 'info', open: 'good', closed: 'neutral' }

export function SessionStateBadge({ state }: { state: SessionState }) {
  const words = useWords(examSessionWords)
  return <Badge tone={TONES[state]}>{words.states[state]}</Badge>
}
