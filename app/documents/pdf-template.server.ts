import { createHash } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import type { QrModules, Shaper } from './pdf-base.server.tsx'

/**
 * A finished one-page PDF of the renderer with places in it, which is filled in again and again: fonts, lines and all texts
 * that stay are taken over as they are, and only what differs is written. Filling follows the renderer's own rules for
 * glyphs, kerning and alignment, so that a filled page looks like a rendered one to the last dot.
 */
export class TemplateNotUsable extends Error {}

/** A line that differs from file to file. */
export type Line = {
  /** In the template the line is found by its text, which stands there once. */
  readonly text: string
  readonly align: 'left' | 'centre' | 'right'
  readonly shape: Shaper
  /** Points that the line may take; a longer one would be broken, which only the renderer does. */
  readonly room: number
}

/** A line on the template's page. */
type Place = Line & {
  readonly font: Letters
  readonly size: number
  /** Where the line begins in its own space, and how long it is in the template. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly fontOperator: string
}
/** The page from top to bottom: operators that stay, and between them the places of lines and of the QR code. */
type Piece = string | Place | typeof CODE

export type Template = {
  readonly pieces: readonly Piece[]
  /** All objects but the page's content and what the file says of itself. */
  readonly head: Buffer
  readonly offsets: ReadonlyMap<number, number>
  readonly size: number
  readonly root: number
  readonly info: number
  readonly infoTexts: readonly NumberedText[]
  readonly contents: number
}
type NumberedText = readonly [number: number, text: string]
type NumberedObject = readonly [number: number, body: Buffer]

const CODE = Symbol('the QR code')
/** The colour of the square of one unit where the QR code comes: one that nothing else on the page has. */
export const CODE_PLACE = '#010203'
const CODE_PLACE_OPERATOR = `${[1, 2, 3].map((part) => part / 255).join(' ')} scn`

/**
 * Takes the first page as the template; further pages only bring letters into the fonts, and are left out. Throws when a
 * line is not found exactly once, or the file is not as the renderer writes it.
 */
export function templateOf(pdf: Uint8Array, lines: readonly Line[]): Template {
  const file = open(pdf)
  const pages = reference(file.body(file.root), 'Pages')
  const kids = [...(/\/Kids \[([^\]]*)\]/.exec(file.body(pages))?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(([, kid]) => Number(kid))
  const [page = 0, ...more] = kids
  const contents = reference(file.body(page), 'Contents')
  const resources = file.body(reference(file.body(page), 'Resources'))
  const infoTexts = [...file.body(file.info).matchAll(/(\d+) 0 R/g)].map(
    ([, number]): NumberedText => [Number(number), file.body(Number(number))],
  )
  const leftOut = new Set([
    contents,
    ...infoTexts.map(([number]) => number),
    ...more.flatMap((kid) => [kid, reference(file.body(kid), 'Contents'), reference(file.body(kid), 'Resources')]),
  ])
  const pagesBody = file
    .body(pages)
    .replace(/\/Count \d+/, '/Count 1')
    .replace(/\/Kids \[[^\]]*\]/, `/Kids [${page} 0 R]`)
  const { bytes, offsets } = withObjects(
    file.bytes.subarray(0, file.first),
    new Map(),
    file.numbers.filter((number) => !leftOut.has(number)).map((number) => [number, number === pages ? latin(pagesBody) : file.raw(number)]),
  )
  const { size, root, info } = file
  const pieces = piecesOf(file.stream(contents), lines, (name) => lettersOf(file, resources, name))
  return { pieces, head: bytes, offsets, size, root, info, infoTexts, contents }
}

/** What the template is filled with. */
export type Filling = {
  /** Each line's text in the template with the one that takes its place. */
  readonly texts: ReadonlyMap<string, string>
  /** The dark modules of the QR code. */
  readonly code: QrModules
  /** What the file says of itself: each text in the template with the one that takes its place. */
  readonly info: ReadonlyMap<string, string>
}

/** The finished file. Null when a line has letters that the template's fonts do not hold, or no room: the renderer's case. */
export function fill(template: Template, { texts, code, info }: Filling): Uint8Array | null {
  const drawn: string[] = []
  for (const piece of template.pieces) {
    const operators = typeof piece === 'string' ? piece : piece === CODE ? drawCode(code) : drawLine(piece, texts.get(piece.text))
    if (operators === null) return null
    drawn.push(operators)
  }
  const { bytes, offsets } = withObjects(template.head, template.offsets, [
    [template.contents, streamOf(latin(drawn.join('\n')))],
    ...template.infoTexts.map(([number, text]): NumberedObject => [number, latin(replaceAll(text, info))]),
  ])
  const id = createHash('sha256').update(bytes.subarray(template.head.length)).digest('hex').slice(0, 32)
  const { size, root } = template
  const trailer = `trailer\n<<\n/Size ${size}\n/Root ${root} 0 R\n/Info ${template.info} 0 R\n/ID [<${id}> <${id}>]\n>>`
  return new Uint8Array(Buffer.concat([bytes, latin(`${references(offsets, size)}${trailer}\nstartxref\n${bytes.length}\n%%EOF\n`)]))
}

/** The bytes with these objects behind them, and where each object begins. */
function withObjects(head: Buffer, known: ReadonlyMap<number, number>, objects: readonly NumberedObject[]) {
  const parts = [head]
  const offsets = new Map(known)
  let length = head.length
  for (const [number, body] of objects) {
    const part = Buffer.concat([latin(`${number} 0 obj\n`), body, latin('\nendobj\n')])
    offsets.set(number, length)
    parts.push(part)
    length += part.length
  }
  return { bytes: Buffer.concat(parts), offsets }
}

function drawLine(place: Place, text: string | undefined): string | null {
  if (text === undefined) throw new TemplateNotUsable(`nothing to stand for "${place.text}"`)
  const { unitsPerEm, glyphs, positions } = place.shape(text)
  const parts: string[] = []
  let hex = ''
  let width = 0
  for (const [at, { codePoints, advanceWidth }] of glyphs.entries()) {
    const code = place.font.codes.get(String.fromCodePoint(...codePoints))
    const position = positions[at]
    if (code === undefined || position === undefined || position.xOffset !== 0 || position.yOffset !== 0) return null
    hex += code
    width += position.xAdvance
    const kern = (position.xAdvance - advanceWidth) * (1000 / unitsPerEm)
    if (kern === 0 && at < glyphs.length - 1) continue
    parts.push(`<${hex}> ${rounded(-kern)}`)
    hex = ''
  }
  const points = (width * place.size) / unitsPerEm
  if (points > place.room) return null
  const shift = { left: 0, centre: (place.width - points) / 2, right: place.width - points }[place.align]
  return `BT\n1 0 0 1 ${rounded(place.x + shift)} ${place.y} Tm\n${place.fontOperator}\n[${parts.join(' ')}] TJ\nET`
}

function drawCode({ size, runs }: QrModules): string {
  const dark = runs.map(({ x, y, length }) => `${x} ${y} ${length} 1 re`)
  const module = (1 / size).toFixed(9)
  return `q\n${module} 0 0 ${module} 0 0 cm\n1 g\n0 0 ${size} ${size} re\nf\n0 g\n${dark.join('\n')}\nf\nQ`
}

/** Cuts the page's operators, of which the renderer writes one on a line, at the text objects of these lines and at the QR code's place. */
function piecesOf(stream: Buffer, lines: readonly Line[], letters: (font: string) => Letters): Piece[] {
  const operators = stream.toString('latin1').split('\n')
  const pieces: Piece[] = []
  const found: string[] = []
  let from = 0
  for (let at = 0; at < operators.length; at += 1) {
    if (operators[at] === 'BT') {
      const end = operators.indexOf('ET', at)
      const drawn = readText(operators.slice(at + 1, end), letters)
      const line = lines.find(({ text }) => text === drawn?.text)
      if (line !== undefined && drawn !== null) {
        pieces.push(operators.slice(from, at).join('\n'), { ...drawn, ...line })
        found.push(line.text)
        from = end + 1
      }
      at = end
    } else if (operators[at] === CODE_PLACE_OPERATOR) {
      pieces.push(operators.slice(from, at).join('\n'), CODE)
      found.push(CODE_PLACE)
      from = operators.indexOf('f', at) + 1
    }
  }
  pieces.push(operators.slice(from).join('\n'))
  const wanted = [...lines.map(({ text }) => text), CODE_PLACE]
  if (found.length !== wanted.length || wanted.some((each) => !found.includes(each)))
    throw new TemplateNotUsable(`wanted once each: ${wanted.join(', ')}; found: ${found.join(', ')}`)
  return pieces
}

/** A text object that is placed, set and shown once; null for any other. */
function readText(operators: readonly string[], letters: (font: string) => Letters) {
  const [placing = '', fontOperator = '', showing = '', ...more] = operators
  const placed = /^1 0 0 1 (\S+) (\S+) Tm$/.exec(placing)
  const set = /^\/(\S+) (\S+) Tf$/.exec(fontOperator)
  const shown = /^\[(.*)\] TJ$/.exec(showing)?.[1]
  if (placed === null || set === null || shown === undefined || more.length > 0) return null
  const font = letters(set[1] ?? '')
  let text = ''
  let units = 0
  for (const [, hex = '', kern] of shown.matchAll(/<([0-9a-f]+)> (-?[\d.]+)/g)) {
    for (const code of hex.match(/.{4}/g) ?? []) {
      text += font.texts.get(code) ?? '\ufffd'
      units += font.widths[Number.parseInt(code, 16)] ?? 0
    }
    units -= Number(kern)
  }
  const size = Number(set[2])
  return { text, font, fontOperator, size, x: Number(placed[1]), y: Number(placed[2]), width: (units * size) / 1000 }
}

type Letters = {
  /** What each code of the font stands for, and the code of each text. */
  readonly texts: ReadonlyMap<string, string>
  readonly codes: ReadonlyMap<string, string>
  /** By code, in thousandths of the font's size. */
  readonly widths: readonly number[]
}

function lettersOf(file: Opened, resources: string, name: string): Letters {
  const font = file.body(reference(resources, name))
  const descendant = file.body(Number(/\/DescendantFonts \[(\d+) 0 R\]/.exec(font)?.[1]))
  const widths = (/\/W \[0 \[([^\]]*)\]\]/.exec(descendant)?.[1] ?? '').split(' ').map(Number)
  const map = file.stream(reference(font, 'ToUnicode')).toString('latin1')
  const texts = new Map<string, string>()
  const codes = new Map<string, string>()
  for (const [, first = '', list = ''] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    for (const [at, [, entry = '']] of [...list.matchAll(/<([0-9a-f ]*)>/g)].entries()) {
      const code = (Number.parseInt(first, 16) + at).toString(16).padStart(4, '0')
      const text = String.fromCharCode(...entry.split(' ').map((unit) => Number.parseInt(unit, 16)))
      texts.set(code, text)
      if (!codes.has(text)) codes.set(text, code)
    }
  }
  return { texts, codes, widths }
}

