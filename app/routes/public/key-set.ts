import { publishKeySet } from '#app/use-cases/certificates/publish-keys.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'

export const loader = guardedLoader('certificate.check', async ({ actor }) =>
  Response.json(await publishKeySet(actor), {
    headers: {
      'Content-Type': 'application/jwk-set+json',
      'Cache-Control': 'public, max-age=300',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    },
  }),
)
