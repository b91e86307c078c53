import { createCookie } from '@remix-run/node'
import { environment } from '#app/platform/environment.server.ts'
import { randomHex, seedFor } from '#app/platform/random.server.ts'

const YEAR = 365 * 24 * 60 * 60

function deviceCookie() {
  return createCookie('__Host-tera-device', {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: environment().secureCookies,
    maxAge: YEAR,
  })
}

/**
 * What tells this browser from another one for the write lease of an exam: it outlives the sign-in, so that whoever signs
 * in again on the same device goes on with it. The database knows a keyed hash. `header` is to be set with the answer.
 */
export async function readDevice(request: Request): Promise<{ deviceKey: string; header: string }> {
  const sent: unknown = await deviceCookie().parse(request.headers.get('Cookie'))
  const value = typeof sent === 'string' && /^[0-9a-f]{32}$/.test(sent) ? sent : randomHex(128)
  return {
    deviceKey: seedFor(environment().secrets.SESSION_SECRET, 'device', value).slice(0, 32),
    header: await deviceCookie().serialize(value),
  }
}
