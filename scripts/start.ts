import { showScript, startHost } from './child-process.ts'
import { NEEDS_POSTGRESQL, wantedWorkers } from './workers.ts'

/** Each step is skipped when it is already done, so that starting again is quick. */
async function main() {
  checkNode()
  const workers = wantedWorkers(process.argv)
  console.log('1/5 Database client')
  const { makeDatabaseClient } = await import('./database-client.ts')
  console.log((await makeDatabaseClient()) === 'made' ? '    generated from prisma/' : '    already there')

  console.log('2/5 Build of the pages and the server')
  const { buildApp } = await import('./build.ts')
  console.log((await buildApp()) === 'made' ? '    built into build/' : '    nothing changed since the last build')

  const { environment } = await import('#app/platform/environment.server.ts')
  const { demo, databaseUrl, dataFolder } = environment()
  if (workers > 1 && databaseUrl === null) throw new Error(NEEDS_POSTGRESQL)
  console.log(`3/5 Database (${databaseUrl === null ? `embedded, in ${dataFolder}` : 'PostgreSQL, from DATABASE_URL'})`)
  await orStop(showScript('scripts/migrate.ts'))

  console.log('4/5 Demo data')
  if (demo) await orStop(showScript('prisma/seed.ts'))
  else console.log('    not wanted (DEMO is not 1)')

  console.log('5/5 Server')
  if (databaseUrl === null) {
    console.log('    The embedded database is for trying out, tests and small rooms: one process owns its folder,')
    console.log('    and a power cut can lose the last moments. For a real exam set DATABASE_URL to a PostgreSQL server.')
  }
  await serve(workers)
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19) || major >= 23) {
    throw new Error(`This is Node ${process.versions.node}; Tera needs 20.19 or newer, below 23.`)
  }
}

async function orStop(script: Promise<number>) {
  if ((await script) !== 0) throw new Error('Stopped: the step above failed.')
}

/** The server is a process of its own; what stops this one stops it, and its exit code is ours. */
function serve(workers: number): Promise<void> {
  const server = startHost(['--workers', String(workers)], { env: { ...process.env, NODE_ENV: 'production' } })
  const forward = (signal: NodeJS.Signals) => void server.kill(signal)
  process.on('SIGINT', forward)
  process.on('SIGTERM', forward)
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.on('exit', (code) => {
      process.exitCode = code ?? 1
      resolve()
    })
  })
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
