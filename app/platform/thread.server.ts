import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

/** The thread had to be ended: the work took more time or memory than it may. */
export class ThreadExhausted extends Error {}

type Limits = {
  readonly megabytes: number
  /** How long one piece of work may take, from the moment when it is its turn. */
  readonly milliseconds: number
  /** After so long without work the thread ends, and its memory is free. */
  readonly idleMilliseconds: number
}

/**
 * A thread beside the one that answers requests, for work that goes on for seconds without a pause: one piece at a time, the
 * others wait their turn. It starts with the first piece. A piece that throws, or takes more than it may, ends the thread and
 * is the only one that fails; the next one starts it anew. What crosses is plain data: it is cloned on its way.
 *
 * @param main The source that listens on `parentPort`. It stands beside the bundle: a thread has a module graph of its own,
 * and tsx reads it as it reads server.ts.
 */
export function threadOf<Question, Answer>(main: string, limits: Limits): (question: Question) => Promise<Answer> {
  let thread: Worker | null = null
  let rest: NodeJS.Timeout | null = null
  let lastOne: Promise<unknown> = Promise.resolve()

  const start = () => {
    const url = JSON.stringify(pathToFileURL(resolve(main)).href)
    const code = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${url}, ${url}))`
    const started = new Worker(code, { eval: true, resourceLimits: { maxOldGenerationSizeMb: limits.megabytes } })
    // What befalls it while nobody waits is nobody's error; the next piece of work begins with a new one.
    started.on('error', () => end(started)).on('exit', () => end(started))
    // Between two pieces of work it keeps no process alive.
    started.unref()
    return started
  }
  const end = (ended: Worker) => {
    if (thread === ended) thread = null
    void ended.terminate()
  }
  const ask = (question: Question): Promise<Answer> => {
    const asked = thread ?? start()
    thread = asked
    asked.postMessage(question)
    asked.ref()
    if (rest !== null) clearTimeout(rest)
    return new Promise<Answer>((answer, reject) => {
      const settle = () => {
        clearTimeout(giveUp)
        asked.off('message', onAnswer).off('error', onError).off('exit', onExit)
        asked.unref()
      }
      const fail = (error: Error) => {
        settle()
        end(asked)
        reject(error)
      }
      const onAnswer = (given: Answer) => {
        settle()
        rest = setTimeout(end, limits.idleMilliseconds, asked).unref()
        answer(given)
      }
      const onError = (error: Error) =>
        fail('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ThreadExhausted(main, { cause: error }) : error)
      const onExit = (code: number) => fail(new Error(`the thread of ${main} ended with ${code}`))
      const giveUp = setTimeout(() => fail(new ThreadExhausted(`${main}: more than ${limits.milliseconds} ms`)), limits.milliseconds)
      asked.on('message', onAnswer).on('error', onError).on('exit', onExit)
    })
  }
  return (question) => {
    const answer = lastOne.then(() => ask(question))
    lastOne = answer.catch(() => {})
    return answer
  }
}
