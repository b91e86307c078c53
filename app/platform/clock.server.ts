/** The process's clock: for display and schedules only. What decides about an attempt takes databaseNow(transaction). */
export function now(): Date {
  return new Date()
}
