import { environment } from '#app/platform/environment.server.ts'
import { randomHex } from '#app/platform/random.server.ts'

export function newNonce(): string {
  return randomHex(128)
}

/** Set on every response, errors too, before anything else answers. */
export function securityHeaders(nonce: string): Record<string, string> {
  return headersFor([`'nonce-${nonce}'`])
}

/** For a page that is kept and given to many: it runs the scripts that stand in it, named by their hashes, and no nonce is known twice. */
export function keptPageHeaders(scripts: readonly string[]): Record<string, string> {
  return headersFor(scripts.map((hash) => `'sha256-${hash}'`))
}

function headersFor(scripts: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {
    'Content-Security-Policy': [
      "default-src 'self'",
      `script-src 'self' ${scripts.join(' ')}`,
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "connect-src 'self'",
      "font-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
    'Cache-Control': 'no-store',
  }
  return { ...headers, ...transportSecurity() }
}

/** For what is no page: files of the build, and answers that a page's own script reads. They run nothing and load nothing. */
export function plainHeaders(): Record<string, string> {
  return {
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...transportSecurity(),
  }
}

function transportSecurity(): Record<string, string> {
  return environment().origin.startsWith('https://') ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' } : {}
}

/** Whether a request that changes something comes from our own pages. */
export function isOwnOrigin(headers: {
  readonly 'sec-fetch-site'?: string | undefined
  readonly origin?: string | undefined
  readonly host?: string | undefined
}): boolean {
  if (headers['sec-fetch-site'] !== undefined) return headers['sec-fetch-site'] === 'same-origin' || headers['sec-fetch-site'] === 'none'
  if (headers.origin === undefined) return false
  return (
    headers.origin === environment().origin ||
    headers.origin === `http://${headers.host ?? ''}` ||
    headers.origin === `https://${headers.host ?? ''}`
  )
}
