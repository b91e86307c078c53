import type { Locale } from '#app/domain/shared/calendar.ts'
import { environment } from '#app/platform/environment.server.ts'

/** Indonesian unless this browser chose English. */
export function readLocale(request: Request): Locale {
  return /(?:^|;\s*)tera-locale=en(?:;|$)/.test(request.headers.get('Cookie') ?? '') ? 'en' : 'id'
}

export function localeHeader(locale: Locale): string {
  const secure = environment().secureCookies ? '; Secure' : ''
  return `tera-locale=${locale}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`
}