type Opened = {
  readonly bytes: Buffer
  readonly first: number
  readonly numbers: readonly number[]
  readonly size: number
  readonly root: number
  readonly info: number
  /** An object between `obj` and `endobj`. */
  readonly raw: (number: number) => Buffer
  readonly body: (number: number) => string
  readonly stream: (number: number) => Buffer
}

function open(pdf: Uint8Array): Opened {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
  const text = bytes.toString('latin1')
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? Number.NaN)
  const table = text.slice(start)
  const size = Number(/\/Size (\d+)/.exec(table)?.[1])
  const offsets = new Map(
    [...table.matchAll(/^(\d{10}) \d{5} ([nf])/gm)].flatMap(([, offset, use], number) =>
      use === 'n' ? [[number, Number(offset)] as const] : [],
    ),
  )
  if (!Number.isInteger(size) || offsets.size === 0) throw new TemplateNotUsable('no cross-reference table')
  const raw = (number: number) => {
    const at = offsets.get(number)
    const head = at === undefined ? null : /^(\d+) 0 obj\n/.exec(text.slice(at, at + 20))
    const end = at === undefined ? -1 : text.indexOf('\nendobj', at)
    if (at === undefined || head === null || Number(head[1]) !== number || end < 0) throw new TemplateNotUsable(`no object ${number}`)
    return bytes.subarray(at + head[0].length, end)
  }
  return {
    bytes,
    first: Math.min(...offsets.values()),
    numbers: [...offsets.keys()],
    size,
    root: reference(table, 'Root'),
    info: reference(table, 'Info'),
    raw,
    body: (number) => raw(number).toString('latin1'),
    stream(number) {
      const object = raw(number)
      const from = object.indexOf('stream\n') + 'stream\n'.length
      return inflateSync(object.subarray(from, object.lastIndexOf('\nendstream')))
    },
  }
}

