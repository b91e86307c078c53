import { z } from 'zod'
import { environment } from '../environment.server.ts'
import { isUpdateOf } from './pdf-update.server.ts'
import type { DocumentSigner } from './signer.server.ts'

/** Who signs at the provider: kept in memory for one batch, never stored and never logged. */
export type BsreOfficial = { readonly nik: string; readonly passphrase: string }

const TIMEOUT = 60_000
const PDF_START = '%PDF-'
/** The codes with which the Esign client says that NIK or passphrase are wrong, or the certificate is not usable. */
const ABOUT_THE_SIGNER = new Set([1001, 1002, 2011, 2021, 2031])

const Problem = z.object({ status_code: z.coerce.number().optional(), error: z.string().optional(), message: z.string().optional() })

/** Whether this installation knows the address of an Esign client. */
export function isBsreConfigured(): boolean {
  return environment().bsre !== null
}

/**
 * Signs through the Esign client of BSrE (Balai Besar Sertifikasi Elektronik), which an office runs in its own network:
 * `POST /api/sign/pdf`, multipart, basic authentication; the answer is the signed file, or JSON that says why not. The
 * signature is asked for as invisible: the paper has its own place for it.
 *
 * A good signature says who signed, not what. So what comes back must begin with the file that was sent, byte for byte, and
 * may only add a signature behind it (ISO 32000-1, 7.5.6 and 12.8). BSrE publishes no word on how its client writes; a public
 * signer for its certificates writes in the append mode of iText (github.com/hermanka/Petrik). A client that writes the whole
 * file anew stops the batch with its own reason at the first certificate, before anything is published.
 */
export function bsreSigner(official: BsreOfficial): DocumentSigner {
  return {
    async sign(pdf, { reason, location }) {
      const { bsre } = environment()
      if (bsre === null) return { ok: false, fault: 'unavailable' }
      const form = new FormData()
      form.set('file', new Blob([new Uint8Array(pdf)], { type: 'application/pdf' }), 'sertifikat.pdf')
      form.set('nik', official.nik)
      form.set('passphrase', official.passphrase)
      form.set('tampilan', 'invisible')
      form.set('image', 'false')
      form.set('reason', reason)
      form.set('location', location)
      const response = await fetch(`${bsre.url}/api/sign/pdf`, {
        method: 'POST',
        body: form,
        headers: { Authorization: `Basic ${Buffer.from(`${bsre.username}:${bsre.password}`).toString('base64')}` },
        signal: AbortSignal.timeout(TIMEOUT),
      }).catch(() => null)
      if (response === null) return { ok: false, fault: 'unavailable' }
      const bytes = new Uint8Array(await response.arrayBuffer())
      if (response.ok && Buffer.from(bytes.subarray(0, 5)).toString('latin1') === PDF_START)
        return isUpdateOf(bytes, pdf) ? { ok: true, bytes } : { ok: false, fault: 'another-document' }
      return { ok: false, fault: isAboutTheSigner(bytes) ? 'passphrase' : 'unavailable' }
    },
  }
}

function isAboutTheSigner(bytes: Uint8Array): boolean {
  const problem = Problem.safeParse(parseJson(Buffer.from(bytes).toString('utf8')))
  if (!problem.success) return false
  const { status_code: code, error, message } = problem.data
  return (code !== undefined && ABOUT_THE_SIGNER.has(code)) || /passphrase|nik/i.test(`${error ?? ''} ${message ?? ''}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
