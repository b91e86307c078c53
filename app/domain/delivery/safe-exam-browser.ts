import { z } from 'zod'
import { textHash } from '../shared/canonical-hash.ts'

/** The header in which Safe Exam Browser proves its configuration; in lower case, as a server reads it. */
export const CONFIG_KEY_HEADER = 'x-safeexambrowser-configkeyhash'

/** A Config Key as the configuration tool shows it: 64 hexadecimal digits. Empty means that any browser may be used. */
export const ConfigKey = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text) => (text === '' ? null : text))
  .pipe(
    z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'config-key')
      .nullable(),
  )

/** What a request tells about the browser that made it. `url` is the address as the browser knows it, without a fragment. */
export type BrowserProof = { readonly url: string; readonly configKeyHash: string | null }
export const NO_PROOF: BrowserProof = { url: '', configKeyHash: null }

/**
 * Whether the browser is the one that the session asks for: the header holds SHA-256 of the address followed by the Config
 * Key. Compared in constant time. A session without a key takes every browser.
 * Source: Safe Exam Browser, developer documentation, "Config Key" (safeexambrowser.org/developer/seb-config-key.html).
 */
export function isAskedBrowser(configKey: string | null, { url, configKeyHash }: BrowserProof): boolean {
  if (configKey === null) return true
  const wanted = textHash(url + configKey)
  const given = (configKeyHash ?? '').toLowerCase()
  if (given.length !== wanted.length) return false
  let difference = 0
  for (let place = 0; place < wanted.length; place += 1) difference |= wanted.charCodeAt(place) ^ given.charCodeAt(place)
  return difference === 0
}
