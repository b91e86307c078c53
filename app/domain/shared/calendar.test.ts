import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addYears,
  ageOn,
  dayInWib,
  formatDate,
  formatDay,
  formatMoment,
  formatTime,
  momentFromWib,
  wibField,
  yearInWib,
} from './calendar.ts'

const at = (text: string) => new Date(text)

describe('dates as Indonesians write them', () => {
  test('a day', () => expect(formatDay('2025-12-12', 'id')).toBe('12 Desember 2025'))
  test('a moment late in the UTC evening is the next day in WIB', () => {
    expect(formatDate(at('2025-12-31T17:30:00Z'), 'id')).toBe('1 Januari 2026')
    expect(dayInWib(at('2025-12-31T16:59:59Z'))).toBe('2025-12-31')
    expect(yearInWib(at('2025-12-31T17:00:00Z'))).toBe(2026)
  })
  test('a time of day', () => expect(formatTime(at('2026-11-21T03:02:00Z'))).toBe('10:02'))
  test('a moment', () => expect(formatMoment(at('2026-11-21T03:02:00Z'), 'id')).toBe('21 November 2026 pukul 10:02 WIB'))
})

describe('fields for a moment', () => {
  test.each(['', '2026-13-01T00:00', '2026-01-01', 'besok', '2026-01-01T25:00'])('%s is none', (text) =>
    expect(momentFromWib(text)).toBeNull(),
  )
  test('what is shown in the field is read back as the same minute', () => {
    fc.assert(
      fc.property(fc.date({ min: at('2000-01-01T00:00:00Z'), max: at('2099-12-31T00:00:00Z'), noInvalidDate: true }), (moment) => {
        const minute = new Date(Math.floor(moment.getTime() / 60_000) * 60_000)
        expect(momentFromWib(wibField(minute))).toEqual(minute)
      }),
    )
  })
})

describe('ages and years', () => {
  test.each([
    ['1966-11-01', '2026-11-01', 60],
    ['1966-11-02', '2026-11-01', 59],
    ['2004-02-29', '2026-02-28', 21],
    ['2004-02-29', '2026-03-01', 22],
  ])('someone born on %s is on %s %i years old', (birth, day, age) => expect(ageOn(birth, day)).toBe(age))
  test('three years after a leap day is the 28th', () => expect(addYears('2024-02-29', 3)).toBe('2027-02-28'))
  test('days run over the end of a year', () => expect(addDays('2025-12-31', 1)).toBe('2026-01-01'))
})
