import { ANONYMOUS } from '#app/domain/access/actor.ts'
import { PublicId } from '#app/domain/certificates/public-id.ts'
import { now } from '#app/platform/clock.server.ts'
import { type PackedPage, packPage } from '#app/platform/packed-page.server.ts'
import { findCheckVersion } from '#app/use-cases/certificates/check-version.server.ts'
import { countView } from '#app/use-cases/certificates/count-views.server.ts'
import { letWait, slidingWindow } from './rate-limit.server.ts'

/** One address may stand for a whole office or a mobile network. */
const secondsUntilCheck = slidingWindow({ limit: 120, windowSeconds: 60 })
/** Stands for the address where the asking one was counted before. */
const COUNTED = ''

/** The limit of the public check, in whichever way it is answered. */
export function limitChecks(address: string): void {
  if (address !== COUNTED) letWait(secondsUntilCheck(address, now()))
}

const MOST_PAGES = 1_000
const MINUTE = 60_000

type Kept = { readonly version: string; readonly page: Promise<PackedPage | null> }

/**
 * Pages of the public check for readers who bring no cookie: many people open the same few. A page is rendered once for each
 * version of its certificate and each minute, which it tells; every request asks the database for the version, so that a
 * revocation shows at once. Null for whatever is not plainly a page: the router answers that.
 */
export function checkPages(render: (path: string, address: typeof COUNTED) => Promise<Response>) {
  const pages = new Map<string, Kept>()
  return async (path: string, address: string): Promise<PackedPage | null> => {
    const publicId = PublicId.safeParse(path.slice('/v/'.length))
    const found = publicId.success ? await findCheckVersion(ANONYMOUS, publicId.data) : null
    const at = now()
    if (found === null || secondsUntilCheck(address, at) > 0) return null
    const version = `${found.version} ${Math.floor(at.getTime() / MINUTE)}`
    const kept = pages.get(path)
    pages.delete(path)
    const current = kept?.version === version ? kept : { version, page: renderPage(path, render) }
    // The rendering counts the one who caused it.
    if (current === kept) countView(ANONYMOUS, found.id, at)
    pages.set(path, current)
    current.page.catch(() => pages.delete(path))
    const [oldest] = pages.keys()
    if (pages.size > MOST_PAGES && oldest !== undefined) pages.delete(oldest)
    return current.page
  }
}

async function renderPage(path: string, render: Parameters<typeof checkPages>[0]): Promise<PackedPage | null> {
  const response = await render(path, COUNTED)
  const html = await response.text()
  return response.status === 200 ? packPage(path, html) : null
}
