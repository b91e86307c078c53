import { Overloaded, secondsUntilFree } from './busy.server.ts'
import { outsideRequests, waitedInRequest } from './request-context.server.ts'

/** A queue that moves may be waited in. When no group was done for so long, in milliseconds, whoever waited as long is told so. */
const STANDS_STILL = 4_000
const LOOK_EVERY = 200

type Grouping<Request, Answer> = {
  /** Does the requests in one go and answers each, in their order. All or none of them, and safe to repeat. */
  readonly flush: (requests: readonly Request[]) => Promise<readonly Answer[]>
  /** Requests with the same key never share a group; the later one waits for the next. */
  readonly keyOf: (request: Request) => string
  /** Requests in one group, groups under way at once, requests that wait, and how long one may wait while the queue moves. */
  readonly most: { readonly together: number; readonly atOnce: number; readonly waiting: number; readonly milliseconds: number }
  /** Told the size of each group that was done. */
  readonly onGroup?: (size: number) => void
}

export type Grouped<Request, Answer> = {
  readonly ask: (request: Request) => Promise<Answer>
  /** How many wait for their group. */
  readonly waiting: () => number
}

type Asked<Request, Answer> = {
  readonly request: Request
  readonly since: number
  readonly answer: (answer: Answer) => void
  readonly fail: (error: unknown) => void
}

/**
 * Requests that arrive at the same time are done together. Whatever came in one turn of the event loop starts at once, so
 * that nobody waits while nothing is under way; while as many groups as allowed are under way, the next ones gather. A
 * request is answered only when its own group is done. When a group fails, each of its requests is tried by itself, so that
 * one that cannot be done harms no other; not so when the database does not answer, which is the fault of none of them. Whoever
 * waited long enough is told to come again, even if her group is under way: what it does may still happen.
 */
export function grouped<Request, Answer>({ flush, keyOf, most, onGroup }: Grouping<Request, Answer>): Grouped<Request, Answer> {
  let pending: Asked<Request, Answer>[] = []
  let underWay = 0
  let isPlanned = false
  let isWatched = false
  let doneAt = Number.NEGATIVE_INFINITY
  const open = new Set<Asked<Request, Answer>>()

  const ask = (request: Request) =>
    new Promise<Answer>((answer, fail) => {
      if (pending.length >= most.waiting) {
        fail(new Overloaded())
        return
      }
      // What the same request has waited for before counts.
      const since = performance.now() - (waitedInRequest()?.milliseconds ?? 0)
      const asked = { request, since, answer, fail }
      pending.push(asked)
      open.add(asked)
      watch()
      plan()
    })

  function plan() {
    if (isPlanned || underWay >= most.atOnce) return
    isPlanned = true
    setImmediate(() => {
      isPlanned = false
      start()
    })
  }

  function start() {
    while (underWay < most.atOnce && pending.length > 0) {
      const group = takeGroup()
      underWay += 1
      void run(group).finally(() => {
        underWay -= 1
        if (pending.length > 0) plan()
      })
    }
  }

  function takeGroup(): Asked<Request, Answer>[] {
    const group: Asked<Request, Answer>[] = []
    const later: Asked<Request, Answer>[] = []
    const keys = new Set<string>()
    for (const asked of pending) {
      const key = keyOf(asked.request)
      if (group.length < most.together && !keys.has(key)) group.push(asked)
      else later.push(asked)
      keys.add(key)
    }
    pending = later
    return group
  }

  async function run(group: readonly Asked<Request, Answer>[]) {
    try {
      const answers = await outsideRequests(() => flush(group.map(({ request }) => request)))
      doneAt = performance.now()
      onGroup?.(group.length)
      for (const [index, asked] of group.entries()) {
        const answer = answers[index]
        open.delete(asked)
        if (answer === undefined) asked.fail(new Error('a request of the group has no answer'))
        else asked.answer(answer)
      }
    } catch (error) {
      if (group.length === 1 || secondsUntilFree(error) !== null) giveUp(group, error)
      else await Promise.all(group.map((asked) => run([asked])))
    }
  }

  function watch() {
    if (isWatched) return
    isWatched = true
    setTimeout(look, LOOK_EVERY).unref()
  }

  function look() {
    isWatched = false
    const at = performance.now()
    const longest = at - doneAt >= STANDS_STILL ? Math.min(STANDS_STILL, most.milliseconds) : most.milliseconds
    const given = new Set([...open].filter(({ since }) => at - since >= longest))
    if (given.size > 0) pending = pending.filter((asked) => !given.has(asked))
    giveUp(given, new Overloaded())
    if (open.size > 0) watch()
  }

  function giveUp(given: Iterable<Asked<Request, Answer>>, error: unknown) {
    for (const asked of given) {
      open.delete(asked)
      asked.fail(error)
    }
  }

  return { ask, waiting: () => pending.length }
}
