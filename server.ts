import cluster from 'node:cluster'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { constants } from 'node:zlib'
import { createRequestHandler } from '@remix-run/express'
import { createRequestHandler as createServerHandler, type ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express, { type Request as HostRequest, type Response as HostResponse, type NextFunction } from 'express'
import type { Host } from './app/entry.server.tsx'
import { allMetrics, NEEDS_POSTGRESQL, superviseWorkers, tellAlive, wantedWorkers } from './scripts/workers.ts'

type SentHeaders = Readonly<Record<string, string>>
type BodyFault = NonNullable<ReturnType<Host['bodyFault']>>
type Build = ServerBuild & { readonly entry: { readonly module: { readonly host: Host } } }

// From the folder of the repository, in which every script starts this.
const BUILD = resolve('build/server/index.js')
const CLIENT = resolve('build/client')
const SAVE_PATH = '/exam/answers'
const METRICS_PATH = '/metrics'
const CHECK_PATH = /^\/v\/[0-9a-f]{32}$/
/** Posts that a whole city sends in the same minute; they answer with a redirect, so that no other route is needed. */
const STAMPEDES: Readonly<Record<string, string>> = { '/exam/start': 'routes/candidate/start', '/exam/hand-in': 'routes/candidate/hand-in' }
/** Pages that a whole city opens in the same minute, with those around them. What a browser asks for beyond them is answered by all routes. */
const EXAM_PAGES: Readonly<Record<string, string>> = {
  '/exam': 'routes/candidate/exam-day',
  '/exam/attempt': 'routes/candidate/attempt',
  '/exam/hand-in': 'routes/candidate/hand-in',
  '/exam/receipt': 'routes/candidate/receipt',
}
const CHECK_ROUTES: readonly string[] = ['root', 'routes/public/layout', 'routes/public/verify-certificate']
// Load balancers need a moment to see that this process no longer takes requests.
const STOP_WITHIN = 10_000
const SILENT_FOR = 1_000

async function serve() {
  if (!existsSync(BUILD)) throw new Error('There is no build yet: run npm run build, or npm start, which does it.')
  const build: Build = await import(pathToFileURL(BUILD).href)
  const { host } = build.entry.module
  const settings = host.environment()
  if (cluster.isWorker && settings.databaseUrl === null) throw new Error(NEEDS_POSTGRESQL)
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
    if (isTurnedAway(host, request, response)) return
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
  app.use(answerFiles(host))
  const checks = { ...build, ...onlyRoutes(build, CHECK_ROUTES) }
  app.get(CHECK_PATH, answerChecks(checks))
  // A window of 256 kB holds a page; the usual one takes several megabytes for each answer under way.
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 18 } }
  app.use(compression({ threshold: 1024, brotli }))
  const answerWith = (routes: ServerBuild) => {
    const handle = createRequestHandler({ build: routes, mode: 'production', getLoadContext: loadContext })
    return (request: HostRequest, response: HostResponse, next: NextFunction) =>
      host.withRequestContext({ requestId: response.locals.requestId }, () => handle(request, response, next))
  }
  app.get(CHECK_PATH, answerWith(checks))
  for (const [path, id] of Object.entries(STAMPEDES)) app.post(path, answerWith({ ...build, ...onlyRoutes(build, withParents(build, id)) }))
  const exam = Object.values(EXAM_PAGES).flatMap((id) => withParents(build, id))
  app.get(Object.keys(EXAM_PAGES), answerWith({ ...build, ...onlyRoutes(build, exam) }))
  app.all('*', answerWith(build))

  const answerSave = answerSaves(host)
  const answerMetrics = answerFigures(host)
  const server = createServer((request, response) => {
    if (stopping) response.shouldKeepAlive = false
    if (request.url === SAVE_PATH && request.method === 'POST') answerSave(request, response)
    else if (request.url === METRICS_PATH && request.method === 'GET') answerMetrics(request, response)
    else app(request, response)
  })
  server.keepAliveTimeout = 65_000
  const connections = new Set<Socket>()
  server.on('connection', (socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  server.listen(settings.port, settings.host, () => {
    if (cluster.isPrimary) say(`Tera answers at ${settings.origin} (${kind === 'pglite' ? 'embedded database' : 'PostgreSQL'})`)
  })

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
    host.endLiveStreams()
    // A connection that a browser or a proxy keeps open is closed once its answer is out.
    setInterval(() => server.closeIdleConnections(), 100).unref()
    // One that a browser opened ahead, and on which nothing was ever asked, does not count as idle.
    setTimeout(() => {
      for (const connection of connections) if (connection.bytesRead === 0) connection.destroy()
    }, SILENT_FOR).unref()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function say(message: string) {
  process.stdout.write(`${message}\n`)
}

function loadContext(request: HostRequest, response: HostResponse) {
  const onClosed = (act: () => void) => void (response.closed ? act() : response.once('close', act))
  return { nonce: response.locals.nonce, requestId: response.locals.requestId, address: request.ip ?? '', onClosed }
}

/** Whether a request that changes something comes from elsewhere, or with a body that may not come in; then it is answered. */
function isTurnedAway(host: Host, request: IncomingMessage, response: ServerResponse, headers: SentHeaders = {}): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD' && !host.isOwnOrigin(request.headers)) {
    answerText(response, 403, 'Permintaan ditolak: asalnya bukan dari situs ini.', headers)
    return true
  }
  const fault = host.bodyFault(request.headers)
  if (fault === null) return false
  refuseBody(request, response, fault, headers)
  return true
}

