import { describe, expect, test } from 'vitest'
import { columnLetters, nationalIdSays, parseDay, parseNationalId, parsePhone, parseSex, parseYear, type TableCell } from './import-cell.ts'

const value = (answer: { value: unknown } | { problem: string }) => ('value' in answer ? answer.value : answer.problem)

describe('a day', () => {
  test.each<[TableCell, string]>([
    ['12/05/1980', '1980-05-12'],
    ['1/2/1975', '1975-02-01'],
    ['12-05-1980', '1980-05-12'],
    ['12.05.1980', '1980-05-12'],
    ['1980-05-12', '1980-05-12'],
    ['1980-05-12T00:00:00Z', '1980-05-12'],
    ['12 Mei 1980', '1980-05-12'],
    ['12 mei 1980', '1980-05-12'],
    ['5 Agustus 1979', '1979-08-05'],
    ['17-Agu-1979', '1979-08-17'],
    ['3 Des. 1990', '1990-12-03'],
    [29353, '1980-05-12'],
    [29353.75, '1980-05-12'],
    ['29353', '1980-05-12'],
    [61, '1900-03-01'],
    [{ kind: 'date', day: '1980-05-12' }, '1980-05-12'],
    ['29/02/2000', '2000-02-29'],
  ])('%j is %s', (cell, day) => {
    expect(parseDay(cell)).toEqual({ value: day })
  })

  test.each<[TableCell]>([
    ['31/02/1980'],
    ['29/02/1900'],
    ['05/13/1980'],
    ['12/05/80'],
    ['12 Foo 1980'],
    ['12 constructor 1980'],
    ['tidak tahu'],
    [Number.NaN],
    [-3],
    [1e9],
    ['19800512'],
  ])('%j is no day', (cell) => {
    expect(parseDay(cell)).toEqual({ problem: 'date-unreadable' })
  })
})

test.each<[TableCell, unknown]>([
  ['3672015205800001', '3672015205800001'],
  ["'3672015205800001", '3672015205800001'],
  ['3672 0152 0580 0001', '3672015205800001'],
  ['367201520580000', 'nik-not-16-digits'],
  ['36720152058000O1', 'nik-not-16-digits'],
  [3672015205800001, 'nik-lost-digits'],
  ['3,67202E+15', 'nik-lost-digits'],
  [12345, 'nik-not-16-digits'],
  [null, 'nik-not-16-digits'],
])('the NIK %j reads as %j', (cell, expected) => {
  expect(value(parseNationalId(cell))).toBe(expected)
})

test('a NIK tells birth date and sex', () => {
  expect(nationalIdSays('3672015205800001')).toEqual({ dayMonthYear: '120580', sex: 'F' })
  expect(nationalIdSays('3672011205800001')).toEqual({ dayMonthYear: '120580', sex: 'M' })
})

test.each<[TableCell, unknown]>([
  ['081234567890', '+6281234567890'],
  ['0812-3456-7890', '+6281234567890'],
  ['+62 812 3456 7890', '+6281234567890'],
  ['62812 3456 7890', '+6281234567890'],
  [81234567890, '+6281234567890'],
  ['(0254) 391-234', '+62254391234'],
  ['\u202a+62 812-3456-7890\u202c', '+6281234567890'],
  ['', null],
  ['-', null],
  ['0812', 'phone-unreadable'],
  ['nomor istri', 'phone-unreadable'],
])('the phone %j reads as %j', (cell, expected) => {
  expect(value(parsePhone(cell))).toBe(expected)
})

test.each<[string, unknown]>([
  ['P', 'F'],
  ['l', 'M'],
  ['Perempuan', 'F'],
  ['Laki-laki', 'M'],
  ['constructor', 'sex-unknown'],
  ['X', 'sex-unknown'],
])('the sex %j reads as %j', (cell, expected) => {
  expect(value(parseSex(cell))).toBe(expected)
})

test.each<[TableCell, unknown]>([
  ['2015', 2015],
  [2015, 2015],
  ['01/02/2015', 2015],
  [{ kind: 'date', day: '2015-02-01' }, 2015],
  ['15', 'year-unreadable'],
  [20150, 'year-unreadable'],
])('the year %j reads as %j', (cell, expected) => {
  expect(value(parseYear(cell))).toBe(expected)
})

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [702, 'AAA'],
])('column %i is %s', (index, letters) => {
  expect(columnLetters(index)).toBe(letters)
})
