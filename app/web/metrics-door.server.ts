import { environment } from '#app/platform/environment.server.ts'
import { isSameSecret } from '#app/platform/same-secret.server.ts'

type Asker = {
  /** Of the connection itself, whatever a proxy says. */
  readonly address: string | undefined
  readonly headers: {
    readonly authorization?: string | undefined
    readonly host?: string | undefined
    readonly 'x-forwarded-for'?: string | readonly string[] | undefined
    readonly forwarded?: string | undefined
    readonly via?: string | undefined
  }
}

const LOOPBACK: readonly (string | undefined)[] = ['127.0.0.1', '::1', '::ffff:127.0.0.1']
const LOCAL_NAME = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** Somebody on this machine who comes straight here, not through the proxy that stands before the app; or whoever has the token. */
export function mayReadMetrics({ address, headers }: Asker): boolean {
  const { metricsToken } = environment()
  const given = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
  if (given !== undefined) return metricsToken !== null && isSameSecret(given, metricsToken)
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined || headers.via !== undefined
  return LOOPBACK.includes(address) && !isForwarded && LOCAL_NAME.test(headers.host ?? '')
}
