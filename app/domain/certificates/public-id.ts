import { z } from 'zod'

/** 128 random bits in hexadecimal: the address of the public check, which nobody can count up to. */
export const PublicId = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .brand<'PublicId'>()
export type PublicId = z.infer<typeof PublicId>

/** As printed below the QR code: eight groups of four, so that it can be read aloud and typed. */
export function printedCode(publicId: PublicId): string {
  return publicId.replace(/(.{4})(?=.)/g, '$1 ')
}

/**
 * The id in what somebody typed or pasted: the printed code in whatever grouping and case, or the whole address from
 * the QR code. Null when there is none in it.
 */
export function publicIdFrom(typed: string): PublicId | null {
  const address = /\/v\/([0-9a-f]{32})(?:[/?#]|$)/i.exec(typed.trim())
  const parsed = PublicId.safeParse((address?.[1] ?? typed.replace(/[\s.\-–]/g, '')).toLowerCase())
  return parsed.success ? parsed.data : null
}
