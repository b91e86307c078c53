import { databaseNow, reading } from '#app/platform/transaction.server.ts'

/** Whether the database answers. */
export function isReady(): Promise<boolean> {
  return reading(databaseNow).then(
    () => true,
    () => false,
  )
}
