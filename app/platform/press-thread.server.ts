import { threadOf } from './thread.server.ts'

/** A paper by its name in `documents/press`, and what is printed on it: plain data. */
type Order = { readonly paper: string; readonly print: readonly unknown[] }

/**
 * Presses a paper beside the thread that answers requests: docs/decisions/015-large-papers-are-pressed-in-a-thread.md. The
 * thread's own room is documents, which this one knows by its place alone.
 */
export const pressAside: (order: Order) => Promise<Uint8Array> = threadOf('app/documents/press-main.server.ts', {
  megabytes: 1024,
  milliseconds: 120_000,
  idleMilliseconds: 60_000,
})
