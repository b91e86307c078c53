import { databaseErrorKind } from './database/error-kind.server.ts'

const BUSY_SECONDS = 5

/** Thrown at whoever would wait too long: trying again in so many seconds may go well, and does no harm. */
export class Overloaded extends Error {
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds = BUSY_SECONDS) {
    super('too many wait')
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** After how many seconds something that failed may go well; null when waiting is not what is wrong. Doing it again does no harm. */
export function secondsUntilFree(error: unknown): number | null {
  if (error instanceof Overloaded) return error.retryAfterSeconds
  return databaseErrorKind(error) === 'unavailable' ? BUSY_SECONDS : null
}
