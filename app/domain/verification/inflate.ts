/** The codes of DEFLATE's lengths and distances: first value and extra bits of each. Source: RFC 1951, 3.2.5. */
const LENGTH_BASE = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258]
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385,
  24577,
]
const DISTANCE_EXTRA = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13]
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const LONGEST_CODE = 15

class Malformed extends Error {}

/**
 * Unpacks a zlib stream (RFC 1950 and 1951) up to `mostBytes`. Null when it is malformed, cut short or larger than that;
 * what follows the stream is not looked at, and the checksum is not verified.
 */
export function inflateZlib(bytes: Uint8Array, mostBytes: number): Uint8Array | null {
  const [method = 0, flags = 0] = bytes
  if (bytes.length < 2 || (method & 15) !== 8 || (method * 256 + flags) % 31 !== 0 || (flags & 32) !== 0) return null
  try {
    return inflateRaw(bytes.subarray(2), mostBytes)
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

type Code = { readonly counts: Uint16Array; readonly symbols: Uint16Array }

function inflateRaw(bytes: Uint8Array, mostBytes: number): Uint8Array {
  let [at, held, heldBits] = [0, 0, 0]
  const out: { bytes: Uint8Array; length: number } = { bytes: new Uint8Array(Math.min(mostBytes, bytes.length * 4 + 64)), length: 0 }

  function take(count: number): number {
    while (heldBits < count) {
      const next = bytes[at]
      if (next === undefined) throw new Malformed('cut short')
      held |= next << heldBits
      heldBits += 8
      at += 1
    }
    const value = held & ((1 << count) - 1)
    held >>>= count
    heldBits -= count
    return value
  }

  /** Canonical Huffman codes, bit by bit. Source: zlib's contrib/puff describes the method. */
  function decode({ counts, symbols }: Code): number {
    let [code, first, index] = [0, 0, 0]
    for (let length = 1; length <= LONGEST_CODE; length += 1) {
      code |= take(1)
      const count = counts[length] ?? 0
      if (code - count < first) return symbols[index + (code - first)] ?? 0
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    throw new Malformed('no such code')
  }

  function put(value: number) {
    if (out.length >= mostBytes) throw new Malformed('too large')
    if (out.length === out.bytes.length) {
      const larger = new Uint8Array(Math.min(mostBytes, out.bytes.length * 2 + 64))
      larger.set(out.bytes)
      out.bytes = larger
    }
    out.bytes[out.length] = value
    out.length += 1
  }

  function storedBlock() {
    held = 0
    heldBits = 0
    const length = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
    const check = (bytes[at + 2] ?? 0) | ((bytes[at + 3] ?? 0) << 8)
    if (at + 4 + length > bytes.length || (length ^ 0xffff) !== check) throw new Malformed('stored block')
    for (let place = at + 4; place < at + 4 + length; place += 1) put(bytes[place] ?? 0)
    at += 4 + length
  }

  function packedBlock(lengths: Code, distances: Code) {
    for (let symbol = decode(lengths); symbol !== 256; symbol = decode(lengths)) {
      if (symbol < 256) {
        put(symbol)
        continue
      }
      const [base, extra] = [LENGTH_BASE[symbol - 257], LENGTH_EXTRA[symbol - 257]]
      if (base === undefined || extra === undefined) throw new Malformed('length')
      const length = base + take(extra)
      const code = decode(distances)
      const [from, bits] = [DISTANCE_BASE[code], DISTANCE_EXTRA[code]]
      if (from === undefined || bits === undefined) throw new Malformed('distance')
      const distance = from + take(bits)
      if (distance > out.length) throw new Malformed('distance')
      for (let left = length; left > 0; left -= 1) put(out.bytes[out.length - distance] ?? 0)
    }
  }

  function dynamicCodes(): readonly [Code, Code] {
    const [literals, distances, codes] = [take(5) + 257, take(5) + 1, take(4) + 4]
    const lengths = new Uint8Array(19)
    for (const place of CODE_LENGTH_ORDER.slice(0, codes)) lengths[place] = take(3)
    const code = codeOf(lengths)
    const all = new Uint8Array(literals + distances)
    for (let place = 0; place < all.length; ) {
      const symbol = decode(code)
      if (symbol < 16) {
        all[place] = symbol
        place += 1
        continue
      }
      const previous = symbol === 16 ? all[place - 1] : 0
      const times = symbol === 16 ? 3 + take(2) : symbol === 17 ? 3 + take(3) : 11 + take(7)
      if (previous === undefined || place + times > all.length) throw new Malformed('code lengths')
      all.fill(previous, place, place + times)
      place += times
    }
    return [codeOf(all.subarray(0, literals)), codeOf(all.subarray(literals))]
  }

  for (let last = 0; last === 0; ) {
    last = take(1)
    const kind = take(2)
    if (kind === 0) storedBlock()
    else if (kind === 1) packedBlock(FIXED_LENGTHS, FIXED_DISTANCES)
    else if (kind === 2) packedBlock(...dynamicCodes())
    else throw new Malformed('block')
  }
  return out.bytes.subarray(0, out.length)
}

function codeOf(lengths: Uint8Array): Code {
  const counts = new Uint16Array(LONGEST_CODE + 1)
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1
  const offsets = new Uint16Array(LONGEST_CODE + 2)
  for (let length = 1; length <= LONGEST_CODE; length += 1) offsets[length + 1] = (offsets[length] ?? 0) + (counts[length] ?? 0)
  const symbols = new Uint16Array(lengths.length)
  for (const [symbol, length] of lengths.entries()) {
    if (length === 0) continue
    const place = offsets[length] ?? 0
    symbols[place] = symbol
    offsets[length] = place + 1
  }
  counts[0] = 0
  return { counts, symbols }
}

const FIXED_LENGTHS = codeOf(Uint8Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)))
const FIXED_DISTANCES = codeOf(new Uint8Array(30).fill(5))
