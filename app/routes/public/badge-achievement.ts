import { describeBadgeAchievement } from '#app/use-cases/certificates/badge-achievement.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { answerRefusal } from '#app/web/refusal.server.ts'

export const loader = guardedLoader('certificate.check', async ({ actor, params }) => {
  const result = await describeBadgeAchievement(actor, params.badge ?? '')
  return result.ok ? Response.json(result.value, { headers: { 'Cache-Control': 'public, max-age=3600' } }) : answerRefusal(result.refusal)
})
