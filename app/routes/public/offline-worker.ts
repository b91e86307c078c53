import { guardedLoader } from '#app/web/guard.server.ts'

/**
 * The service worker of the check pages. Its address puts it in charge of `/v/` and of nothing else. It keeps the page for
 * checking without internet with all that the page names, and shows it where a check page cannot be reached; the fragment
 * of the address stays with the browser.
 */
const SOURCE = `'use strict'
const KEPT = 'tera-check-1'
const PAGE = '/v/offline'
const keep = async () => {
  const cache = await caches.open(KEPT)
  const answer = await fetch(PAGE, { cache: 'no-store', credentials: 'omit' })
  if (!answer.ok) throw new Error('the page is not there')
  const text = await answer.clone().text()
  const named = [...new Set(text.match(/\\/(?:assets\\/[\\w.-]+\\.(?:js|css)|mark\\.svg)/g) || [])]
  await cache.addAll(named)
  await cache.put(PAGE, answer)
}
self.addEventListener('install', (event) => event.waitUntil(keep().then(() => self.skipWaiting())))
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
self.addEventListener('message', (event) => event.data === 'keep' && event.waitUntil(keep().catch(() => {})))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname, origin } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate' && pathname === PAGE)
    return event.respondWith(fetch(request).catch(() => caches.match(PAGE)))
  if (request.mode === 'navigate')
    return event.respondWith(fetch(request).catch(() => Response.redirect(PAGE + '?of=' + pathname.slice(3), 302)))
  if (pathname.startsWith('/assets/') || pathname === '/mark.svg')
    event.respondWith(caches.match(request, { ignoreVary: true }).then((kept) => kept || fetch(request)))
})
`

export const loader = guardedLoader(
  'certificate.check',
  async () => new Response(SOURCE, { headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache' } }),
)
