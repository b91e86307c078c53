import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express from 'express'
import sirv from 'sirv'
import type { Host } from './app/entry.server.tsx'

type Build = ServerBuild & { readonly entry: { readonly module: { readonly host: Host } } }

const BUILD = resolve(import.meta.dirname, 'build/server/index.js')
const CLIENT = resolve(import.meta.dirname, 'build/client')
// Load balancers need a moment to see that this process no longer takes requests.
const STOP_WITHIN = 10_000

async function serve() {
  if (!existsSync(BUILD)) throw new Error('There is no build yet: run npm run build, or npm start, which does it.')
  const build: Build = await import(pathToFileURL(BUILD).href)
  const { host } = build.entry.module
  const settings = host.environment()
  const kind = await host.start()

  const app = express()
  app.disable('x-powered-by')
  if (settings.origin.startsWith('https://')) app.set('trust proxy', 'loopback')

  app.use((request, response, next) => {
    const nonce = host.newNonce()
    response.locals.nonce = nonce
    response.locals.requestId = randomUUID()
    response.set(host.securityHeaders(nonce))
    // Pictures say themselves how long they keep: their address is the hash of what they hold.
    if (request.path.startsWith('/media/')) response.removeHeader('Cache-Control')
    if (request.method !== 'GET' && request.method !== 'HEAD' && !host.isOwnOrigin(request.headers)) {
      response.status(403).type('text').send('Permintaan ditolak: asalnya bukan dari situs ini.')
      return
    }
    next()
  })
  app.get('/healthz', (_request, response) => void response.type('text').send('ok'))
  app.get('/readyz', async (_request, response) => {
    const ready = await host.isReady()
    response
      .status(ready ? 200 : 503)
      .type('text')
      .send(ready ? 'ok' : 'database')
  })
  app.use(
    sirv(CLIENT, {
      brotli: true,
      gzip: true,
      etag: true,
      setHeaders: (response, path) => {
        response.setHeader('Cache-Control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600')
      },
    }),
  )
  app.use(compression({ threshold: 1024 }))
  const handle = createRequestHandler({
    build,
    mode: 'production',
    getLoadContext: (request, response) => ({
      nonce: response.locals.nonce,
      requestId: response.locals.requestId,
      address: request.ip ?? '',
    }),
  })
  app.all('*', (request, response, next) =>
    host.withRequestContext({ requestId: response.locals.requestId }, () => handle(request, response, next)),
  )

  const server = app.listen(settings.port, settings.host, () => {
    process.stdout.write(`Tera answers at ${settings.origin} (${kind === 'pglite' ? 'embedded database' : 'PostgreSQL'})\n`)
  })
  server.keepAliveTimeout = 65_000

  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    const deadline = setTimeout(() => process.exit(1), STOP_WITHIN)
    deadline.unref()
    server.close(async () => {
      await host.stop()
      process.exit(0)
    })
    server.closeIdleConnections()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

serve().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
