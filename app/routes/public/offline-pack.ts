import { publishOfflinePack } from '#app/use-cases/certificates/publish-keys.server.ts'
import { download } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { limitedByAddress } from '#app/web/rate-limit.server.ts'

const limit = limitedByAddress({ limit: 30, windowSeconds: 60 })

export const loader = guardedLoader('certificate.check', async ({ actor, address }) => {
  limit(address)
  const pack = await publishOfflinePack(actor)
  return download({
    bytes: Buffer.from(JSON.stringify(pack, null, 2)),
    fileName: 'tera-periksa-luring.json',
    contentType: 'application/json',
  })
})
