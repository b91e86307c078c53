import { describeIssuer } from '#app/use-cases/certificates/publish-keys.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'

export const loader = guardedLoader('certificate.check', async ({ actor }) =>
  Response.json(describeIssuer(actor), { headers: { 'Cache-Control': 'public, max-age=3600' } }),
)
