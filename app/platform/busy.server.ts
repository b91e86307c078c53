import { databaseErrorKind } from './database/error-kind.server.ts'
import { Overloaded } from './grouped.server.ts'

const BUSY_SECONDS = 5

/** After how many seconds something that failed may go well; null when waiting is not what is wrong. Nothing of it was done. */
export function secondsUntilFree(error: unknown): number | null {
  if (error instanceof Overloaded) return error.retryAfterSeconds
  return databaseErrorKind(error) === 'unavailable' ? BUSY_SECONDS : null
}
