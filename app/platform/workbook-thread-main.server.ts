import { parentPort } from 'node:worker_threads'
import { readWorkbook } from './workbook.server.ts'

/** The thread that platform/workbook-thread starts: the bytes of a spreadsheet in, its lines out. */
parentPort?.on('message', async (bytes: Uint8Array) => parentPort?.postMessage(await readWorkbook(bytes)))
