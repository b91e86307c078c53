import { Link } from '@remix-run/react'
import type { PaperStage } from '#app/domain/delivery/paper-mode.ts'
import { paperModeWords } from '#app/text/paper-mode.ts'
import { useWords } from '../ui/locale.tsx'
import { Badge, type Tone } from '../ui/page.tsx'

const TONES: Record<PaperStage, Tone> = {
  planned: 'info',
  writing: 'good',
  'first-entry': 'warn',
  'second-entry': 'warn',
  differences: 'bad',
  ready: 'good',
  void: 'neutral',
}

/** How far somebody's sheet is. */
export function PaperStageBadge({ stage }: { stage: PaperStage }) {
  return <Badge tone={TONES[stage]}>{useWords(paperModeWords).stages[stage]}</Badge>
}

/** On a board's tile: that this candidate sits on paper, how far the sheet is, and the way there. */
export function PaperMark({ stage, to }: { stage: PaperStage; to: string }) {
  const words = useWords(paperModeWords)
  return (
    <p className="mt-2">
      <Link to={to} className="font-semibold">
        {words.onPaper}
      </Link>
      : {words.stages[stage]}
    </p>
  )
}
