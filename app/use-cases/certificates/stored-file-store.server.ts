import { z } from 'zod'
import type { Transaction } from '#app/platform/transaction.server.ts'

const NameRow = z.object({ name: z.string() })

/** Those of these stored files that something still rests on: a certificate on its way or out, a document of a case, evidence of an appeal. */
export async function findNamedFiles(transaction: Transaction, names: readonly string[]): Promise<ReadonlySet<string>> {
  const wanted = [...names]
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT rendered_file AS name FROM certificate_issuance WHERE rendered_file = ANY(${wanted}::text[])
    UNION SELECT signed_file FROM certificate_issuance WHERE signed_file = ANY(${wanted}::text[])
    UNION SELECT storage_name FROM case_document WHERE storage_name = ANY(${wanted}::text[])
    UNION SELECT stored_as FROM appeal_file WHERE stored_as = ANY(${wanted}::text[])`
  return new Set(rows.map((row) => NameRow.parse(row).name))
}
