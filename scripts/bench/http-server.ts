import { createServer } from 'node:http'
import pg from 'pg'

/**
 * The yardstick of a lean server: node:http and one upsert through pg, nothing else (no session, no lease, no deadline, no
 * log of events, no validation). Started by scripts/bench.ts with DATABASE_URL and PORT.
 */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.DATABASE_POOL ?? '10') })
const TEXT = `INSERT INTO bare_answer (attempt, position, value, saved_at) VALUES ($1, $2, $3, now())
  ON CONFLICT (attempt, position) DO UPDATE SET value = excluded.value, saved_at = excluded.saved_at`
const SAVED = JSON.stringify({ saved: true })

async function save(body: string) {
  const { attempt, position, value }: { attempt: string; position: number; value: string } = JSON.parse(body)
  await pool.query({ name: 'save', text: TEXT, values: [attempt, position, value] })
}

const server = createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => {
    body += chunk
  })
  request.on('end', () => {
    save(body).then(
      () => response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': SAVED.length }).end(SAVED),
      () => response.writeHead(500).end(),
    )
  })
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('ready\n'))
