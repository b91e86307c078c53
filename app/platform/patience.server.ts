import { Overloaded } from './busy.server.ts'
import { waitedInRequest } from './request-context.server.ts'

/** In all, for one request. Whoever asked is told to come again while she still waits. */
const MOST_MILLISECONDS = 4_500

/**
 * Waits for a look, or for something that is safe to repeat: in a request no longer than its patience with the database, in all
 * its waits together. The work itself goes on, and what it does may still happen. Outside a request it waits for the end.
 */
export async function withPatience<Value>(work: () => Promise<Value>): Promise<Value> {
  const waited = waitedInRequest()
  if (waited === null) return work()
  const from = performance.now()
  if (waited.underWay === 0) waited.since = from
  waited.underWay += 1
  let timer: NodeJS.Timeout | null = null
  const tooLong = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Overloaded()), MOST_MILLISECONDS - waited.milliseconds - (from - waited.since))
  })
  try {
    return await Promise.race([work(), tooLong])
  } finally {
    if (timer !== null) clearTimeout(timer)
    waited.underWay -= 1
    if (waited.underWay === 0) waited.milliseconds += performance.now() - waited.since
  }
}
