import { appendFile } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

// Loaded before the app by the robots alone: writes each second how much memory the process holds and how late its event loop is.
const folder = process.env.WATCH_FOLDER
if (folder !== undefined && isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const file = join(folder, `watch-${process.pid}.jsonl`)
  setInterval(() => {
    const { rss, heapUsed } = process.memoryUsage()
    const { user, system } = process.cpuUsage()
    // The histogram counts from zero wait plus its own resolution.
    const delayP99 = Math.max(0, delay.percentile(99) / 1e6 - 10)
    delay.reset()
    appendFile(file, `${JSON.stringify({ at: Date.now(), rss, heap: heapUsed, delayP99, processor: (user + system) / 1e6 })}\n`, () => {})
  }, 1_000).unref()

  // What a fault asks of the process, by a signal of its own.
  process.on('SIGUSR2', () => {
    if (process.env.WATCH_FAULT === 'memory') {
      const kept = []
      for (;;) kept.push(new Array(1_000_000).fill(kept.length))
    }
    if (process.env.WATCH_FAULT === 'blocked') for (;;) Math.random()
  })
}
