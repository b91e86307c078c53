import { formatDate, formatTime } from '#app/domain/shared/calendar.ts'
import { sessionPaperWords } from '#app/text/session-paper.ts'

/** What the papers of a room say of its session. */
export type PrintedSession = {
  readonly examTitle: string
  readonly label: string
  readonly venueName: string
  readonly venueAddress: string
  readonly opensAt: Date
  readonly hardClose: Date
}

/** An official paper is in Indonesian, whatever language its reader chose on the screen. */
export const LOCALE = 'id'

/** Exam, session, place and time, as names and values. */
export function sessionFacts(session: PrintedSession): readonly (readonly [name: string, value: string])[] {
  const words = sessionPaperWords[LOCALE]
  return [
    [words.exam, session.examTitle],
    [words.session, session.label],
    [words.venue, `${session.venueName}, ${session.venueAddress}`],
    [words.time, `${formatDate(session.opensAt, LOCALE)}, ${formatTime(session.opensAt)}–${formatTime(session.hardClose)} WIB`],
  ]
}
