import { crc32, deflateSync, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { refuse } from '../shared/result.ts'
import { checkDocument, LARGEST_DOCUMENT } from './document-file.ts'

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const join = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts))
const kindOf = (bytes: Uint8Array) => {
  const result = checkDocument(bytes)
  return result.ok ? result.value.type : result.refusal.kind
}
const kept = (bytes: Uint8Array) => {
  const result = checkDocument(bytes)
  if (!result.ok) throw new Error(result.refusal.kind)
  return result.value.bytes
}
const holds = (bytes: Uint8Array, text: string) => Buffer.from(bytes).includes(Buffer.from(text, 'latin1'))

// PNG
function chunk(type: string, content: Uint8Array): Uint8Array {
  const named = join(latin(type), content)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return join(length, named, sum)
}
function header(width: number, height: number): Uint8Array {
  const content = Buffer.alloc(13)
  content.writeUInt32BE(width, 0)
  content.writeUInt32BE(height, 4)
  content.set([8, 0, 0, 0, 0], 8)
  return chunk('IHDR', content)
}
const PNG_START = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const PNG_END = chunk('IEND', new Uint8Array())
const pixels = chunk('IDAT', deflateSync(new Uint8Array(2 * 3)))
const png = (...extra: readonly Uint8Array[]) => join(PNG_START, header(2, 2), ...extra, pixels, PNG_END)

// JPEG
const segment = (marker: number, content: Uint8Array) =>
  join(Uint8Array.of(0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255), content)
const frame = (width: number, height: number) =>
  segment(0xc0, Uint8Array.of(8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0))
const scan = join(segment(0xda, Uint8Array.of(1, 1, 0, 0, 63, 0)), Uint8Array.of(0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56))
const JPEG_END = Uint8Array.of(0xff, 0xd9)
const jpeg = (extra: readonly Uint8Array[] = [], size: readonly [number, number] = [640, 480], behind = new Uint8Array()) =>
  join(Uint8Array.of(0xff, 0xd8), ...extra, segment(0xdb, new Uint8Array(65)), frame(...size), scan, JPEG_END, behind)
/** Exif with an orientation and a place. */
const exif = (orientation: number) =>
  segment(
    0xe1,
    join(
      latin('Exif\0\0II'),
      Uint8Array.of(42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0),
      latin('GPS -6.0025,106.0111 Xiaomi'),
    ),
  )

// PDF
const pdf = (body = '', end = '%%EOF\n') =>
  latin(`%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${body}>>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n${end}`)
function withObjectStream(content: string, dictionary = '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode'): Uint8Array {
  const packed = deflateSync(latin(content))
  return join(
    latin(`%PDF-1.7\n5 0 obj\n<< ${dictionary} /Length ${packed.length} >>\nstream\n`),
    packed,
    latin('\nendstream\nendobj\nstartxref\n9\n%%EOF'),
  )
}

describe('a document is accepted', () => {
  test('by its content, whatever its name says', () => {
    expect([kindOf(png()), kindOf(jpeg()), kindOf(pdf())]).toEqual(['image/png', 'image/jpeg', 'application/pdf'])
  })

  test('of a picture only what is seen is kept: no place, no camera, no comment, no text', () => {
    const cleaned = kept(jpeg([exif(1), segment(0xfe, latin('Dibuat di rumah')), segment(0xed, latin('Photoshop 3.0'))]))
    expect(cleaned).toEqual(jpeg())
    const clean = kept(png(chunk('tEXt', latin('Author\0Siti')), chunk('eXIf', latin('MM GPS')), chunk('tIME', new Uint8Array(7))))
    expect(clean).toEqual(png())
  })

  test('and it stays the right way up', () => {
    const turned = kept(jpeg([exif(6)]))
    expect(holds(turned, 'GPS')).toBe(false)
    expect(holds(turned, 'Exif\0\0MM')).toBe(true)
    expect(kept(turned)).toEqual(turned)
  })

  test('what stands behind the end of a picture is cut off', () => {
    expect(kept(jpeg([], [640, 480], latin('SEFT phone trailer')))).toEqual(jpeg())
  })

  test('colours stay: Adobe’s segment and the palette are kept', () => {
    const adobe = segment(0xee, join(latin('Adobe'), new Uint8Array(7)))
    expect(kept(jpeg([adobe]))).toEqual(jpeg([adobe]))
    expect(kept(png(chunk('PLTE', new Uint8Array(3))))).toEqual(png(chunk('PLTE', new Uint8Array(3))))
  })

  test('a PDF that opens on a page, and one whose objects are packed', () => {
    expect(kindOf(pdf('/OpenAction [3 0 R /FitH null] '))).toBe('application/pdf')
    expect(kindOf(withObjectStream('1 0 << /Type /Page >>'))).toBe('application/pdf')
  })
})

