import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'undici'
import { closeDatabase, connectPostgres, useDatabase } from '#app/platform/database/connection.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { createSession } from '#app/use-cases/access/session-store.server.ts'
import { makeStaff } from '#tests/factories/world.ts'
import { freePort, withPostgres } from '../postgres.ts'
import { migrateDatabase } from './database.ts'
import { hostOf, startServer } from './server.ts'

const WARM_UP = 5
/** How often each thing is asked for. */
export const ASKED = 30

type Staff = Awaited<ReturnType<typeof makeStaff>>
export type StaffPages<Made> = {
  readonly made: Made
  readonly staff: Staff
  /** A page by its address, as this member of staff; anything but 200 is thrown. */
  readonly get: (path: string) => Promise<void>
}

/** The built app on a PostgreSQL of its own, after something was made in it, with somebody of the staff who asks. */
export async function withStaffPages<Made>(
  role: Parameters<typeof makeStaff>[0],
  make: () => Promise<Made>,
  work: (pages: StaffPages<Made>) => Promise<void>,
): Promise<void> {
  await withPostgres(
    async (url) => {
      const folder = mkdtempSync(join(tmpdir(), 'tera-bench-'))
      Object.assign(process.env, { DEMO: '1', NODE_ENV: 'production', DATA_FOLDER: folder, LOG_LEVEL: 'error' })
      await migrateDatabase(url)
      useDatabase(connectPostgres(url, 5))
      const made = await make()
      const staff = await makeStaff(role)
      const cookie = await signIn(staff)
      const port = await freePort()
      const server = await startServer(hostOf(), {
        DATABASE_URL: url,
        DATABASE_POOL: '10',
        DEMO: '1',
        DATA_FOLDER: folder,
        LOG_LEVEL: 'error',
        NODE_ENV: 'production',
        PORT: String(port),
      })
      const client = new Client(`http://127.0.0.1:${port}`)
      const get = async (path: string) => {
        const { statusCode, body } = await client.request({ method: 'GET', path, headers: { cookie, 'accept-encoding': 'gzip' } })
        await body.arrayBuffer()
        if (statusCode !== 200) throw new Error(`${path}: ${statusCode}`)
      }
      try {
        console.log('                                      | median ms   p95 ms')
        await work({ made, staff, get })
      } finally {
        await client.close()
        server.kill('SIGTERM')
        await closeDatabase()
        rmSync(folder, { recursive: true, force: true })
      }
    },
    { durable: true },
  )
}

/** Asks some times unseen and many times measured, one after the other. */
export async function report(name: string, ask: () => Promise<unknown>) {
  for (let asked = 0; asked < WARM_UP; asked += 1) await ask()
  const taken: number[] = []
  for (let asked = 0; asked < ASKED; asked += 1) {
    const from = performance.now()
    await ask()
    taken.push(performance.now() - from)
  }
  taken.sort((left, right) => left - right)
  const at = (part: number) => (taken[Math.floor(taken.length * part)] ?? Number.NaN).toFixed(0).padStart(8)
  console.log(`${name.padEnd(37)} | ${at(0.5)} ${at(0.95)}`)
}

async function signIn({ accountId }: Staff): Promise<string> {
  const id = randomBytes(16).toString('hex')
  const idHash = createHash('sha256').update(id).digest('hex')
  const at = new Date()
  const expiresAt = new Date(at.getTime() + 3_600_000)
  await reading((transaction) =>
    createSession(transaction, { idHash, owner: { kind: 'staff', accountId }, deviceKey: 'bench', at, expiresAt }),
  )
  return `__Host-tera=${encodeURIComponent(Buffer.from(JSON.stringify(id)).toString('base64'))}`
}
