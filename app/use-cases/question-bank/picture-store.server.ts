import { z } from 'zod'
import type { PictureType } from '#app/domain/question-bank/picture.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

/** A checked picture under the SHA-256 of its bytes. */
export type Picture = { readonly hash: string; readonly contentType: PictureType; readonly bytes: Uint8Array<ArrayBuffer> }

const StoredType = z.enum(['image/svg+xml', 'image/png', 'image/jpeg'])

/** A picture that is there already stays as it is: the same hash is the same picture. */
export async function savePictures(transaction: Transaction, pictures: readonly Picture[]): Promise<void> {
  if (pictures.length === 0) return
  await transaction.questionMedia.createMany({
    data: pictures.map(({ hash, contentType, bytes }) => ({ hash, contentType, bytes })),
    skipDuplicates: true,
  })
}

export async function findStoredPicture(transaction: Transaction, hash: string): Promise<Picture | null> {
  const row = await transaction.questionMedia.findUnique({ where: { hash } })
  return row ? { hash: row.hash, contentType: StoredType.parse(row.contentType), bytes: row.bytes } : null
}

/** Those of the hashes under which there is a picture. */
export async function knownPictures(transaction: Transaction, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await transaction.questionMedia.findMany({ where: { hash: { in: [...hashes] } }, select: { hash: true } })
  return new Set(rows.map(({ hash }) => hash))
}
