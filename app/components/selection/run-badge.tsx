import type { RunState } from '#app/domain/selection/selection-run.ts'
import type { Standing } from '#app/domain/selection/withdrawal.ts'
import { selectionWords } from '#app/text/selection.ts'
import { useWords } from '../ui/locale.tsx'
import { Badge, type Tone } from '../ui/page.tsx'

const RUN_TONES: Record<RunState, Tone> = { draft: 'neutral', proposed: 'info', approved: 'good', rejected: 'warn', superseded: 'neutral' }
const STANDING_TONES: Record<Standing, Tone> = { selected: 'good', reserve: 'info', 'not-selected': 'neutral', withdrawn: 'warn' }

export function RunBadge({ state }: { state: RunState }) {
  return <Badge tone={RUN_TONES[state]}>{useWords(selectionWords).states[state]}</Badge>
}

export function StandingBadge({ standing, place }: { standing: Standing; place: number | null }) {
  const word = useWords(selectionWords).standings[standing]
  return <Badge tone={STANDING_TONES[standing]}>{standing === 'reserve' && place !== null ? `${word} ${place}` : word}</Badge>
}
