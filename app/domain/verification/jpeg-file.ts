import { hidesFile, joinBytes, latinText, type PictureFault, sizeFault } from './picture-bounds.ts'

const [SOI, EOI, SOS, APP0, APP1, APP14, APP15, COM] = [0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xee, 0xef, 0xfe]
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const isRestart = (marker: number) => marker >= 0xd0 && marker <= 0xd7
const isMetadata = (marker: number) => (marker >= APP0 && marker <= APP15) || marker === COM

/**
 * The picture without what it does not need to be seen: no Exif (place, time, camera), no comments, no preview, nothing
 * behind its end. Which way up it is (Exif tag 274) stays. Source: ITU-T T.81, annex B; Exif 2.32, 4.6.
 */
export function cleanJpeg(bytes: Uint8Array): Uint8Array | PictureFault {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)]
  const dropped: Uint8Array[] = []
  let orientation = 1
  let frames = 0
  let at = 2
  for (;;) {
    if (bytes[at] !== 0xff) return 'damaged'
    while (bytes[at + 1] === 0xff) at += 1
    const marker = bytes[at + 1]
    if (marker === undefined || marker === 0 || marker === SOI || isRestart(marker)) return 'damaged'
    if (marker === EOI) {
      kept.push(bytes.subarray(at, at + 2))
      dropped.push(bytes.subarray(at + 2))
      break
    }
    const end = at + 2 + wordAt(bytes, at + 2)
    if (wordAt(bytes, at + 2) < 2 || end > bytes.length) return 'damaged'
    const segment = bytes.subarray(at, end)
    if (isFrame(marker)) {
      const fault = frameFault(segment)
      if (fault !== null || frames > 0) return fault ?? 'damaged'
      frames += 1
    }
    if (isMetadata(marker) && !isColourTransform(segment)) {
      if (marker === APP1) orientation = orientationOf(segment) ?? orientation
      dropped.push(segment)
    } else kept.push(segment)
    at = end
    if (marker === SOS) {
      if (frames === 0) return 'damaged'
      const scanEnd = endOfScan(bytes, at)
      if (scanEnd === null) return 'damaged'
      kept.push(bytes.subarray(at, scanEnd))
      at = scanEnd
    }
  }
  if (frames === 0 || !kept.some((part) => part[1] === SOS)) return 'damaged'
  if (dropped.some(hidesFile)) return 'hidden-content'
  const [start, ...rest] = kept
  return joinBytes([start ?? new Uint8Array(), ...(orientation === 1 ? [] : [orientationSegment(orientation)]), ...rest])
}

function wordAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}

/** Adobe's segment says how the colours are stored; without it some pictures turn green. */
function isColourTransform(segment: Uint8Array): boolean {
  return segment[1] === APP14 && segment.length === 16 && latinText(segment.subarray(4, 9)) === 'Adobe'
}

function frameFault(segment: Uint8Array): PictureFault | null {
  const components = segment[9] ?? 0
  if (segment.length < 10 + 3 * components || segment[4] !== 8 || ![1, 3, 4].includes(components)) return 'damaged'
  return sizeFault(wordAt(segment, 7), wordAt(segment, 5))
}

/** Where the picture's data end and the next marker stands; null when they never do. */
function endOfScan(bytes: Uint8Array, from: number): number | null {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && !isRestart(next)) return at
  }
  return null
}

/** 1 to 8; null when the segment does not say. */
function orientationOf(segment: Uint8Array): number | null {
  if (latinText(segment.subarray(4, 10)) !== 'Exif\0\0') return null
  const tiff = segment.subarray(10)
  const order = latinText(tiff.subarray(0, 2))
  if (order !== 'II' && order !== 'MM') return null
  const little = order === 'II'
  const byte = (at: number) => tiff[at] ?? 0
  const word = (at: number) => (little ? byte(at) | (byte(at + 1) << 8) : (byte(at) << 8) | byte(at + 1))
  const directory = little ? word(4) + word(6) * 65_536 : word(4) * 65_536 + word(6)
  for (let entry = 0; entry < Math.min(word(directory), 256); entry += 1) {
    const at = directory + 2 + entry * 12
    if (at + 12 > tiff.length) return null
    if (word(at) === 0x0112) return word(at + 8) >= 1 && word(at + 8) <= 8 ? word(at + 8) : null
  }
  return null
}

/** An Exif segment that says which way up and nothing else. */
function orientationSegment(orientation: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
  const content = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff]
  return Uint8Array.from([0xff, APP1, 0, content.length + 2, ...content])
}
