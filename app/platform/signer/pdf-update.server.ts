import { createHash } from 'node:crypto'

/**
 * Writes additions to a finished PDF as an incremental update (ISO 32000-1, 7.5.6): what was there stays byte for byte, new
 * and changed objects and their own cross-reference table follow. It reads what this installation's renderer writes: classic
 * cross-reference tables, and a catalogue, name tree and page that are plain dictionaries. Anything else is refused.
 */
export class PdfNotReadable extends Error {}

type Trailer = { readonly size: number; readonly root: number; readonly info: string; readonly id: string; readonly start: number }
type Opened = { readonly text: string; readonly offsets: ReadonlyMap<number, number>; readonly trailer: Trailer }

export type Attachment = {
  readonly name: string
  readonly description: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly at: Date
}

/** The PDF with the file embedded and associated with it (ISO 32000-2, 14.13). */
export function attachFile(pdf: Uint8Array, { name, description, mediaType, bytes, at }: Attachment): Uint8Array {
  const opened = open(pdf)
  const catalogue = dictionary(opened, opened.trailer.root)
  const names = reference(catalogue, 'Names')
  const [stream, file] = [opened.trailer.size, opened.trailer.size + 1]
  const digest = createHash('md5').update(bytes).digest('hex')
  const data = Buffer.from(bytes)
  return append(pdf, opened, [
    [
      stream,
      Buffer.concat([
        latin(
          `<< /Type /EmbeddedFile /Subtype /${mediaType.replace(/[^\w.+-]/g, (sign) => `#${sign.charCodeAt(0).toString(16)}`)} /Length ${data.length} /Params << /Size ${data.length} /ModDate ${pdfDate(at)} /CheckSum <${digest}> >> >>\nstream\n`,
        ),
        data,
        latin('\nendstream'),
      ]),
    ],
    [
      file,
      latin(
        `<< /Type /Filespec /F ${pdfText(name)} /UF ${pdfText(name)} /Desc ${pdfText(description)} /AFRelationship /Data /EF << /F ${stream} 0 R /UF ${stream} 0 R >> >>`,
      ),
    ],
    [names, latin(withEntries(dictionary(opened, names), { EmbeddedFiles: `<< /Names [${pdfText(name)} ${file} 0 R] >>` }))],
    [opened.trailer.root, latin(withEntries(catalogue, { AF: `[${file} 0 R]`, Version: '/1.7' }))],
  ])
}

export type SignaturePlace = {
  /** The whole file with an empty place for the signature. */
  readonly bytes: Uint8Array
  /** Start and length of the two parts that are signed: all but the place itself. */
  readonly ranges: readonly [number, number, number, number]
}

export type SignatureNote = { readonly signer: string; readonly reason: string; readonly location: string; readonly at: Date }

/** The PDF with an invisible signature field whose place holds so many bytes. */
export function placeSignature(pdf: Uint8Array, { signer, reason, location, at }: SignatureNote, placeBytes: number): SignaturePlace {
  const opened = open(pdf)
  const catalogue = dictionary(opened, opened.trailer.root)
  const page = firstPage(opened, catalogue)
  const [signature, field] = [opened.trailer.size, opened.trailer.size + 1]
  const hole = `<${'0'.repeat(placeBytes * 2)}>`
  const bytes = Buffer.from(
    append(pdf, opened, [
      [
        signature,
        latin(
          `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange ${BYTE_RANGE} /Contents ${hole} /Name ${pdfText(signer)} /Reason ${pdfText(reason)} /Location ${pdfText(location)} /M ${pdfDate(at)} >>`,
        ),
      ],
      [
        field,
        latin(
          `<< /Type /Annot /Subtype /Widget /FT /Sig /T ${pdfText('Tera')} /V ${signature} 0 R /F 132 /P ${page} 0 R /Rect [0 0 0 0] >>`,
        ),
      ],
      [page, latin(withEntries(dictionary(opened, page), { Annots: `[${field} 0 R]` }))],
      [opened.trailer.root, latin(withEntries(catalogue, { AcroForm: `<< /Fields [${field} 0 R] /SigFlags 3 >>` }))],
    ]),
  )
  const start = bytes.lastIndexOf(`/Contents ${hole}`) + '/Contents '.length
  const end = start + hole.length
  const ranges = [0, start, end, bytes.length - end] as const
  bytes.write(byteRange(ranges), bytes.lastIndexOf(BYTE_RANGE), 'latin1')
  return { bytes: new Uint8Array(bytes), ranges }
}

