import { redirect } from '@remix-run/node'
import { guardedAction, safeNext } from '#app/web/guard.server.ts'
import { localeHeader } from '#app/web/locale.server.ts'

/** Switches the language of this browser and goes back to where it came from. */
export const action = guardedAction('public.read', async ({ request, locale }) => {
  const from = request.headers.get('Referer')
  const path = from === null || !URL.canParse(from) ? null : new URL(from).pathname
  return redirect(safeNext(path, '/'), { headers: { 'Set-Cookie': localeHeader(locale === 'id' ? 'en' : 'id') } })
})
