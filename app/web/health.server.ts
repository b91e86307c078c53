import { reading } from '#app/platform/transaction.server.ts'

/** Whether the database answers. */
export async function isReady(): Promise<boolean> {
  try {
    await reading((transaction) => transaction.$queryRaw`SELECT 1`)
    return true
  } catch {
    return false
  }
}
