import cluster from 'node:cluster'

/** What a process says to the one that watches it. */
export const LONG_WORK = 'tera:long-work'

/**
 * Tells the process that watches this one that it may not yield for so long: it is not taken for one that stands still
 * (scripts/workers.ts). For calculations that grow with a province; what a city needs stays far below the watch's own patience.
 */
export async function announceLongWork(milliseconds: number): Promise<void> {
  if (cluster.worker === undefined) return
  cluster.worker.send({ type: LONG_WORK, milliseconds: Math.round(milliseconds) })
  // Said before it begins.
  await new Promise((resolve) => setImmediate(resolve))
}
