import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { constants } from 'node:zlib'
import { createRequestHandler } from '@remix-run/express'
import { createRequestHandler as createServerHandler, type ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express, { type Request as HostRequest, type Response as HostResponse, type NextFunction } from 'express'
import type { Host } from './app/entry.server.tsx'

type BodyFault = NonNullable<ReturnType<Host['bodyFault']>>
type Build = ServerBuild & { readonly entry: { readonly module: { readonly host: Host } } }

const BUILD = resolve(import.meta.dirname, 'build/server/index.js')
const CLIENT = resolve(import.meta.dirname, 'build/client')
const SAVE_PATH = '/exam/answers'
const SAVE_ROUTE = 'routes/candidate/answers'
const CHECK_PATH = /^\/v\/[0-9a-f]{32}$/
const CHECK_ROUTES: readonly string[] = ['root', 'routes/public/layout', 'routes/public/verify-certificate']
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
  app.disable('query parser')
  if (settings.origin.startsWith('https://')) app.set('trust proxy', 'loopback')

  app.use((request, response, next) => {
    response.locals.nonce = host.newNonce()
    response.locals.requestId = randomUUID()
    response.set(host.securityHeaders(response.locals.nonce))
    // Pictures, whose address is the hash of what they hold, and public lists say themselves how long they keep.
    if (/^\/(media|announcements)\//.test(request.path)) response.removeHeader('Cache-Control')
    if (request.method !== 'GET' && request.method !== 'HEAD' && !host.isOwnOrigin(request.headers)) {
      response.status(403).type('text').send('Permintaan ditolak: asalnya bukan dari situs ini.')
      return
    }
    const fault = host.bodyFault(request.headers)
    if (fault === null) next()
    else refuseBody(request, response, fault)
  })
  app.get('/healthz', (_request, response) => void response.type('text').send('ok'))
  app.get('/readyz', async (_request, response) => {
    const ready = await host.isReady()
    response
      .status(ready ? 200 : 503)
      .type('text')
      .send(ready ? 'ok' : 'database')
  })
  app.post(SAVE_PATH, express.raw({ type: () => true, limit: '1mb', inflate: false }), answerSaves(build))
  app.use(answerFiles(host))
  const checks = { ...build, ...onlyRoutes(build, CHECK_ROUTES) }
  app.get(CHECK_PATH, answerChecks(checks))
  app.use(compression({ threshold: 1024, brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } } }))
  const answerWith = (routes: ServerBuild) => {
    const handle = createRequestHandler({ build: routes, mode: 'production', getLoadContext: loadContext })
    return (request: HostRequest, response: HostResponse, next: NextFunction) =>
      host.withRequestContext({ requestId: response.locals.requestId }, () => handle(request, response, next))
  }
  app.get(CHECK_PATH, answerWith(checks))
  app.all('*', answerWith(build))

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

function loadContext(request: HostRequest, response: HostResponse) {
  return { nonce: response.locals.nonce, requestId: response.locals.requestId, address: request.ip ?? '' }
}

/** A browser shows an answer only after it could send all, so what is not hopelessly large is taken in and forgotten. */
function refuseBody(request: HostRequest, response: HostResponse, { status, message, drains }: BodyFault) {
  const answer = () => response.status(status).type('text').send(message)
  if (!drains) {
    response.set('Connection', 'close')
    answer()
    return
  }
  request.on('end', answer).resume()
}

/** The build's files, from memory. Those under /assets/ are named by their content and kept for ever. */
function answerFiles(host: Host) {
  const files = host.readStaticFiles(CLIENT)
  const started = new Date().toUTCString()
  return (request: HostRequest, response: HostResponse, next: NextFunction) => {
    const file = request.method === 'GET' || request.method === 'HEAD' ? files.get(request.path) : undefined
    if (file === undefined) {
      next()
      return
    }
    const { bytes, encoding } = host.encodedFor(file, request.headers['accept-encoding'])
    for (const name of response.getHeaderNames()) response.removeHeader(name)
    response.set(host.plainHeaders()).type(extname(file.path)).set('Vary', 'Accept-Encoding')
    if (encoding !== null) response.set('Content-Encoding', encoding)
    if (file.path.startsWith('/assets/')) response.set('Cache-Control', 'public, max-age=31536000, immutable')
    else response.set({ 'Cache-Control': 'public, max-age=3600', 'Last-Modified': started })
    if (request.fresh) {
      response.status(304).end()
      return
    }
    response.set('Content-Length', String(bytes.byteLength))
    response.end(request.method === 'HEAD' ? undefined : bytes)
  }
}

