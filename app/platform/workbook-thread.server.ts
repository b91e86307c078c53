import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { readWorkbook } from './workbook.server.ts'

type Answer = Awaited<ReturnType<typeof readWorkbook>>

/** The source beside the bundle: a thread has a module graph of its own, and tsx reads it as it reads server.ts. */
const MAIN = pathToFileURL(resolve('app/platform/workbook-thread-main.server.ts')).href
const START = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${JSON.stringify(MAIN)}, ${JSON.stringify(MAIN)}))`
const LIMITS = { maxOldGenerationSizeMb: 512 }
const READ_WITHIN_MILLISECONDS = 60_000

let thread: Worker | null = null
let lastOne: Promise<unknown> = Promise.resolve()

/**
 * Reads a spreadsheet beside the thread that answers requests, one at a time: the library works for seconds on a large
 * roster without a pause. One that takes too much time or memory ends the thread and is too big; the next one starts it anew.
 */
export function readWorkbookAside(bytes: Uint8Array): Promise<Answer> {
  const answer = lastOne.then(() => ask(bytes))
  lastOne = answer.catch(() => {})
  return answer
}

function ask(bytes: Uint8Array): Promise<Answer> {
  const asked = thread ?? new Worker(START, { eval: true, resourceLimits: LIMITS })
  thread = asked
  asked.ref()
  return new Promise<Answer>((answer, reject) => {
    const settle = () => {
      clearTimeout(giveUp)
      asked.off('message', onRead).off('error', onError)
      // Between two files it keeps no process alive.
      asked.unref()
    }
    const end = () => {
      settle()
      thread = null
      void asked.terminate()
    }
    const onRead = (read: Answer) => {
      settle()
      answer(read)
    }
    const onError = (error: Error) => {
      end()
      if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') answer({ kind: 'too-big-inside' })
      else reject(error)
    }
    const giveUp = setTimeout(() => {
      end()
      answer({ kind: 'too-big-inside' })
    }, READ_WITHIN_MILLISECONDS)
    asked.on('message', onRead).on('error', onError)
    asked.postMessage(bytes)
  })
}
