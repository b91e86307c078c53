import { PassThrough } from 'node:stream'
import { type AppLoadContext, createReadableStreamFromReadable, type EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { NonceContext } from './components/ui/nonce.tsx'
import { jobs } from './jobs.server.ts'
import { closeDatabase, database } from './platform/database/connection.server.ts'
import { environment } from './platform/environment.server.ts'
import { startJobs, stopJobs } from './platform/job-queue.server.ts'
import { log } from './platform/log.server.ts'
import { ownMetrics, startMetrics } from './platform/metrics.server.ts'
import { withRequestContext } from './platform/request-context.server.ts'
import { encodedFor, readStaticFiles } from './platform/static-files.server.ts'
import { countOpenAttempts } from './use-cases/delivery/count-open-attempts.server.ts'
import { bodyFault } from './web/body-limit.server.ts'
import { checkPages } from './web/check-pages.server.ts'
import { isOwnOrigin, keptPageHeaders, newNonce, plainHeaders, securityHeaders } from './web/headers.server.ts'
import { isReady } from './web/health.server.ts'
import { endLiveStreams } from './web/live-stream.server.ts'
import { mayReadMetrics } from './web/metrics-door.server.ts'
import { answerSave } from './web/save-door.server.ts'

declare module '@remix-run/server-runtime' {
  interface AppLoadContext {
    readonly nonce: string
    readonly address: string
    readonly requestId: string
    /** Of the host: calls when the connection of this answer is closed. */
    readonly onClosed?: (act: () => void) => void
  }
}

/** What the Express host needs of the app: one module graph owns the database, so it reaches everything through here. */
export const host = {
  environment,
  log,
  newNonce,
  securityHeaders,
  plainHeaders,
  keptPageHeaders,
  isOwnOrigin,
  bodyFault,
  readStaticFiles,
  encodedFor,
  checkPages,
  isReady,
  answerSave,
  mayReadMetrics,
  ownMetrics,
  withRequestContext,
  endLiveStreams,
  async start() {
    const { kind } = await database()
    await startJobs(jobs)
    startMetrics(() => countOpenAttempts({ kind: 'system', job: 'metrics' }))
    return kind
  },
  async stop() {
    await stopJobs()
    await closeDatabase()
  },
}
export type Host = typeof host

const RENDER_TIMEOUT = 5_000

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  { nonce }: AppLoadContext,
): Promise<Response> {
  const waitForAll = isbot(request.headers.get('user-agent') ?? '')
  return new Promise((resolve, reject) => {
    let responseStatus = status
    let shellIsOut = false
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={context} url={request.url} nonce={nonce} abortDelay={RENDER_TIMEOUT} />
      </NonceContext.Provider>,
      {
        nonce,
        [waitForAll ? 'onAllReady' : 'onShellReady']() {
          shellIsOut = true
          const body = new PassThrough()
          headers.set('Content-Type', 'text/html; charset=utf-8')
          resolve(new Response(createReadableStreamFromReadable(body), { status: responseStatus, headers }))
          pipe(body)
        },
        onShellError: reject,
        onError(error: unknown) {
          responseStatus = 500
          if (shellIsOut) log.error('render', error)
        },
      },
    )
    setTimeout(abort, RENDER_TIMEOUT + 1_000)
  })
}

export function handleError(error: unknown, { request }: { request: Request }) {
  log.error('request', error, { path: new URL(request.url).pathname, method: request.method })
}
