import type { Actor } from '#app/domain/access/actor.ts'
import { type Pace, type PaceStep, paceChange, paceWake, QUIET } from '#app/domain/delivery/live-pace.ts'
import type { Result } from '#app/domain/shared/result.ts'
import { now } from '#app/platform/clock.server.ts'
import { log } from '#app/platform/log.server.ts'
import { metrics } from '#app/platform/metrics.server.ts'
import { randomDigits } from '#app/platform/random.server.ts'
import type { Watch } from '#app/use-cases/delivery/watch-rooms.server.ts'
import type { DoorContext } from './guard.server.ts'
import { answerRefusal } from './refusal.server.ts'
import { actorNow } from './session.server.ts'

/** Of one process, and of one member of staff in it; whoever comes later asks again and again instead. */
const MOST_STREAMS = 250
const MOST_OF_ONE = 8
const SECONDS_UNTIL_FREE = 60

/** In milliseconds. `apart`: between two words of change; `beat`: a sign of life, and access is asked again; `life`: the browser comes again after it. */
export type LiveTimes = { readonly apart: number; readonly beat: number; readonly life: number }
const TIMES: LiveTimes = { apart: 1_000, beat: 15_000, life: 300_000 }

type Ask = (actor: Actor) => Promise<Result<Watch, { readonly kind: string }>>
type Door = Pick<DoorContext, 'actor' | 'request' | 'onClosed'>

/** With whose it is. */
const openStreams = new Map<End, string>()
let isStopping = false

/** Ends every stream and opens no other: a process that stops waits for no answer that has no end. */
export function endLiveStreams(): void {
  isStopping = true
  for (const end of openStreams.keys()) end()
}

/** Whether this browser wants to be told of changes, and does not ask how things stand now. */
export function wantsStream(request: Request): boolean {
  return request.headers.get('Accept')?.includes('text/event-stream') === true
}

/**
 * Tells a browser of changes in what it watches until it goes, its life is over, access ends or the process stops. Words
 * carry a moment and nothing else: what changed is read where it always is, with its own guard.
 */
export async function answerStream(door: Door, ask: Ask, times: Partial<LiveTimes> = {}): Promise<Response> {
  const first = await ask(door.actor)
  if (!first.ok) return answerRefusal(first.refusal)
  const owner = door.actor.kind === 'staff' ? door.actor.accountId : door.actor.kind
  const own = [...openStreams.values()].filter((each) => each === owner).length
  if (isStopping || openStreams.size >= MOST_STREAMS || own >= MOST_OF_ONE) {
    return new Response(null, { status: 503, headers: { 'Retry-After': String(SECONDS_UNTIL_FREE) } })
  }
  let end: End = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      end = stream(controller, { door, ask, owner, watch: first.value, times: { ...TIMES, ...times } })
    },
    cancel: () => end('gone'),
  })
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-transform', 'X-Accel-Buffering': 'no' },
  })
}

type Plan = { readonly door: Door; readonly ask: Ask; readonly owner: string; readonly watch: Watch; readonly times: LiveTimes }

/** Gone: whoever read it closed it. */
type End = (how?: 'gone') => void

/** Answers how to end it; once it has ended, nothing happens any more. */
function stream(controller: ReadableStreamDefaultController<Uint8Array>, { door, ask, owner, watch, times }: Plan): End {
  const encoder = new TextEncoder()
  const say = (text: string) => controller.enqueue(encoder.encode(text))
  const word = (event: 'alive' | 'changed') => say(`event: ${event}\ndata: ${now().toISOString()}\n\n`)
  let pace: Pace = QUIET
  let waking: NodeJS.Timeout | undefined
  const take = ({ pace: next, tells, wakeIn }: PaceStep) => {
    pace = next
    if (tells) {
      word('changed')
      metrics.liveChangeTold()
    }
    if (wakeIn !== null) waking = setTimeout(() => take(paceWake(pace, performance.now())), wakeIn)
  }
  const tell = () => take(paceChange(pace, performance.now(), times.apart))

  const end: End = (how) => {
    if (!openStreams.delete(end)) return
    metrics.liveStreams(openStreams.size)
    leave()
    clearInterval(beat)
    clearTimeout(over)
    clearTimeout(waking)
    if (how !== 'gone') controller.close()
  }
  const askAgain = async () => {
    const actor = await actorNow(door.request)
    const again = actor.kind === 'anonymous' ? null : await ask(actor)
    if (!openStreams.has(end)) return
    if (!again?.ok) {
      end()
      return
    }
    leave()
    leave = again.value(tell)
    word('alive')
  }
  const beat = setInterval(() => {
    askAgain().catch((error: unknown) => {
      log.error('live', error)
      end()
    })
  }, times.beat)
  const over = setTimeout(() => end(), times.life)

  openStreams.set(end, owner)
  metrics.liveStreams(openStreams.size)
  // Browsers of a process that went come back one after the other.
  say(`retry: ${2_000 + Number(randomDigits(3)) * 3}\n\n`)
  word('alive')
  let leave = watch(tell)
  door.onClosed(() => end())
  return end
}
