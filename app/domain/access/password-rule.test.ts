import { describe, expect, test } from 'vitest'
import { type PasswordFault, passwordFault } from './password-rule.ts'

const cases: [password: string, username: string, fault: PasswordFault | null][] = [
  ['delima-hujan-sepeda-42', 'sri.wahyuni', null],
  ['empat belas aja', 'sri.wahyuni', null],
  ['pendek-sekali', 'sri.wahyuni', 'too-short'],
  ['é'.repeat(14), 'sri.wahyuni', 'too-short'],
  [`${'panjang sekali '.repeat(20)}`, 'sri.wahyuni', 'too-long'],
  ['aaaaaaaaaaaaaaaaaaaa', 'sri.wahyuni', 'repeats'],
  ['abcdeabcdeabcdeabcde', 'sri.wahyuni', 'repeats'],
  ['ab1ab1ab1ab1ab1ab1ab1', 'sri.wahyuni', 'repeats'],
  ['KaderCilegon2025!', 'sri.wahyuni', 'common-words'],
  ['posyandu-qwerty-123456', 'sri.wahyuni', 'common-words'],
  ['Ka.der-Po.sy.an.du-2026', 'sri.wahyuni', 'common-words'],
  ['password123456789', 'sri.wahyuni', 'common-words'],
  ['sri.wahyuni-1990', 'sri.wahyuni', 'contains-username'],
  ['Kader hujan sepeda delima', 'sri.wahyuni', null],
]

describe('a staff password', () => {
  test.each(cases)('%s of %s: %s', (password, username, fault) => {
    expect(passwordFault(password, username)).toBe(fault)
  })
})
