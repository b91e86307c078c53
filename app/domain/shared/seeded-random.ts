import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** The algorithm's name is stored beside whatever was drawn with it, so that a draw can be replayed. */
export const RANDOM_ALGORITHM = 'pure-rand/xoroshiro128plus/1'

/** 64 hexadecimal digits: the output of SHA-256 or HMAC-SHA-256. */
export type Seed = string

export type SeededRandom = {
  /** A whole number between both bounds, both included. */
  readonly between: (from: number, to: number) => number
  /** The same members in a drawn order; the argument stays as it is. */
  readonly shuffled: <Member>(members: readonly Member[]) => Member[]
}

/** Equal seeds give equal draws on every machine. Throws on a seed that is not 64 hexadecimal digits. */
export function seededRandom(seed: Seed): SeededRandom {
  return drawsFrom(fold(seed))
}

/**
 * Draws of their own for each use of one seed: how often one use draws moves nothing of another. The use's code units are folded
 * behind the seed (FNV-1a) and spread over all 32 bits (the finalizer of MurmurHash3, A. Appleby), so that uses that differ
 * in one digit draw apart. Throws on a seed that is not 64 hexadecimal digits.
 */
export function seededStreams(seed: Seed): (use: string) => SeededRandom {
  const start = fold(seed)
  return (use) => {
    let folded = start
    for (let at = 0; at < use.length; at += 1) folded = Math.imul(folded ^ use.charCodeAt(at), 0x01000193)
    return drawsFrom(spread(folded))
  }
}

function fold(seed: Seed): number {
  if (!/^[0-9a-f]{64}$/.test(seed)) throw new Error('a seed is 64 hexadecimal digits')
  let folded = 0
  for (let at = 0; at < 64; at += 8) folded = Math.imul(folded ^ Number.parseInt(seed.slice(at, at + 8), 16), 0x01000193)
  return folded
}

function spread(folded: number): number {
  const once = Math.imul(folded ^ (folded >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return twice ^ (twice >>> 16)
}

function drawsFrom(state: number): SeededRandom {
  const generator = xoroshiro128plus(state)
  const between = (from: number, to: number) => uniformInt(generator, from, to)
  return {
    between,
    shuffled: (members) => {
      const drawn = [...members]
      for (let last = drawn.length - 1; last > 0; last -= 1) {
        const other = between(0, last)
        const [left, right] = [drawn[last], drawn[other]]
        if (left === undefined || right === undefined) continue
        drawn[last] = right
        drawn[other] = left
      }
      return drawn
    },
  }
}
