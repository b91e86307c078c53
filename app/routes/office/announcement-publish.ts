import { redirect } from '@remix-run/node'
import { AnnouncementId, PeriodId } from '#app/domain/shared/id.ts'
import { publishProvisionalList } from '#app/use-cases/determination/publish-announcement.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

/** The second signature of a provisional list; what stands in the way is told on the period's way. */
export const action = guardedAction('announcement.publish', async ({ actor, params }) => {
  const [periodId, announcementId] = [PeriodId.safeParse(params.periodId), AnnouncementId.safeParse(params.announcementId)]
  if (!periodId.success || !announcementId.success) return notFound()
  const result = await publishProvisionalList(actor, announcementId.data)
  if (!result.ok && result.refusal.kind === 'not-found') return answerRefusal(result.refusal)
  throw redirect(`/office/periods/${periodId.data}/determination${result.ok ? '' : `?problem=${result.refusal.kind}`}`)
})
