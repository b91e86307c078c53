import { ThreadExhausted, threadOf } from './thread.server.ts'
import type { readWorkbook } from './workbook.server.ts'

type Answer = Awaited<ReturnType<typeof readWorkbook>>

const ask = threadOf<Uint8Array, Answer>('app/platform/workbook-thread-main.server.ts', {
  megabytes: 512,
  milliseconds: 60_000,
  idleMilliseconds: 60_000,
})

/**
 * Reads a spreadsheet beside the thread that answers requests: the library works for seconds on a large roster without a
 * pause. One that takes too much time or memory is too big.
 */
export function readWorkbookAside(bytes: Uint8Array): Promise<Answer> {
  return ask(bytes).catch((error: unknown) => {
    if (error instanceof ThreadExhausted) return { kind: 'too-big-inside' }
    throw error
  })
}
