import { inflateZlib } from './inflate.ts'
import { latinText } from './picture-bounds.ts'

export type PdfFault = 'damaged' | 'hidden-content' | 'active-content' | 'encrypted'

/**
 * Names that let a PDF do something by itself, carry other files or send what is typed. `OpenAction` alone is not among
 * them: writers use it to open on the first page, and what it could do harm with needs one of these.
 * Source: ISO 32000-2, 12.6.4 (actions), 7.11.4 (embedded files), 12.7.8 (XFA), 13 (multimedia).
 */
const ACTIVE = new Set([
  'JavaScript',
  'Launch',
  'EmbeddedFile',
  'EmbeddedFiles',
  'FileAttachment',
  'RichMedia',
  'SubmitForm',
  'ImportData',
  'GoToE',
  'GoToR',
  'Rendition',
  'Movie',
  'Sound',
  'XFA',
])
const LARGEST_OBJECT_STREAM = 16 * 1024 * 1024
const END_MARK_WITHIN = 1_024
/** A zip file's end stands at most this far from the end of the file. */
const ZIP_END_WITHIN = 65_557

/**
 * Null when a PDF holds nothing but pages, as far as its names say. Names are compared with their #xx escapes resolved;
 * object streams (7.5.7) are unpacked and looked into, and one that cannot be unpacked is not accepted.
 */
export function checkPdf(bytes: Uint8Array): PdfFault | null {
  const text = latinText(bytes)
  if (!/^%PDF-[12]\.\d/.test(text) || !/%%EOF[\s\0]*$/.test(text.slice(-END_MARK_WITHIN))) return 'damaged'
  if (text.slice(-ZIP_END_WITHIN).includes('PK\u0005\u0006')) return 'hidden-content'
  const names = namesIn(text)
  if (names.includes('Encrypt')) return 'encrypted'
  if (names.some((name) => ACTIVE.has(name))) return 'active-content'
  const objectStreams = streamsOf(text).filter(({ dictionary }) =>
    namesIn(dictionary).some((name) => name === 'ObjStm' || name === 'First'),
  )
  // One that is declared where no stream was found would be looked into by a reader and not here.
  if (names.filter((name) => name === 'ObjStm').length > objectStreams.length) return 'damaged'
  for (const { dictionary, from } of objectStreams) {
    const packed = /\/Filter\b/.test(dictionary)
    if (packed && !isPlainFlate(dictionary)) return 'damaged'
    const content = packed ? inflateZlib(bytes.subarray(from), LARGEST_OBJECT_STREAM) : bytes.subarray(from)
    if (content === null) return 'damaged'
    const inside = namesIn(latinText(content))
    if (inside.includes('Encrypt')) return 'encrypted'
    if (inside.some((name) => ACTIVE.has(name))) return 'active-content'
  }
  return null
}

/** The names of a text: a solidus and what follows up to the next delimiter, `#4A` resolved. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/\/([^\s\0()<>[\]{}/%]{1,127})/g)].map(([, raw = '']) =>
    raw.replace(/#([0-9a-fA-F]{2})/g, (_whole, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
  )
}

type PdfStream = { readonly dictionary: string; readonly from: number }

/** Every place where a stream may begin, with the text of the object before it. */
function streamsOf(text: string): PdfStream[] {
  return [...text.matchAll(/(?<!end)stream\r?\n?/g)].map(({ 0: keyword, index }) => ({
    dictionary: text.slice(Math.max(0, text.lastIndexOf('obj', index)), index),
    from: index + keyword.length,
  }))
}

/** Packed by Deflate and nothing else, without a predictor that would alter its bytes. */
function isPlainFlate(dictionary: string): boolean {
  return /\/Filter\s*(\/FlateDecode\b|\[\s*\/FlateDecode\s*\])/.test(dictionary) && !/\/DecodeParms\b/.test(dictionary)
}
