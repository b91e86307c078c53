import cluster from 'node:cluster'
import { createServer } from 'node:http'
import { AggregatorRegistry, Counter } from 'prom-client'
import { announceLongWork } from '#app/platform/long-work.server.ts'
import { allMetrics, superviseWorkers, tellAlive, wantedWorkers } from '../../scripts/workers.ts'

/** A server that only tells which of its processes answers; `--fault` ends each before it listens. */
function serve() {
  if (process.argv.includes('--fault')) process.exit(7)
  new AggregatorRegistry()
  tellAlive()
  const asked = new Counter({ name: 'asked_total', help: 'requests' })
  const server = createServer(async (request, response) => {
    response.shouldKeepAlive = false
    if (request.url === '/metrics') {
      response.end((await allMetrics()) ?? 'none')
      return
    }
    asked.inc()
    while (request.url === '/block');
    if (request.url === '/long') {
      await announceLongWork(20_000)
      for (const until = performance.now() + 6_000; performance.now() < until; );
    }
    if (request.url === '/slow') await new Promise((resolve) => setTimeout(resolve, 3_000))
    response.end(String(process.pid))
  })
  server.listen(Number(process.env.PORT), '127.0.0.1')
  process.on('SIGTERM', () => server.close(() => process.exit(0)))
}

if (cluster.isPrimary) superviseWorkers(wantedWorkers(process.argv), (message) => process.stdout.write(`${message}\n`))
else serve()
