import { hidesFile, joinBytes, latinText, type PictureFault, sizeFault } from './picture-bounds.ts'

/** What a picture needs to be seen as it is; every other chunk that a reader may skip is dropped. */
const KEPT = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'pHYs']
/** Bit depths that go with a colour type. Source: PNG (ISO/IEC 15948), 11.2.2. */
const DEPTHS: Readonly<Record<number, readonly number[]>> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] }

/** The picture without texts, times, Exif, colour profiles and whatever stands behind its end. Source: PNG, clause 11. */
export function cleanPng(bytes: Uint8Array): Uint8Array | PictureFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = [bytes.subarray(0, 8)]
  const dropped: Uint8Array[] = []
  let previous = ''
  let hasData = false
  for (let at = 8; ; ) {
    if (at + 12 > bytes.length) return 'damaged'
    const length = view.getUint32(at)
    const end = at + 12 + length
    if (end > bytes.length) return 'damaged'
    const type = latinText(bytes.subarray(at + 4, at + 8))
    if (!/^[a-zA-Z]{4}$/.test(type) || view.getUint32(end - 4) !== checksum(bytes.subarray(at + 4, end - 4))) return 'damaged'
    if ((type === 'IHDR') !== (at === 8)) return 'damaged'
    if (type === 'IHDR') {
      const fault = headerFault(bytes.subarray(at + 8, end - 4), view, at + 8)
      if (fault !== null) return fault
    }
    if (type === 'IDAT') {
      if (hasData && previous !== 'IDAT') return 'damaged'
      hasData = true
    }
    const isCritical = /^[A-Z]/.test(type)
    if (KEPT.includes(type)) kept.push(bytes.subarray(at, end))
    else if (isCritical) return 'damaged'
    else dropped.push(bytes.subarray(at + 8, end - 4))
    previous = type
    at = end
    if (type === 'IEND') {
      dropped.push(bytes.subarray(at))
      break
    }
  }
  if (!hasData) return 'damaged'
  return dropped.some(hidesFile) ? 'hidden-content' : joinBytes(kept)
}

function headerFault(header: Uint8Array, view: DataView, at: number): PictureFault | null {
  const [depth = 0, colour = 0, compression, filter, interlace = 2] = header.subarray(8)
  if (header.length !== 13 || !DEPTHS[colour]?.includes(depth) || compression !== 0 || filter !== 0 || interlace > 1) return 'damaged'
  return sizeFault(view.getUint32(at), view.getUint32(at + 4))
}

/** CRC-32 as in PNG, annex D. */
function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) value = (TABLE[(value ^ byte) & 255] ?? 0) ^ (value >>> 8)
  return (value ^ 0xffffffff) >>> 0
}

const TABLE = Uint32Array.from({ length: 256 }, (_, number) => {
  let value = number
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})
