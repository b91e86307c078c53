import { type Fraction, fraction } from '../shared/points.ts'

/**
 * The numbers that a typed text can mean, exact; none when it is no number. The decimal sign is a comma or a point, and
 * points group thousands as in Indonesian, so `1,5` = `1.5`, `1.500,5` has one reading and `1.500` two (1.5 and 1500).
 */
export function readingsOf(text: string): Fraction[] {
  const typed = text.normalize('NFKC').trim()
  const plain = /^([+\-\u2212])?\s?(\d{1,20})(?:[.,](\d{1,20}))?$/.exec(typed)
  const grouped = /^([+\-\u2212])?\s?(\d{1,3}(?:\.\d{3}){1,6})(?:,(\d{1,20}))?$/.exec(typed)
  return [plain, grouped].flatMap((match) => (match ? [decimal(match[1], (match[2] ?? '').replaceAll('.', ''), match[3] ?? '')] : []))
}

/** Whether one reading lies within the tolerance, the bounds included; decimal arithmetic without rounding. */
export function isWithinTolerance(text: string, correct: Fraction, tolerance: Fraction): boolean {
  return readingsOf(text).some((reading) => {
    const difference = reading.numerator * correct.denominator - correct.numerator * reading.denominator
    const distance = difference < 0n ? -difference : difference
    const allowed = tolerance.numerator < 0n ? -tolerance.numerator : tolerance.numerator
    return distance * tolerance.denominator <= allowed * reading.denominator * correct.denominator
  })
}

function decimal(sign: string | undefined, whole: string, decimals: string): Fraction {
  const digits = BigInt(`${whole}${decimals}`)
  return fraction(sign === undefined || sign === '+' ? digits : -digits, 10n ** BigInt(decimals.length))
}