/** A browser shows an answer only after it could send all, so what is not hopelessly large is taken in and forgotten. */
function refuseBody(request: IncomingMessage, response: ServerResponse, { status, message, drains }: BodyFault, headers: SentHeaders) {
  if (!drains) answerText(response, status, message, { ...headers, Connection: 'close' })
  else request.on('end', () => answerText(response, status, message, headers)).resume()
}

function answerText(response: ServerResponse, status: number, text: string, headers: SentHeaders = {}) {
  response
    .writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': Buffer.byteLength(text) })
    .end(text)
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
 * Saves are most of all requests and come from a whole room at once. They reach the door that their route stands on, with
 * the same checks before it, without what a page needs: docs/decisions/008-saves-skip-the-router.md and 016-saves-in-groups.md.
 */
function answerSaves(host: Host) {
  const always = { ...host.plainHeaders(), 'Cache-Control': 'no-store' }
  const act = async (cookies: string | undefined, chunks: readonly Buffer[], response: ServerResponse) => {
    const sent = Buffer.concat(chunks).toString('utf8')
    const { status, headers, body } = await host.withRequestContext({ requestId: randomUUID() }, () => host.answerSave(cookies, sent))
    response.writeHead(status, { ...always, ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body)
  }
  return (request: IncomingMessage, response: ServerResponse) => {
    if (isTurnedAway(host, request, response, always)) return
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      act(request.headers.cookie, chunks, response).catch((error: unknown) => {
        host.log.error('request', error, { path: SAVE_PATH, method: 'POST' })
        if (!response.headersSent) answerText(response, 500, 'Permintaan tidak selesai. Coba lagi.', always)
      })
    })
  }
}

/** What the processes count of themselves, for Prometheus. To everybody else there is no such page. */
function answerFigures(host: Host) {
  const always = { ...host.plainHeaders(), 'Cache-Control': 'no-store' }
  const act = async (response: ServerResponse) => {
    const own = await host.ownMetrics()
    const text = cluster.isWorker ? await allMetrics() : own.text
    if (text === null) answerText(response, 503, 'the processes do not answer', always)
    else response.writeHead(200, { ...always, 'Content-Type': own.type }).end(text)
  }
  return (request: IncomingMessage, response: ServerResponse) => {
    if (!host.mayReadMetrics({ address: request.socket.remoteAddress, headers: request.headers })) {
      answerText(response, 404, 'Tidak ada.', always)
      return
    }
    act(response).catch((error: unknown) => {
      host.log.error('request', error, { path: METRICS_PATH, method: 'GET' })
      if (!response.headersSent) answerText(response, 500, 'metrics', always)
    })
  }
}

/** These routes alone: matching against all is most of the work of a page, and a browser asks for the others when it needs them. */
function onlyRoutes({ routes, assets }: ServerBuild, ids: readonly string[]): Pick<ServerBuild, 'routes' | 'assets'> {
  const some = <Value>(all: Readonly<Record<string, Value>>) => Object.fromEntries(Object.entries(all).filter(([id]) => ids.includes(id)))
  return { routes: some(routes), assets: { ...assets, routes: some(assets.routes) } }
}

/** A route and those around it, the outermost first. */
function withParents(build: ServerBuild, id: string): string[] {
  const parentId = build.routes[id]?.parentId
  return parentId === undefined ? [id] : [...withParents(build, parentId), id]
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

async function main() {
  const count = wantedWorkers(process.argv)
  if (count > 1 && cluster.isPrimary) superviseWorkers(count, (message) => say(`Tera: ${message}`))
  else {
    tellAlive()
    await serve()
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