function reference(body: string, name: string): number {
  const found = new RegExp(`/${name} (\\d+) 0 R`).exec(body)?.[1]
  if (found === undefined) throw new TemplateNotUsable(`no reference to ${name}`)
  return Number(found)
}

const latin = (text: string) => Buffer.from(text, 'latin1')

function streamOf(data: Buffer): Buffer {
  const packed = deflateSync(data)
  return Buffer.concat([latin(`<<\n/Length ${packed.length}\n/Filter /FlateDecode\n>>\nstream\n`), packed, latin('\nendstream')])
}

/** The cross-reference table; numbers without an object form the list of free ones that begins at 0 (ISO 32000-1, 7.5.4). */
function references(offsets: ReadonlyMap<number, number>, size: number): string {
  const free = Array.from({ length: size }, (_, number) => number).filter((number) => !offsets.has(number))
  const lines = Array.from({ length: size }, (_, number) => {
    const offset = offsets.get(number)
    if (offset !== undefined) return `${String(offset).padStart(10, '0')} 00000 n \n`
    const next = free[free.indexOf(number) + 1] ?? 0
    return `${String(next).padStart(10, '0')} ${number === 0 ? '65535' : '00001'} f \n`
  })
  return `xref\n0 ${size}\n${lines.join('')}`
}

const rounded = (value: number) => Math.round(value * 1e6) / 1e6

function replaceAll(text: string, changes: ReadonlyMap<string, string>): string {
  return [...changes].reduce((changed, [from, to]) => changed.replaceAll(from, () => to), text)
}

/** A moment as the renderer writes it: `(D:20261212030000Z)` without its brackets. */
export function pdfMoment(at: Date): string {
  return `D:${at
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/\D/g, '')}Z`
}
