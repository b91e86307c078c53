import type { Locale } from '../shared/calendar.ts'
import type { Interval } from './intervals.ts'

/** `1.234,5` in Indonesian, `1,234.5` in English: for figures that no decision reads. */
export function figureText(value: number, decimals: number, locale: Locale): string {
  const [whole = '0', rest] = Math.abs(value).toFixed(decimals).split('.')
  const [thousands, decimal] = locale === 'id' ? ['.', ','] : [',', '.']
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands)
  const sign = value < 0 && Number(Math.abs(value).toFixed(decimals)) !== 0 ? '-' : ''
  return `${sign}${grouped}${rest === undefined ? '' : `${decimal}${rest}`}`
}

/** `42,5 %`, never broken over two lines; a dash when there is nothing to take a share of. */
export function shareText(part: number, whole: number, locale: Locale): string {
  return whole === 0 ? '–' : `${figureText((100 * part) / whole, 1, locale)}${locale === 'id' ? '\u00a0' : ''}%`
}

/** `70,1 – 74,3`; a dash when there is none. */
export function intervalText(interval: Interval | null, decimals: number, locale: Locale): string {
  return interval === null
    ? '–'
    : `${figureText(interval.low, decimals, locale)}\u00a0–\u00a0${figureText(interval.high, decimals, locale)}`
}

/** A difference with its sign: `+2,3`, `−1,0`; nothing that rounds to zero has one. */
export function signedText(value: number, decimals: number, locale: Locale): string {
  const size = figureText(Math.abs(value), decimals, locale)
  if (Number(Math.abs(value).toFixed(decimals)) === 0) return size
  return `${value < 0 ? '−' : '+'}${size}`
}

/** `+0,4 … +4,2`. */
export function signedIntervalText(interval: Interval, decimals: number, locale: Locale): string {
  return `${signedText(interval.low, decimals, locale)}\u00a0…\u00a0${signedText(interval.high, decimals, locale)}`
}

/** A share's interval in percent. */
export function inPercent({ low, high }: Interval): Interval {
  return { low: 100 * low, high: 100 * high }
}
