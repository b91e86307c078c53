import { environment } from '#app/platform/environment.server.ts'

/** Whether this installation shows invented data; every page says so then. */
export function isDemo(): boolean {
  return environment().demo
}
