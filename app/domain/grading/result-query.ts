import { z } from 'zod'
import { RegionCode } from '../access/role.ts'
import { wellFormed } from '../question-bank/question.ts'
import { ExamResultId, ExamSessionId } from '../shared/id.ts'

const absent = (value: unknown) => (value === '' || value === undefined ? null : value)

/** The list of results in its URL: what is filtered, sorted and paged. What makes no sense there is left out. */
export const ResultQuery = z.object({
  state: z.preprocess(absent, z.enum(['awaiting-marking', 'awaiting-confirmation', 'confirmed']).nullable()).catch(null),
  urbanVillage: z.preprocess(absent, RegionCode.nullable()).catch(null),
  session: z.preprocess(absent, ExamSessionId.nullable()).catch(null),
  search: z.string().trim().max(100).transform(wellFormed).catch(''),
  order: z.enum(['name', 'highest', 'lowest']).catch('name'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})
export type ResultQuery = z.infer<typeof ResultQuery>

/** `?…` of a page of the same list; what is at its default is left out. */
export function resultSearch(query: ResultQuery): string {
  const named = {
    state: query.state ?? '',
    urbanVillage: query.urbanVillage ?? '',
    session: query.session ?? '',
    search: query.search,
    order: query.order === 'name' ? '' : query.order,
    page: query.page === 1 ? '' : String(query.page),
  }
  const search = Object.entries(named)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  return search === '' ? '' : `?${search}`
}

/** The results chosen for a batch, from the boxes of one page. */
export const ChosenResults = z.array(ExamResultId).min(1).max(200)

/** Why a result goes back to the markers. */
export const ReturnReason = z.string().trim().min(5).max(500).transform(wellFormed)