/**
 * Saves are most of all requests and come from a whole room at once. They reach their route's own action, guard and all,
 * without the matching and streaming that a page needs: docs/decisions/008-saves-skip-the-router.md.
 */
function answerSaves(build: Build) {
  const { host } = build.entry.module
  const save = build.routes[SAVE_ROUTE]?.module.action
  if (save === undefined) throw new Error(`the build has no action for ${SAVE_PATH}`)
  const url = new URL(SAVE_PATH, host.environment().origin)
  const act = async (request: HostRequest, response: HostResponse) => {
    const headers = new Headers({ 'Content-Type': request.headers['content-type'] ?? '', Cookie: request.headers.cookie ?? '' })
    const body = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : null
    const answer: unknown = await Promise.resolve(
      save({ request: new Request(url, { method: 'POST', headers, body }), params: {}, context: loadContext(request, response) }),
    ).catch((thrown: unknown) => {
      if (thrown instanceof Response) return thrown
      throw thrown
    })
    if (!(answer instanceof Response)) throw new Error(`${SAVE_PATH} gave no response`)
    const bytes = Buffer.from(await answer.arrayBuffer())
    for (const name of response.getHeaderNames()) response.removeHeader(name)
    response.set({ ...host.plainHeaders(), 'Cache-Control': 'no-store', ...Object.fromEntries(answer.headers) })
    response.status(answer.status).set('Content-Length', String(bytes.length)).end(bytes)
  }
  return (request: HostRequest, response: HostResponse) =>
    host.withRequestContext({ requestId: response.locals.requestId }, () =>
      act(request, response).catch((error: unknown) => {
        host.log.error('request', error, { path: SAVE_PATH, method: 'POST' })
        response.status(500).type('text').send('Permintaan tidak selesai. Coba lagi.')
      }),
    )
}

/** These routes alone: matching against all is most of the work of a page, and a browser asks for the others when it needs them. */
function onlyRoutes({ routes, assets }: ServerBuild, ids: readonly string[]): Pick<ServerBuild, 'routes' | 'assets'> {
  const some = <Value>(all: Readonly<Record<string, Value>>) => Object.fromEntries(Object.entries(all).filter(([id]) => ids.includes(id)))
  return { routes: some(routes), assets: { ...assets, routes: some(assets.routes) } }
}

/**
 * The public check of a certificate, for readers without a cookie, from pages that are rendered once for many of them; what
 * has no such page goes on to the router. A page that waits for nobody has no nonce: docs/decisions/013-check-pages-are-kept.md.
 */
function answerChecks(build: Build) {
  const { host } = build.entry.module
  const render = createServerHandler(build, 'production')
  const pageFor = host.checkPages((path, address) =>
    render(new Request(new URL(path, host.environment().origin)), { nonce: host.newNonce(), requestId: randomUUID(), address }),
  )
  return (request: HostRequest, response: HostResponse, next: NextFunction) => {
    const send = (page: Awaited<ReturnType<typeof pageFor>>) => {
      if (page === null) {
        next()
        return
      }
      const { bytes, encoding } = host.encodedFor(page, request.headers['accept-encoding'])
      response.set({ ...host.keptPageHeaders(page.scripts), 'X-Robots-Tag': 'noindex', Vary: 'Accept-Encoding, Cookie' }).type('html')
      if (encoding !== null) response.set('Content-Encoding', encoding)
      response.set('Content-Length', String(bytes.byteLength)).end(bytes)
    }
    if (request.headers.cookie !== undefined || request.url !== request.path) next()
    else host.withRequestContext({ requestId: response.locals.requestId }, () => pageFor(request.path, request.ip ?? '')).then(send, next)
  }
}

serve().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
