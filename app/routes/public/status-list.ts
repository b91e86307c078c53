import { publishStatusList } from '#app/use-cases/certificates/publish-keys.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { limitedByAddress } from '#app/web/rate-limit.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

const limit = limitedByAddress({ limit: 120, windowSeconds: 60 })

export const loader = guardedLoader('certificate.check', async ({ actor, params, address }) => {
  limit(address)
  if (!/^[1-9]\d{0,4}$/.test(params.list ?? '')) return notFound()
  const result = await publishStatusList(actor, Number(params.list))
  if (!result.ok) return answerRefusal(result.refusal)
  return new Response(result.value, {
    headers: {
      'Content-Type': 'application/vc+jwt',
      'Cache-Control': 'public, max-age=60',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    },
  })
})
