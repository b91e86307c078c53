import { z } from 'zod'

/** Which entries a reader asks for; the empty text leaves a member open. */
export type AuditFilter = {
  /** The beginning of a kind, such as `session.` */
  readonly kind: string
  /** The id of what it happened to, whole. */
  readonly subject: string
  /** The id of who did it, or the username of a member of staff, whole. */
  readonly actor: string
  /** Only entries before this one; null: from the newest on. */
  readonly before: bigint | null
}

/** The filter in the address of the list; what makes no sense is left out. */
export const AuditQuery = z
  .object({
    kind: z.string().trim().max(80).catch(''),
    subject: z.string().trim().max(80).catch(''),
    actor: z.string().trim().max(80).catch(''),
    before: z
      .string()
      .regex(/^\d{1,18}$/)
      .nullable()
      .catch(null),
  })
  .transform(({ before, ...filter }): AuditFilter => ({ ...filter, before: before === null ? null : BigInt(before) }))
