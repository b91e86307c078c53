export type PictureType = 'image/svg+xml' | 'image/png' | 'image/jpeg'
export type PictureFault = 'not-a-picture' | 'too-large' | 'too-many-pixels' | 'unsafe-svg'
export type CheckedPicture = { readonly ok: true; readonly contentType: PictureType } | { readonly ok: false; readonly fault: PictureFault }

/** Bytes. */
const LARGEST: Record<PictureType, number> = { 'image/svg+xml': 200_000, 'image/png': 1_000_000, 'image/jpeg': 1_000_000 }
/** A phone decodes a picture to four bytes a pixel. */
const MOST_PIXELS = 4_000_000

/**
 * Whether a file may be shown with a question, by what it holds and not by its name. An SVG is accepted only when all of it
 * is drawing: elements and attributes from a closed list, nothing from elsewhere, no DOCTYPE, comment, CDATA or processing
 * instruction, so that every reader of XML understands it the same way.
 */
export function checkPicture(bytes: Uint8Array): CheckedPicture {
  const contentType = typeOf(bytes)
  if (contentType === null) return { ok: false, fault: 'not-a-picture' }
  if (bytes.length > LARGEST[contentType]) return { ok: false, fault: 'too-large' }
  if (contentType === 'image/svg+xml') return isPlainDrawing(latin1(bytes)) ? { ok: true, contentType } : { ok: false, fault: 'unsafe-svg' }
  const pixels = contentType === 'image/png' ? pngPixels(bytes) : jpegPixels(bytes)
  if (pixels === null) return { ok: false, fault: 'not-a-picture' }
  return pixels > MOST_PIXELS ? { ok: false, fault: 'too-many-pixels' } : { ok: true, contentType }
}

function typeOf(bytes: Uint8Array): PictureType | null {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  return /^(?:\xef\xbb\xbf)?\s*<(?:\?xml\s|svg[\s>])/.test(latin1(bytes.subarray(0, 200))) ? 'image/svg+xml' : null
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, index) => bytes[index] === byte)
}

/** One character a byte: markup is ASCII, and no byte of a longer UTF-8 character looks like it. */
function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += 8192) text += String.fromCharCode(...bytes.subarray(start, start + 8192))
  return text
}

/** Source: PNG specification, 11.2.2 IHDR, which stands first. */
function pngPixels(bytes: Uint8Array): number | null {
  if (latin1(bytes.subarray(12, 16)) !== 'IHDR' || bytes.length < 33) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return view.getUint32(16) * view.getUint32(20)
}

/** Source: ITU-T T.81, B.2.2: the frame header (SOF) holds height and width. */
function jpegPixels(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (at + 9 < bytes.length) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) return null
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return view.getUint16(at + 5) * view.getUint16(at + 7)
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

const ELEMENTS = new Set(
  'svg g defs title desc path polygon polyline line rect circle ellipse text tspan linearGradient radialGradient stop clipPath marker pattern'.split(
    ' ',
  ),
)
const ATTRIBUTES = new Set(
  (
    'xmlns version id class viewBox width height x y x1 y1 x2 y2 cx cy r rx ry dx dy fx fy d points pathLength transform ' +
    'fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-dasharray stroke-dashoffset stroke-miterlimit opacity color ' +
    'font-family font-size font-weight font-style text-anchor dominant-baseline alignment-baseline baseline-shift letter-spacing textLength lengthAdjust writing-mode ' +
    'offset stop-color stop-opacity gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform ' +
    'clip-path clip-rule clipPathUnits marker-start marker-mid marker-end markerWidth markerHeight markerUnits refX refY orient preserveAspectRatio ' +
    'role aria-label aria-labelledby aria-hidden focusable shape-rendering text-rendering vector-effect xml:space display visibility'
  ).split(' '),
)
const MARKUP = /<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y
const ATTRIBUTE = /([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const DECLARATION =
  /^(?:\xef\xbb\xbf)?\s*(?:<\?xml\s+version=["']1\.[01]["'](?:\s+encoding=["'][Uu][Tt][Ff]-8["'])?(?:\s+standalone=["'](?:yes|no)["'])?\s*\?>)?\s*/

function isPlainDrawing(text: string): boolean {
  const start = DECLARATION.exec(text)?.[0].length ?? 0
  const open: string[] = []
  let roots = 0
  MARKUP.lastIndex = start
  while (MARKUP.lastIndex < text.length) {
    const match = MARKUP.exec(text)
    if (match === null) return false
    const [, closing, name = '', attributes = '', empty, content] = match
    if (content !== undefined) {
      if (!hasPlainEntities(content) || (open.length === 0 && content.trim() !== '')) return false
      continue
    }
    if (closing === '/') {
      if (attributes !== '' || empty === '/' || open.pop() !== name) return false
      continue
    }
    if (!ELEMENTS.has(name) || !arePlainAttributes(attributes, name)) return false
    if (open.length === 0) {
      roots += 1
      if (name !== 'svg') return false
    }
    if (empty !== '/') open.push(name)
    if (open.length > 50) return false
  }
  return roots === 1 && open.length === 0
}

function arePlainAttributes(attributes: string, element: string): boolean {
  const seen = new Set<string>()
  for (const [, name = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
    const value = double ?? single ?? ''
    if (!ATTRIBUTES.has(name) || seen.has(name) || !hasPlainEntities(value)) return false
    seen.add(name)
    if (name === 'xmlns' && (element !== 'svg' || value !== 'http://www.w3.org/2000/svg')) return false
    if (name !== 'xmlns' && /[\\]|&#|:\/\/|javascript:|data:/i.test(value)) return false
    if (/\(/.test(value) && /url/i.test(value) && !/^url\(#[\w-]+\)$/.test(value)) return false
  }
  return true
}

function hasPlainEntities(text: string): boolean {
  return !/&(?!(?:lt|gt|amp|quot|apos|#\d{1,6}|#x[0-9A-Fa-f]{1,5});)/.test(text)
}
