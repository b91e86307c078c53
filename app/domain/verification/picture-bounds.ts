export type PictureFault = 'damaged' | 'too-many-pixels' | 'hidden-content'

const MOST_PIXELS = 40_000_000
const LONGEST_SIDE = 12_000

/** Null when a picture of this size may be unpacked by a reader without harm. */
export function sizeFault(width: number, height: number): PictureFault | null {
  if (width < 1 || height < 1) return 'damaged'
  return width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_PIXELS ? 'too-many-pixels' : null
}

/** How other kinds of file begin, or what makes a browser or a server read one: in what a picture does not need, they are no accident. */
const FOREIGN = [
  '%PDF-',
  'PK\u0003\u0004',
  'PK\u0005\u0006',
  'Rar!\u001a\u0007',
  '7z\u00bc\u00af\u0027\u001c',
  '\u007fELF',
  'This program cannot be run',
  '<script',
  '<html',
  '<!doctype',
  '<svg',
  '<iframe',
  '<?php',
  '#!/',
].map((text) => text.toLowerCase())

/** Whether bytes that are about to be dropped hold another kind of file. */
export function hidesFile(dropped: Uint8Array): boolean {
  const text = latinText(dropped).toLowerCase()
  return FOREIGN.some((sign) => text.includes(sign))
}

/** Each byte as the character of the same number. */
export function latinText(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let from = 0; from < bytes.length; from += 8_192) parts.push(String.fromCharCode(...bytes.subarray(from, from + 8_192)))
  return parts.join('')
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
