import { roomView } from '#app/components/delivery/room-view.ts'
import { ExamSessionId } from '#app/domain/shared/id.ts'
import { readSessionBoard } from '#app/use-cases/delivery/session-board.server.ts'
import { watchRoom } from '#app/use-cases/delivery/watch-rooms.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerStream, wantsStream } from '#app/web/live-stream.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The room as it is now; to a browser that wants a stream, word of each change in it. */
export const loader = guardedLoader('exam-session.proctor', async (door) => {
  const examSessionId = ExamSessionId.safeParse(door.params.examSessionId)
  if (!examSessionId.success) return notFound()
  if (wantsStream(door.request)) return answerStream(door, (actor) => watchRoom(actor, examSessionId.data))
  const result = await readSessionBoard(door.actor, examSessionId.data)
  return result.ok ? Response.json(roomView(result.value, door.locale)) : answerRefusal(result.refusal)
})
