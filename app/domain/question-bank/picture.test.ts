import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPicture } from './picture.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const svg = (inside: string, root = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"') => bytes(`<svg ${root}>${inside}</svg>`)
const number32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
const png = (width: number, height: number) =>
  new Uint8Array([
    0x89,
    0x50,
    0x4e,
    0x47,
    13,
    10,
    26,
    10,
    0,
    0,
    0,
    13,
    ...bytes('IHDR'),
    ...number32(width),
    ...number32(height),
    8,
    6,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  ])
const jpeg = (width: number, height: number) =>
  new Uint8Array([
    0xff,
    0xd8,
    0xff,
    0xe0,
    0,
    4,
    0,
    0,
    0xff,
    0xc0,
    0,
    11,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    1,
    0,
    0,
    0,
    0,
    0,
  ])

describe('a picture', () => {
  test.each([
    ['a drawing', svg('<g fill="#fff"><path d="M0 0L1 1"/><text x="1" y="2">Umur – bulan &amp; berat</text></g>')],
    [
      'a drawing with a declaration',
      bytes(
        '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1" fill="url(#g)"/></svg>\n',
      ),
    ],
    ['a PNG', png(640, 420)],
    ['a JPEG', jpeg(640, 420)],
  ])('may be %s', (_name, file) => {
    expect(checkPicture(file).ok).toBe(true)
  })

  test.each([
    ['a script', svg('<script>alert(1)</script>')],
    ['an event handler', svg('<rect onload="alert(1)"/>')],
    ['an event handler on the root', svg('', 'xmlns="http://www.w3.org/2000/svg" onload="alert(1)"')],
    ['foreign content', svg('<foreignObject><p/></foreignObject>')],
    ['a link', svg('<a href="javascript:alert(1)"><rect/></a>')],
    ['an outside picture', svg('<image href="https://x.test/a.png"/>')],
    ['a use of another file', svg('<use href="#a"/>')],
    ['an animation', svg('<animate attributeName="href" values="x"/>')],
    ['a style sheet', svg('<style>@import url(x)</style>')],
    ['a style attribute', svg('<rect style="fill:url(https://x.test)"/>')],
    ['an outside paint', svg('<rect fill="url(https://x.test/a)"/>')],
    ['a written-out letter in an attribute', svg('<rect fill="&#117;rl(x)"/>')],
    ['a DOCTYPE', bytes('<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['an entity of its own', svg('<text>&x;</text>')],
    ['a comment', svg('<!-- x -->')],
    ['a CDATA section', svg('<text><![CDATA[<script>]]></text>')],
    ['a processing instruction', svg('<?xml-stylesheet href="x"?>')],
    ['another root', bytes('<svg xmlns="http://www.w3.org/2000/svg"/><svg/>')],
    ['an open element', bytes('<svg xmlns="http://www.w3.org/2000/svg"><g></svg>')],
    ['an attribute twice', svg('<rect x="1" x="2"/>')],
    ['another namespace', svg('<g xmlns="http://www.w3.org/1999/xhtml"/>')],
    ['a prefix', svg('<x:script/>')],
  ])('of SVG with %s is refused', (_name, file) => {
    expect(checkPicture(file)).toEqual({ ok: false, fault: 'unsafe-svg' })
  })

  test.each([
    ['text', bytes('halo'), 'not-a-picture'],
    ['a web page', bytes('<html><svg xmlns="http://www.w3.org/2000/svg"/></html>'), 'not-a-picture'],
    ['nothing', new Uint8Array(), 'not-a-picture'],
    ['a PNG cut off', png(1, 1).slice(0, 20), 'not-a-picture'],
    ['a large SVG', svg('<g/>'.repeat(60_000)), 'too-large'],
    ['a PNG of 50 megapixels', png(10_000, 5_000), 'too-many-pixels'],
    ['a JPEG of 50 megapixels', jpeg(10_000, 5_000), 'too-many-pixels'],
  ])('is not %s', (_name, file, fault) => {
    expect(checkPicture(file)).toEqual({ ok: false, fault })
  })

  test('never throws, whatever the bytes are', () => {
    const start = fc.constantFrom(png(3, 3), jpeg(3, 3), svg('<g/>'), new Uint8Array())
    fc.assert(
      fc.property(
        start,
        fc.uint8Array({ maxLength: 60 }),
        fc.nat(60),
        (head, rest, cut) => void checkPicture(new Uint8Array([...head.slice(0, cut), ...rest])),
      ),
    )
  })
})
