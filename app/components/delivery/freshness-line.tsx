import { type Freshness, REFRESH_SECONDS } from '#app/domain/delivery/freshness.ts'
import { formatTime } from '#app/domain/shared/calendar.ts'
import { liveBoardWords } from '#app/text/live-board.ts'
import { useWords } from '../ui/locale.tsx'
import { Notice } from '../ui/page.tsx'

/** Of which moment the figures are, and how they are kept fresh. Only the latter is read aloud when it changes. */
export function FreshnessLine({ at, freshness }: { at: string; freshness: Freshness }) {
  const words = useWords(liveBoardWords)
  return (
    <>
      {freshness.kind === 'offline' ? <Notice tone="bad">{words.offline(formatTime(new Date(freshness.since)))}</Notice> : null}
      <p className="mb-3 flex flex-wrap gap-x-2 text-muted">
        <span>{words.updated(clock(at))}</span>
        <span role="status" data-freshness={freshness.kind}>
          {freshness.kind === 'live' ? words.live : freshness.kind === 'polling' ? words.polling(REFRESH_SECONDS.polling) : ''}
        </span>
      </p>
    </>
  )
}

/** With seconds. */
function clock(at: string): string {
  return `${formatTime(new Date(at))}:${at.slice(17, 19)}`
}
