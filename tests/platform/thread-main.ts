import { parentPort } from 'node:worker_threads'

type Work = 'answers' | 'throws' | 'leaves' | 'never-ends' | 'eats-memory' | 'throws-afterwards'

let asked = 0

/** Does what it is told, and tells how much it was asked before; its memory of that ends with the thread. */
parentPort?.on('message', async (work: Work) => {
  asked += 1
  const eaten: string[][] = []
  if (work === 'throws') throw new Error('this piece is bad')
  if (work === 'leaves') process.exit(3)
  if (work === 'never-ends') for (;;) asked += 0
  if (work === 'eats-memory') for (;;) eaten.push(Array.from({ length: 100_000 }, (_, at) => `eaten ${at}`))
  if (work === 'throws-afterwards') setTimeout(() => Promise.reject(new Error('nobody waits')), 60)
  await new Promise((resolve) => setTimeout(resolve, 20))
  parentPort?.postMessage(asked)
})
