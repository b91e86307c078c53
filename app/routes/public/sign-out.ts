import { redirect } from '@remix-run/node'
import { signOut } from '#app/use-cases/access/sign-out.server.ts'
import { guardedAction } from '#app/web/guard.server.ts'
import { endedSessionHeader, readSessionIdHash } from '#app/web/session.server.ts'

export const action = guardedAction('session.sign-out', async ({ actor, request }) => {
  const idHash = await readSessionIdHash(request)
  if (idHash !== null) await signOut(actor, idHash)
  return redirect('/', { headers: { 'Set-Cookie': await endedSessionHeader(), 'Clear-Site-Data': '"cache"' } })
})
