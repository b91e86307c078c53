import { EXAM_CACHE } from '../layout/exam-cache.ts'
import { loadRecovery } from './recovery-door.tsx'

const PAGE = '/exam/attempt'
const ROUTE = 'routes/candidate/attempt'
type Paper = {
  /** Stands in the page of a paper and in no other. */
  readonly marker: string
  readonly pictures: readonly string[]
  /** Asks the server for its time: a copy must be older than the last contact, which is how it is known. */
  readonly onKept: () => void
}

/** What is on the screen comes first. */
const KEEP_AFTER = 2000

/**
 * Puts the exam onto the device, so that a reload without network still shows it: the worker that answers for the page, the
 * files of the exam's page, and with a paper its pictures and the page itself. @returns a way to call it off.
 */
export function keepExam(paper: Paper | null): () => void {
  // Without the worker a reload needs the network, as before.
  if ('serviceWorker' in navigator) navigator.serviceWorker.register('/exam/worker.js', { scope: '/exam/' }).catch(() => {})
  const timer = setTimeout(() => void keep(paper).catch(() => {}), KEEP_AFTER)
  return () => clearTimeout(timer)
}

async function keep(paper: Paper | null) {
  // Once it is loaded its files are among the loaded ones.
  await loadRecovery().catch(() => {})
  if (!('serviceWorker' in navigator) || !('caches' in globalThis)) return
  const cache = await caches.open(EXAM_CACHE)
  for (const path of new Set([...loadedFiles(), ...filesOfExam(), ...(paper?.pictures ?? [])])) {
    // One file that cannot be had holds up no other.
    if ((await cache.match(path, { ignoreVary: true })) === undefined) await cache.add(path).catch(() => {})
  }
  if (paper === null || (await cache.match(PAGE, { ignoreVary: true })) !== undefined) return
  const page = await fetch(PAGE, { redirect: 'error' })
  if (!page.ok || !(await page.clone().text()).includes(paper.marker)) return
  await cache.put(PAGE, page)
  paper.onKept()
}

function loadedFiles(): string[] {
  const paths = performance.getEntriesByType('resource').map(({ name }) => new URL(name, location.href).pathname)
  return paths.filter((path) => path.startsWith('/assets/'))
}

function filesOfExam(): string[] {
  const { entry, routes } = window.__remixManifest
  const route = routes[ROUTE]
  return [entry.module, ...entry.imports, ...(route === undefined ? [] : [route.module, ...(route.imports ?? []), ...(route.css ?? [])])]
}
