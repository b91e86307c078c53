import { AnnouncementId } from '#app/domain/shared/id.ts'
import { printProvisionalList } from '#app/use-cases/determination/print-provisional-list.server.ts'
import { download, PDF } from '#app/web/download.server.ts'
import { guardedLoader } from '#app/web/guard.server.ts'
import { limitedByAddress } from '#app/web/rate-limit.server.ts'
import { answerRefusal, notFound } from '#app/web/refusal.server.ts'

// One address may stand for a whole office or a mobile network.
const limit = limitedByAddress({ limit: 60, windowSeconds: 60 })

/** The provisional list as a paper: the summary, one `kelurahan` by its code, or for staff `all` of them. */
export const loader = guardedLoader('announcement.read', async ({ actor, params, url, address }) => {
  limit(address)
  const id = AnnouncementId.safeParse(params.announcementId)
  if (!id.success) return notFound()
  const village = url.searchParams.get('kelurahan') ?? ''
  const part =
    village === ''
      ? { kind: 'summary' as const }
      : village === 'all'
        ? { kind: 'whole' as const }
        : { kind: 'village' as const, code: village }
  const result = await printProvisionalList(actor, id.data, { part, paper: url.searchParams.get('paper') === 'A4' ? 'A4' : 'F4' })
  if (!result.ok) return answerRefusal(result.refusal)
  const { isPublic, ...file } = result.value
  const response = download({ ...file, contentType: PDF })
  // What is published stays as it is, and holds no full name.
  response.headers.set('Cache-Control', isPublic ? 'public, max-age=3600' : 'no-store')
  return response
})
