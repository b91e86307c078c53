import type { SaveAnswer } from '#app/domain/delivery/answer-events.ts'
import { PAGE_LIFE, type Send } from './answer-queue.ts'
import { toSent } from './sent-event.ts'

const ANSWER_WITHIN = 15_000

/** Posts a batch. A redirect means that the session is over: the sign-in page is not followed. */
export const sendAnswers: Send = async (batch, { keepalive }) => {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), ANSWER_WITHIN)
  const askedAt = performance.now()
  try {
    const response = await fetch('/exam/answers', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        attemptId: batch.attemptId,
        leaseEpoch: batch.leaseEpoch,
        events: batch.events.map(toSent),
        sent: { life: PAGE_LIFE, mono: askedAt },
      }),
      credentials: 'same-origin',
      redirect: 'manual',
      keepalive,
      signal: stop.signal,
    })
    if (response.type === 'opaqueredirect' || response.status === 401) return { kind: 'signed-out' }
    if (response.status === 200 || response.status === 409) {
      const answer: SaveAnswer = await response.json()
      return { kind: 'answered', answer, askedAt, heardAt: performance.now() }
    }
    return { kind: response.status >= 500 || response.status === 429 ? 'unreachable' : 'refused' }
  } catch {
    return { kind: 'unreachable' }
  } finally {
    clearTimeout(timer)
  }
}
