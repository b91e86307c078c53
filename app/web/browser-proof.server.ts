import { type BrowserProof, CONFIG_KEY_HEADER } from '#app/domain/delivery/safe-exam-browser.ts'
import { environment } from '#app/platform/environment.server.ts'

/** What a request tells about its browser. The address is the public one: a proxy in front may have been asked under another. */
export function browserProofOf(request: Request): BrowserProof {
  const { pathname, search } = new URL(request.url)
  return { url: `${environment().origin}${pathname}${search}`, configKeyHash: request.headers.get(CONFIG_KEY_HEADER) }
}