describe('a document is refused', () => {
  test.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'empty'],
    ['more than 5 MB', new Uint8Array(LARGEST_DOCUMENT + 1).fill(0x41), 'too-large'],
    ['a page that calls itself a picture', latin('<html><script>alert(1)</script></html>'), 'unknown-type'],
    ['an SVG', latin('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'unknown-type'],
    ['a program', join(latin('MZ'), new Uint8Array(200)), 'unknown-type'],
    ['a zip', join(latin('PK\u0003\u0004'), new Uint8Array(200)), 'unknown-type'],
    ['a GIF', latin('GIF89a/*<?php system($_GET[0]);?>*/'), 'unknown-type'],
    ['a PNG of 50 megapixels', join(PNG_START, header(10_000, 5_000), pixels, PNG_END), 'too-many-pixels'],
    ['a JPEG of 50 megapixels', jpeg([], [10_000, 5_000]), 'too-many-pixels'],
    ['a very long strip', jpeg([], [65_000, 10]), 'too-many-pixels'],
    ['a picture without height', jpeg([], [640, 0]), 'damaged'],
    ['a PNG cut short', png().subarray(0, 60), 'damaged'],
    ['a JPEG cut short', jpeg().subarray(0, 100), 'damaged'],
    ['a PNG with a wrong checksum', Uint8Array.from(png(), (byte, at) => (at === 29 ? byte ^ 1 : byte)), 'damaged'],
    ['a PNG with an unknown needed chunk', png(chunk('EVIL', new Uint8Array(4))), 'damaged'],
    ['a JPEG with a zip behind it', jpeg([], [640, 480], latin('xxPK\u0003\u0004evil')), 'hidden-content'],
    ['a JPEG with a script in its comment', jpeg([segment(0xfe, latin('*/<script>alert(1)</script>/*'))]), 'hidden-content'],
    ['a JPEG with PHP in its Exif', jpeg([segment(0xe1, latin('Exif\0\0<?php phpinfo();?>'))]), 'hidden-content'],
    ['a PNG with a page in its text', png(chunk('tEXt', latin('Comment\0<HTML><body>'))), 'hidden-content'],
    ['a PNG with a PDF behind it', join(png(), pdf()), 'hidden-content'],
    ['a PDF with a script', pdf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >> '), 'active-content'],
    ['a PDF whose script is spelled otherwise', pdf('/OpenAction << /S /J#61vaScript >> '), 'active-content'],
    ['a PDF that starts a program', pdf('/AA << /O << /S /Launch /F (cmd.exe) >> >> '), 'active-content'],
    ['a PDF with an attachment', pdf('/Names << /EmbeddedFiles 9 0 R >> '), 'active-content'],
    ['a PDF with an XFA form', pdf('/AcroForm << /XFA 9 0 R >> '), 'active-content'],
    ['a PDF that sends what is typed', pdf('/A << /S /SubmitForm >> '), 'active-content'],
    ['a PDF with a packed script', withObjectStream('1 0 << /S /JavaScript >>'), 'active-content'],
    [
      'a PDF packed in a way that cannot be looked into',
      withObjectStream('x', '/Type /ObjStm /N 1 /First 4 /Filter /LZWDecode'),
      'damaged',
    ],
    ['a PDF packed twice', withObjectStream('x', '/Type /ObjStm /N 1 /First 4 /Filter [/ASCII85Decode /FlateDecode]'), 'damaged'],
    ['a PDF whose packed part is not found', latin('%PDF-1.7\n5 0 obj << /Type /ObjStm >> %obj\nstream\nxx\n%%EOF'), 'damaged'],
    ['a locked PDF', latin('%PDF-1.7\ntrailer << /Encrypt 5 0 R >>\n%%EOF'), 'encrypted'],
    ['a PDF with a page behind it', pdf('', '%%EOF\n<html><script>alert(1)</script>'), 'damaged'],
    ['a PDF that is a zip as well', pdf('', 'PK\u0005\u0006xxxxxxxxxxxxxxxxxx\n%%EOF'), 'hidden-content'],
    ['a PDF that does not begin as one', join(latin('MZxx'), pdf()), 'unknown-type'],
  ])('%s', (_title, bytes, kind) => {
    expect(kindOf(bytes)).toBe(kind)
  })
})

describe('whatever comes in', () => {
  const seeds = [png(chunk('tEXt', latin('a\0b'))), jpeg([exif(3)]), pdf('/OpenAction [3 0 R] '), withObjectStream('1 0 << /Type /Page >>')]

  test('2,000 mutants of each type are refused or cleaned, never fail, and what is kept is kept again unchanged', () => {
    const mutation = fc.record({
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      value: fc.nat(255),
      kind: fc.constantFrom('set', 'cut', 'insert', 'double'),
    })
    for (const seed of seeds) {
      fc.assert(
        fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
          let bytes = seed
          for (const { at: share, value, kind } of mutations) {
            const at = Math.floor(share * bytes.length)
            if (kind === 'set') bytes = Uint8Array.from(bytes, (byte, place) => (place === at ? value : byte))
            if (kind === 'cut') bytes = bytes.slice(0, at)
            if (kind === 'insert') bytes = join(bytes.subarray(0, at), Uint8Array.of(value), bytes.subarray(at))
            if (kind === 'double') bytes = join(bytes, bytes.subarray(at))
          }
          const result = checkDocument(bytes)
          if (!result.ok) return
          expect(checkDocument(result.value.bytes)).toEqual(result)
        }),
        { numRuns: 2_000 },
      )
    }
  }, 180_000)

  test('random bytes are never a document', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 500 }), (bytes) => {
        expect(checkDocument(bytes)).toEqual(refuse({ kind: 'unknown-type' }))
      }),
    )
  })

  test('the picture that is kept still unpacks to the same points', () => {
    const cleaned = Buffer.from(kept(png(chunk('iTXt', latin('x')))))
    const at = cleaned.indexOf('IDAT')
    expect(inflateSync(cleaned.subarray(at + 4, at + 4 + cleaned.readUInt32BE(at - 4)))).toEqual(Buffer.alloc(6))
  })
})
