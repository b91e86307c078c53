import type { SettingValue } from '#app/domain/period/policy-settings.ts'
import type { Locale } from '#app/domain/shared/calendar.ts'
import { periodWords } from '#app/text/period.ts'

/** A setting's value as a person reads it: `12,5 %`, `90 menit`, `ya`, `1. nilai Kesehatan, 2. …`. */
export function settingText(setting: SettingValue, locale: Locale): string {
  const words = periodWords[locale]
  switch (setting.kind) {
    case 'count':
      return setting.key === 'honorariumRupiah'
        ? `Rp${wholeNumber(setting.value, locale)}`
        : `${wholeNumber(setting.value, locale)} ${words.units[setting.key]}`
    case 'percent':
      return `${locale === 'id' ? setting.value.replace('.', ',') : setting.value} ${words.percentOf}`
    case 'yes-no':
      return setting.value ? words.yes : words.no
    case 'codes':
      if (setting.codes.length === 0) return words.nothing
      return setting.codes.map((code, index) => (setting.ordered ? `${index + 1}. ${words.codes[code]}` : words.codes[code])).join(', ')
  }
}

export function wholeNumber(value: number, locale: Locale): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, locale === 'id' ? '.' : ',')
}
