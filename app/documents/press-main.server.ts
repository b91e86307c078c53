import { parentPort } from 'node:worker_threads'
import { type PaperOrder, press } from './press.server.ts'

/** The thread that platform/press-thread starts: what is ordered in, the finished file out. */
parentPort?.on('message', async (order: PaperOrder) => parentPort?.postMessage(await press(order)))