const BYTE_RANGE = `[0 ${'*'.repeat(10)} ${'*'.repeat(10)} ${'*'.repeat(10)}]`

/** The four numbers as this writer writes them, padded to one length. */
export function byteRange(ranges: readonly number[]): string {
  return `[${ranges.join(' ')}]`.padEnd(BYTE_RANGE.length)
}

/** What is signed: everything around the place. */
export function signedPart({ bytes, ranges: [from, length, next, rest] }: SignaturePlace): Uint8Array {
  return Buffer.concat([bytes.subarray(from, from + length), bytes.subarray(next, next + rest)])
}

/** Puts the signature into its place. Throws when the place is too small. */
export function fillSignature({ bytes, ranges: [, start, end] }: SignaturePlace, signature: Uint8Array): Uint8Array {
  const hex = Buffer.from(signature).toString('hex')
  if (hex.length > end - start - 2) throw new PdfNotReadable('the signature is longer than its place')
  const filled = Buffer.from(bytes)
  filled.write(hex, start + 1, 'latin1')
  return new Uint8Array(filled)
}

/**
 * Whether a file is this one with additions behind its last byte that leave the page as it was: of its objects only the
 * catalogue, the page and what the file says of itself may be written again, and they still name the same pages, content and
 * resources. So much changes when a signature field is added.
 */
export function isUpdateOf(updated: Uint8Array, pdf: Uint8Array): boolean {
  if (updated.length <= pdf.length || Buffer.compare(updated.subarray(0, pdf.length), pdf) !== 0) return false
  const opened = open(pdf)
  const page = firstPage(opened, dictionary(opened, opened.trailer.root))
  const stays = new Map<number, readonly string[]>([
    [opened.trailer.root, ['Pages']],
    [page, ['Parent', 'Contents', 'Resources']],
    [Number.parseInt(opened.trailer.info, 10), []],
  ])
  const added = Buffer.from(updated.buffer, updated.byteOffset + pdf.length, updated.length - pdf.length).toString('latin1')
  // Inside compressed objects nothing can be compared; a file with classic tables is not continued with them.
  if (/\/(?:ObjStm|XRef)\b/.test(added)) return false
  return [...added.matchAll(/(?:^|\s)(\d+)\s+\d+\s+obj\b([\s\S]*?)endobj/g)].every(([, digits, body = '']) => {
    const number = Number(digits)
    if (!opened.offsets.has(number)) return true
    return stays.get(number)?.every((name) => referenceIn(body, name) === reference(dictionary(opened, number), name)) ?? false
  })
}

function open(pdf: Uint8Array): Opened {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? Number.NaN)
  const offsets = new Map<number, number>()
  let trailer: Trailer | null = null
  for (let at: number | null = start; at !== null; ) {
    const section = crossReferences(text, at)
    for (const [number, offset] of section.entries) if (!offsets.has(number)) offsets.set(number, offset)
    trailer ??= { ...section.trailer, start }
    at = section.previous
  }
  if (trailer === null) throw new PdfNotReadable('no trailer')
  return { text, offsets, trailer }
}

