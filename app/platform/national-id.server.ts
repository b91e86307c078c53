import { encrypt, keyedHash } from './cipher.server.ts'
import { environment } from './environment.server.ts'

/** The keyed hash by which a stored NIK is found again. */
export function nationalIdLookup(nationalId: string): string {
  return keyedHash(nationalId, environment().secrets.NIK_LOOKUP_KEY)
}

/** What is stored of a NIK: sealed, by its keyed hash, and its last four digits. */
export function sealNationalId(nationalId: string) {
  return {
    nationalIdCipher: Buffer.from(encrypt(nationalId, environment().secrets.NIK_KEY)).toString('hex'),
    nationalIdLookup: nationalIdLookup(nationalId),
    nationalIdLast4: nationalId.slice(-4),
  }
}
