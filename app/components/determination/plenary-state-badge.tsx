import type { PlenaryState } from '#app/domain/determination/plenary.ts'
import { plenaryWords } from '#app/text/plenary.ts'
import { useWords } from '../ui/locale.tsx'
import { Badge, type Tone } from '../ui/page.tsx'

const TONES: Record<PlenaryState, Tone> = { preparing: 'neutral', 'in-session': 'info', closed: 'good' }

export function PlenaryStateBadge({ state }: { state: PlenaryState }) {
  return <Badge tone={TONES[state]}>{useWords(plenaryWords).states[state]}</Badge>
}
