import { z } from 'zod'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { dropBody } from './oversized-body.server.ts'
import { answerRefusal } from './refusal.server.ts'

export type Uploaded = { readonly name: string; readonly bytes: Uint8Array }
export type PostedForm = {
  /** Texts by field name, in their order; a name that a form does not have is not there. */
  readonly values: Readonly<Record<string, readonly string[]>>
  /** Files by field name; fields in which none was chosen are left out. */
  readonly files: ReadonlyMap<string, readonly Uploaded[]>
}

/** Reads a posted form with its files. Null when it is larger than `mostBytes`, or does not say how large it is: then it is taken in and forgotten. */
export async function readPostedForm(request: Request, mostBytes: number): Promise<PostedForm | null> {
  const length = Number(request.headers.get('Content-Length') ?? Number.NaN)
  if (!(length <= mostBytes)) {
    await dropBody(request)
    return null
  }
  const form = await request.formData().catch(() => null)
  if (form === null) return answerRefusal({ kind: 'bad-input' })
  const values: Record<string, string[]> = Object.create(null)
  const files = new Map<string, Uploaded[]>()
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') values[name] = [...(values[name] ?? []), value]
    else if (value.size > 0)
      files.set(name, [...(files.get(name) ?? []), { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) }])
  }
  return { values: { ...values }, files }
}

/** What a form is around its files: the other fields and the lines between. */
const FORM_AROUND = 64 * 1024

/** The one file of a form, in its field `file`. */
export async function readPostedFile(
  request: Request,
  mostBytes: number,
): Promise<Result<Uint8Array, { readonly kind: 'too-large' | 'empty' }>> {
  const posted = await readPostedForm(request, mostBytes + FORM_AROUND)
  if (posted === null) return refuse({ kind: 'too-large' })
  const file = posted.files.get('file')?.[0]
  return file === undefined ? refuse({ kind: 'empty' }) : accept(file.bytes)
}

const Packed = z.array(z.object({ name: z.string(), base64: z.base64() }))

/** Files as the text of a hidden field: a dry run hands them on to the page that confirms it. */
export function packFiles(files: readonly Uploaded[]): string {
  return JSON.stringify(files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') })))
}

/** Null when the text is not what packFiles made. */
export function unpackFiles(text: string): Uploaded[] | null {
  const parsed = Packed.safeParse(parseJson(text))
  return parsed.success ? parsed.data.map(({ name, base64 }) => ({ name, bytes: new Uint8Array(Buffer.from(base64, 'base64')) })) : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The text of a file in UTF-8; what is no UTF-8 becomes U+FFFD, which no bank holds. */
export function textOf({ bytes }: Uploaded): string {
  return new TextDecoder().decode(bytes)
}