function crossReferences(text: string, at: number) {
  if (!Number.isInteger(at) || !text.startsWith('xref', at)) throw new PdfNotReadable('no cross-reference table')
  const end = text.indexOf('trailer', at)
  const entries: [number, number][] = []
  let next = 0
  for (const line of text.slice(at + 4, end).split(/\r?\n/)) {
    const head = /^\s*(\d+) (\d+)\s*$/.exec(line)
    const entry = /^(\d{10}) \d{5} ([nf])/.exec(line)
    if (head) next = Number(head[1])
    if (entry?.[2] === 'n') entries.push([next, Number(entry[1])])
    if (entry) next += 1
  }
  const words = text.slice(end, text.indexOf('startxref', end))
  const wanted = (name: string, form: RegExp) => {
    const found = new RegExp(`/${name}\\s+(${form.source})`).exec(words)?.[1]
    if (found === undefined) throw new PdfNotReadable(`the trailer has no ${name}`)
    return found
  }
  const previous = /\/Prev\s+(\d+)/.exec(words)?.[1]
  if (/\/(?:Encrypt|XRefStm)\b/.test(words)) throw new PdfNotReadable('encrypted or hybrid')
  return {
    entries,
    previous: previous === undefined ? null : Number(previous),
    trailer: {
      size: Number(wanted('Size', /\d+/)),
      root: Number.parseInt(wanted('Root', /\d+ 0 R/), 10),
      info: wanted('Info', /\d+ 0 R/),
      id: wanted('ID', /\[\s*<[0-9a-fA-F]+>/).replace(/^\[\s*/, ''),
    },
  }
}

function dictionary({ text, offsets }: Opened, number: number): string {
  const at = offsets.get(number)
  const body = at === undefined ? null : /^(\d+) 0 obj\s*(<<[\s\S]*?>>)\s*endobj/.exec(text.slice(at, text.indexOf('endobj', at) + 6))
  if (!body?.[2] || Number(body[1]) !== number) throw new PdfNotReadable(`object ${number} is no plain dictionary`)
  return body[2]
}

function reference(body: string, name: string): number {
  const found = referenceIn(body, name)
  if (found === null) throw new PdfNotReadable(`no reference to ${name}`)
  return found
}

function referenceIn(body: string, name: string): number | null {
  const found = new RegExp(`/${name}\\s+(\\d+) 0 R`).exec(body)?.[1]
  return found === undefined ? null : Number(found)
}

function firstPage(opened: Opened, catalogue: string): number {
  const kids = /\/Kids\s*\[\s*(\d+) 0 R/.exec(dictionary(opened, reference(catalogue, 'Pages')))?.[1]
  if (kids === undefined) throw new PdfNotReadable('no page')
  return Number(kids)
}

function withEntries(body: string, entries: Readonly<Record<string, string>>): string {
  for (const name of Object.keys(entries)) {
    if (new RegExp(`/${name}\\b`).test(body)) throw new PdfNotReadable(`there is ${name} already`)
  }
  const added = Object.entries(entries).map(([name, value]) => `/${name} ${value}`)
  return `${body.slice(0, -2).trimEnd()}\n${added.join('\n')}\n>>`
}

function append(pdf: Uint8Array, { trailer }: Opened, objects: readonly (readonly [number, Uint8Array])[]): Uint8Array {
  const parts: Uint8Array[] = [pdf]
  let length = pdf.length
  const push = (part: Uint8Array) => {
    parts.push(part)
    length += part.length
  }
  if (pdf.at(-1) !== 0x0a) push(latin('\n'))
  const written = [...objects].sort(([left], [right]) => left - right)
  const entries = written.map(([number, body]) => {
    const offset = length
    push(Buffer.concat([latin(`${number} 0 obj\n`), body, latin('\nendobj\n')]))
    return { number, line: `${String(offset).padStart(10, '0')} 00000 n \n` }
  })
  const start = length
  const size = Math.max(trailer.size, ...entries.map(({ number }) => number + 1))
  const sections = entries.map(({ number, line }) => `${number} 1\n${line}`).join('')
  const second = createHash('sha256').update(Buffer.concat(parts)).digest('hex').slice(0, 32)
  push(
    latin(
      `xref\n${sections}trailer\n<<\n/Size ${size}\n/Root ${trailer.root} 0 R\n/Info ${trailer.info}\n/ID [${trailer.id} <${second}>]\n/Prev ${trailer.start}\n>>\nstartxref\n${start}\n%%EOF\n`,
    ),
  )
  return new Uint8Array(Buffer.concat(parts))
}

const latin = (text: string) => Buffer.from(text, 'latin1')

/** A text string: as it is while it is ASCII, else UTF-16 in hexadecimal. */
function pdfText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replace(/[\\()]/g, '\\$&')})`
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`
}

/** A date in UTC: `(D:20261212030000Z)`. */
function pdfDate(at: Date): string {
  return `(D:${at
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/\D/g, '')}Z)`
}
