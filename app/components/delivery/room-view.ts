import type { BoardRow, BoardStanding } from '#app/domain/delivery/board.ts'
import { boardCounts } from '#app/domain/delivery/board.ts'
import type { ExamSession } from '#app/domain/delivery/exam-session.ts'
import { formatDate, formatTime, type Locale } from '#app/domain/shared/calendar.ts'

type Board = {
  readonly session: ExamSession & { readonly examTitle: string; readonly venueName: string }
  readonly at: Date
  readonly rows: readonly (BoardRow & { readonly standing: BoardStanding })[]
}
export type RoomView = ReturnType<typeof roomView>

/** A room as its page shows it, and as it is told again while somebody watches. */
export function roomView({ session, at, rows }: Board, locale: Locale) {
  return {
    at: at.toISOString(),
    session: {
      id: session.id,
      label: session.label,
      state: session.state,
      examTitle: session.examTitle,
      venue: session.venueName,
      day: formatDate(session.opensAt, locale),
      opens: formatTime(session.opensAt),
      latest: formatTime(session.latestStart),
      closes: formatTime(session.hardClose),
      token: session.accessToken,
    },
    counts: boardCounts(rows.map(({ standing }) => standing)),
    tiles: rows.map(({ candidateId, participantNumber, cadreName, urbanVillageName, standing, paper, attempt }) => ({
      candidateId,
      participantNumber,
      cadreName,
      urbanVillageName,
      standing,
      paper,
      signals: attempt?.signals ?? [],
    })),
  }
}
