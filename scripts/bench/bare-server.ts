import { randomUUID } from 'node:crypto'
import { createRequestHandler } from '@remix-run/express'
import type { ActionFunctionArgs, ServerBuild } from '@remix-run/node'
import express from 'express'
import { connectPostgres } from '#app/platform/database/connection.server.ts'

/**
 * The yardstick: a Remix action that does nothing but one upsert, through the same Express, the same Prisma and the
 * same driver. Started by scripts/bench.ts with DATABASE_URL and PORT.
 */
const { client } = connectPostgres(process.env.DATABASE_URL ?? '', Number(process.env.DATABASE_POOL ?? '10'))

async function action({ request }: ActionFunctionArgs) {
  const { attempt, position, value }: { attempt: string; position: number; value: string } = await request.json()
  await client.$executeRaw`
    INSERT INTO bare_answer (attempt, position, value, saved_at) VALUES (${attempt}::uuid, ${position}, ${value}, now())
    ON CONFLICT (attempt, position) DO UPDATE SET value = excluded.value, saved_at = excluded.saved_at`
  return Response.json({ saved: true })
}

const build: ServerBuild = {
  mode: 'production',
  entry: { module: { default: () => new Response('bare') } },
  routes: { save: { id: 'save', path: 'save', module: { default: () => null, action } } },
  assets: { version: randomUUID(), entry: { module: '', imports: [] }, routes: {}, url: '' },
  publicPath: '/',
  assetsBuildDirectory: '',
  basename: '/',
  isSpaMode: false,
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: true,
    v3_lazyRouteDiscovery: true,
  },
}
// A module without a component is a resource route: its action answers itself.
Reflect.deleteProperty(build.routes.save?.module ?? {}, 'default')

const app = express()
app.all('*', createRequestHandler({ build, mode: 'production', getLoadContext: () => ({ nonce: '', requestId: '', address: '' }) }))
app.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('ready\n'))
