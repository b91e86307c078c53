import { QUESTION_FORM } from '#app/components/delivery/exam-screen.tsx'
import { EXAM_CACHE } from '#app/components/layout/exam-cache.ts'
import { guardedLoader } from '#app/web/guard.server.ts'

/**
 * The service worker of the exam. Its address puts it in charge of `/exam/` and of nothing else. Of the pages it answers for
 * the attempt's alone: the network first, the last copy when that fails or is slow. Files of the build and pictures never
 * change under their names. Everything else, every save too, goes its own way. The page is one candidate's: whoever signs in
 * puts it away, and so does any other answer than a paper at its address; components/layout/exam-cache.ts does the rest. A
 * paper that came too late to be shown is not kept: the device knows a copy by its being older than the last contact.
 */
const SOURCE = `'use strict'
const KEPT = ${JSON.stringify(EXAM_CACHE)}
const PAGE = '/exam/attempt'
const MARK = ${JSON.stringify(`id="${QUESTION_FORM}"`)}
const PATIENCE = 4000
const KEPT_FOR = 12 * 3600 * 1000
const open = () => caches.open(KEPT)
const keptPage = async () => {
  const cache = await open()
  const kept = await cache.match(PAGE, { ignoreVary: true })
  if (kept && Date.now() - Date.parse(kept.headers.get('date')) > KEPT_FOR) await cache.delete(PAGE, { ignoreVary: true })
  else return kept
}
const keepPage = async (answer, isLate) => {
  const copy = answer.clone()
  const isPaper = answer.ok && (await answer.text()).includes(MARK)
  const cache = await open()
  if (!isPaper) await cache.delete(PAGE, { ignoreVary: true })
  else if (!isLate) await cache.put(PAGE, copy)
}
const page = async (event) => {
  const kept = await keptPage()
  let isLate = false
  const asked = fetch(event.request).then((answer) => {
    if (answer.status < 500) event.waitUntil(keepPage(answer.clone(), isLate))
    return answer
  })
  if (!kept) return asked
  event.waitUntil(asked.catch(() => {}))
  const soon = asked.then((answer) => (answer.status < 500 ? answer : kept), () => kept)
  const patience = new Promise((end) => setTimeout(end, PATIENCE)).then(() => {
    isLate = true
    return kept
  })
  return Promise.race([soon, patience])
}
const file = async (event) => {
  const kept = await caches.match(event.request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(event.request)
  if (answer.ok) {
    const copy = answer.clone()
    event.waitUntil(open().then((cache) => cache.put(event.request, copy)))
  }
  return answer
}
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request
  const { pathname, origin } = new URL(url)
  if (origin !== self.location.origin) return
  if (method === 'POST' && mode === 'navigate' && pathname === '/exam/sign-in') event.waitUntil(caches.delete(KEPT))
  if (method !== 'GET') return
  if (mode === 'navigate' && pathname === PAGE) event.respondWith(page(event))
  else if (pathname.startsWith('/assets/') || pathname.startsWith('/media/')) event.respondWith(file(event))
})
`

export const loader = guardedLoader(
  'attempt.take',
  async () => new Response(SOURCE, { headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache' } }),
)
