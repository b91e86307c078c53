import type { Locale } from '../shared/calendar.ts'

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
