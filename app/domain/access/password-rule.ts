/** Without a second factor a staff password has at least this many characters. Source: ASVS 5.0, 6.2; the project's security targets. */
export const MINIMUM_PASSWORD_LENGTH = 15
export const MAXIMUM_PASSWORD_LENGTH = 200

/** Words that everyone here would try first; what is left of a password without them must still be long enough to guess. */
const LOCAL_WORDS = [
  'password',
  'passw0rd',
  'katasandi',
  'sandi',
  'rahasia',
  'admin',
  'administrator',
  'qwerty',
  'qwertyuiop',
  'asdfgh',
  'abcdef',
  'abc123',
  'letmein',
  'welcome',
  'selamat',
  'kader',
  'posyandu',
  'cilegon',
  'banten',
  'merak',
  'krakatau',
  'indonesia',
  'merdeka',
  'bismillah',
  'sayang',
  'kelurahan',
  'kecamatan',
  'dp3ap2kb',
  'perwal',
  'tera',
  '123456789',
  '12345678',
  '1234567',
  '123456',
  '12345',
  '1234',
  '654321',
  '000000',
  '111111',
  '112233',
  '2024',
  '2025',
  '2026',
] as const

/** Characters that must remain once the words above and the own name are taken out. */
const MINIMUM_REMAINDER = 6

export type PasswordFault = 'too-short' | 'too-long' | 'common-words' | 'repeats' | 'contains-username'

/**
 * Why a password may not be used; null when it may. Length is counted in Unicode characters. Words are compared without
 * regard to case and to signs between the letters, so that `Ka-der…` is `kader`.
 */
export function passwordFault(password: string, username: string): PasswordFault | null {
  const length = [...password].length
  if (length < MINIMUM_PASSWORD_LENGTH) return 'too-short'
  if (length > MAXIMUM_PASSWORD_LENGTH) return 'too-long'
  const folded = fold(password)
  if (new Set(folded).size < 5 || /^(.{1,8})\1+.{0,7}$/u.test(folded)) return 'repeats'
  const own = fold(username)
  if (own.length >= 4 && without(folded, [own]).length < MINIMUM_REMAINDER) return 'contains-username'
  if (without(folded, LOCAL_WORDS).length < MINIMUM_REMAINDER) return 'common-words'
  return null
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[\s._\-!@#$%^&*+=/\\,;:'"()]/g, '')
}

function without(text: string, words: readonly string[]): string {
  return [...words].sort((left, right) => right.length - left.length).reduce((rest, word) => rest.replaceAll(word, ''), text)
}
