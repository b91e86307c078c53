import { cityView } from '#app/components/delivery/city-view.ts'
import { browseRooms } from '#app/use-cases/delivery/session-board.server.ts'
import { watchRooms } from '#app/use-cases/delivery/watch-rooms.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerStream, wantsStream } from '#app/web/live-stream.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

/** Somebody begins every moment of a city's exam: figures of all rooms need no word of each. */
const APART = 3_000

/** All rooms as they are now; to a browser that wants a stream, word of changes in them. */
export const loader = guardedLoader('exam-session.read', async (door) => {
  if (wantsStream(door.request)) return answerStream(door, watchRooms, { apart: APART })
  const result = await browseRooms(door.actor)
  return result.ok ? Response.json(cityView(result.value, door.locale)) : answerRefusal(result.refusal)
})
