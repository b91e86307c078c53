import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'undici'
import { closeDatabase } from '#app/platform/database/connection.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { makeCertificates } from '#app/use-cases/certificates/make-certificates.server.ts'
import { freePort, withPostgres } from '../postgres.ts'
import { approveCertificates, prepareCertificates } from './certificates.ts'
import { hostOf, startServer } from './server.ts'

const CONNECTIONS = 32
const SECONDS = Number(process.env.BENCH_SECONDS ?? '10')
const CERTIFICATES = 200
/** Behind TLS the server takes the address from the proxy before it, and one process on this machine stands for many people. */
const ORIGIN = 'https://tera.example.go.id'

type Measured = {
  readonly perSecond: number
  readonly median: number
  readonly p95: number
  readonly processor: number
  readonly failed: number
}

/** The public check of certificates, `/v/<id>`, over HTTP: a closed loop of connections, each as another address at each request. */
export async function measurePublicCheck() {
  await withPostgres(measure, { durable: true })
}

async function measure(url: string) {
  const folder = mkdtempSync(join(tmpdir(), 'tera-bench-'))
  const ids = await makePublished(url, folder)
  const port = await freePort()
  const server = await startServer(hostOf(), {
    DATABASE_URL: url,
    DATABASE_POOL: '10',
    DEMO: '1',
    DATA_FOLDER: folder,
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
    APP_ORIGIN: ORIGIN,
    PORT: String(port),
  })
  try {
    console.log(`Public checks, ${CONNECTIONS} connections, ${SECONDS} s a line, PostgreSQL with fsync, everything on this machine\n`)
    console.log('              asked for |  checks/s  median ms  p95 ms | processor ms each')
    const kinds: [string, string[]][] = [
      ['one certificate', ids.slice(0, 1)],
      [`${CERTIFICATES} certificates`, ids],
      ['unknown codes', []],
    ]
    for (const [name, asked] of kinds) {
      await load(port, asked, 2, server.pid)
      report(name, await load(port, asked, SECONDS, server.pid))
    }
  } finally {
    server.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function makePublished(url: string, folder: string): Promise<string[]> {
  await prepareCertificates(url, folder)
  await approveCertificates(CERTIFICATES)
  await makeCertificates({ kind: 'system', job: 'make-certificates' })
  const rows = await reading((transaction) => transaction.certificate.findMany({ select: { publicId: true } }))
  await closeDatabase()
  return rows.map(({ publicId }) => publicId)
}

async function load(port: number, ids: readonly string[], seconds: number, pid: number | undefined): Promise<Measured> {
  const latencies: number[] = []
  let failed = 0
  let asked = 0
  const before = processorSeconds(pid)
  const until = performance.now() + seconds * 1000
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const client = new Client(`http://127.0.0.1:${port}`)
      while (performance.now() < until) {
        asked += 1
        const id = ids[asked % ids.length] ?? asked.toString(16).padStart(32, '0')
        const address = [10, asked >> 16, asked >> 8, asked].map((part) => part & 255).join('.')
        const sent = performance.now()
        const { statusCode, body } = await client.request({
          method: 'GET',
          path: `/v/${id}`,
          headers: { 'x-forwarded-for': address, 'accept-encoding': 'gzip, br' },
        })
        await body.dump({ limit: 1_000_000 })
        if (statusCode === (ids.length === 0 ? 404 : 200)) latencies.push(performance.now() - sent)
        else failed += 1
      }
      await client.close()
    }),
  )
  const processor = ((processorSeconds(pid) - before) * 1000) / Math.max(1, latencies.length)
  latencies.sort((left, right) => left - right)
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN
  return { perSecond: latencies.length / seconds, median: at(0.5), p95: at(0.95), processor, failed }
}

/** What the process has used of the processor, from Linux's own count in hundredths; 0 elsewhere. */
function processorSeconds(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}

function report(name: string, { perSecond, median, p95, processor, failed }: Measured) {
  const cell = (value: number, width: number, decimals = 0) => value.toFixed(decimals).padStart(width)
  const answers = failed > 0 ? `  (${failed} other answers)` : ''
  console.log(
    `${name.padStart(23)} | ${cell(perSecond, 9)} ${cell(median, 10, 1)} ${cell(p95, 7, 1)} | ${cell(processor, 17, 2)}${answers}`,
  )
}
