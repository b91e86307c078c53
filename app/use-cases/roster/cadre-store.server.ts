import { z } from 'zod'
import type { RegionCode, RegionScope } from '#app/domain/access/role.ts'
import { Cadre, type CadreRecord, foldName } from '#app/domain/roster/cadre.ts'
import type { StoredCadre } from '#app/domain/roster/import-comparison.ts'
import { CadreId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

/** A cadre as stored: the NIK sealed, and found again by its keyed hash alone. */
export type SealedCadre = {
  readonly id: CadreId
  /** Hexadecimal digits. */
  readonly nationalIdCipher: string
  readonly nationalIdLookup: string
  readonly nationalIdLast4: string
  readonly record: CadreRecord
  readonly isDemo: boolean
}

export type CadreFilter = {
  /** A kecamatan or a kelurahan; null for all of the scope. */
  readonly regionCode: RegionCode | null
  /** A part of the name. */
  readonly name: string
  readonly page: number
  readonly pageSize: number
}

const day = z.coerce.date().transform((at) => at.toISOString().slice(0, 10))
const CadreRow = z
  .object({
    id: CadreId,
    national_id_last4: z.string(),
    name: z.string(),
    sex: z.string(),
    birth_date: day,
    urban_village_code: z.string(),
    posyandu: z.string(),
    phone: z.string().nullable(),
    occupation: z.string(),
    spouse_occupation: z.string().nullable(),
    serving_since: z.number(),
    decree_number: z.string(),
    active: z.boolean(),
    is_demo: z.boolean(),
  })
  .transform((row) =>
    Cadre.parse({
      id: row.id,
      nationalIdLast4: row.national_id_last4,
      name: row.name,
      sex: row.sex,
      birthDate: row.birth_date,
      urbanVillageCode: row.urban_village_code,
      posyandu: row.posyandu,
      phone: row.phone,
      occupation: row.occupation,
      spouseOccupation: row.spouse_occupation,
      servingSince: row.serving_since,
      decreeNumber: row.decree_number,
      active: row.active,
      isDemo: row.is_demo,
    }),
  )
const Total = z.object({ total: z.coerce.number() })

const COLUMNS = Prisma.sql`c.id, c.national_id_last4, c.name, c.sex, c.birth_date, c.urban_village_code, c.posyandu, c.phone, c.occupation,
  c.spouse_occupation, c.serving_since, c.decree_number, c.active, c.is_demo`

function isWithinScope(scope: RegionScope): Prisma.Sql {
  return liesWithin(scope, Prisma.sql`c.urban_village_code`)
}

/** One page of the cadres in the scope, by name, and how many there are in all. */
export async function listCadres(
  transaction: Transaction,
  scope: RegionScope,
  filter: CadreFilter,
): Promise<{ cadres: Cadre[]; total: number }> {
  const region = filter.regionCode ?? ''
  const name = foldName(filter.name)
  const wanted = Prisma.sql`${isWithinScope(scope)}
    AND (${region} = '' OR c.urban_village_code = ${region} OR starts_with(c.urban_village_code, ${region} || '.'))
    AND (${name} = '' OR position(${name} IN c.name_sort) > 0)`
  const [counted] = await transaction.$queryRaw<unknown[]>`SELECT count(*) AS total FROM cadre c WHERE ${wanted}`
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT ${COLUMNS} FROM cadre c WHERE ${wanted}
    ORDER BY c.name_sort COLLATE "C", c.id LIMIT ${filter.pageSize} OFFSET ${(filter.page - 1) * filter.pageSize}`
  return { cadres: rows.map((row) => CadreRow.parse(row)), total: Total.parse(counted).total }
}

/** Null when there is none in the scope. */
export async function findCadre(transaction: Transaction, scope: RegionScope, cadreId: CadreId): Promise<Cadre | null> {
  const [row] = await transaction.$queryRaw<unknown[]>`
    SELECT ${COLUMNS} FROM cadre c
    WHERE c.id = ${cadreId}::uuid
      AND ${isWithinScope(scope)}`
  return row === undefined ? null : CadreRow.parse(row)
}

/** The cadre whose NIK has this keyed hash; null when there is none in the scope. */
export async function findCadreIdByLookup(transaction: Transaction, scope: RegionScope, lookup: string): Promise<CadreId | null> {
  const row = await transaction.cadre.findUnique({ where: { nationalIdLookup: lookup }, select: { id: true } })
  const cadre = row === null ? null : await findCadre(transaction, scope, CadreId.parse(row.id))
  return cadre?.id ?? null
}

/** Those of the keyed hashes that are stored, for a comparison with a file. */
export async function findStoredCadres(transaction: Transaction, lookups: readonly string[]): Promise<Map<string, StoredCadre>> {
  const found = new Map<string, StoredCadre>()
  for (let from = 0; from < lookups.length; from += LOOKUPS_AT_ONCE) {
    const rows = await transaction.cadre.findMany({ where: { nationalIdLookup: { in: lookups.slice(from, from + LOOKUPS_AT_ONCE) } } })
    for (const row of rows) {
      const cadre = Cadre.parse({ ...row, birthDate: row.birthDate.toISOString().slice(0, 10) })
      const { id: _id, nationalIdLast4: _last4, active, isDemo: _isDemo, ...record } = cadre
      found.set(row.nationalIdLookup, { lookup: row.nationalIdLookup, active, record })
    }
  }
  return found
}
const LOOKUPS_AT_ONCE = 2_000

/** How many active cadres of these kelurahan are not among the keyed hashes. */
export async function countCadresBeside(
  transaction: Transaction,
  urbanVillageCodes: readonly RegionCode[],
  lookups: readonly string[],
): Promise<number> {
  const [row] = await transaction.$queryRaw<unknown[]>`
    SELECT count(*) AS total FROM cadre c
    WHERE c.active AND c.urban_village_code = ANY(${[...urbanVillageCodes]}::text[])
      AND NOT EXISTS (SELECT 1 FROM unnest(${[...lookups]}::text[]) AS given(lookup) WHERE given.lookup = c.national_id_lookup)`
  return Total.parse(row).total
}

/** One page of the active cadres of these kelurahan who are not among the keyed hashes, by name. */
export async function listCadresBeside(
  transaction: Transaction,
  scope: RegionScope,
  urbanVillageCodes: readonly RegionCode[],
  lookups: readonly string[],
  { page, pageSize }: { page: number; pageSize: number },
): Promise<Cadre[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT ${COLUMNS} FROM cadre c
    WHERE c.active AND c.urban_village_code = ANY(${[...urbanVillageCodes]}::text[])
      AND ${isWithinScope(scope)}
      AND NOT EXISTS (SELECT 1 FROM unnest(${[...lookups]}::text[]) AS given(lookup) WHERE given.lookup = c.national_id_lookup)
    ORDER BY c.name_sort COLLATE "C", c.id LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`
  return rows.map((row) => CadreRow.parse(row))
}

/** Lets one import at a time write the roster, until the transaction ends. */
export async function lockRoster(transaction: Transaction): Promise<void> {
  await transaction.$queryRaw`SELECT pg_advisory_xact_lock(7203672001)::text AS held`
}

/** Stores new cadres, and for a NIK that is stored already what the decree says now: never a second row for one NIK. */
export async function upsertCadres(transaction: Transaction, cadres: readonly SealedCadre[]): Promise<void> {
  for (let from = 0; from < cadres.length; from += ROWS_AT_ONCE) {
    const rows = cadres
      .slice(from, from + ROWS_AT_ONCE)
      .map(({ record, ...sealed }) => ({ ...sealed, ...record, nameSort: foldName(record.name) }))
    await transaction.$executeRaw`
      INSERT INTO cadre AS c (id, national_id_cipher, national_id_lookup, national_id_last4, name, name_sort, sex, birth_date,
        urban_village_code, posyandu, phone, occupation, spouse_occupation, serving_since, decree_number, is_demo)
      SELECT id, decode("nationalIdCipher", 'hex'), "nationalIdLookup", "nationalIdLast4", name, "nameSort", sex, "birthDate",
        "urbanVillageCode", posyandu, phone, occupation, "spouseOccupation", "servingSince", "decreeNumber", "isDemo"
      FROM jsonb_to_recordset(CAST(${JSON.stringify(rows)} AS jsonb)) AS given(id uuid, "nationalIdCipher" text, "nationalIdLookup" text,
        "nationalIdLast4" text, name text, "nameSort" text, sex text, "birthDate" date, "urbanVillageCode" text, posyandu text,
        phone text, occupation text, "spouseOccupation" text, "servingSince" int, "decreeNumber" text, "isDemo" boolean)
      ON CONFLICT (national_id_lookup) DO UPDATE SET name = excluded.name, name_sort = excluded.name_sort, sex = excluded.sex,
        birth_date = excluded.birth_date, urban_village_code = excluded.urban_village_code, posyandu = excluded.posyandu,
        phone = excluded.phone, occupation = excluded.occupation, spouse_occupation = excluded.spouse_occupation,
        serving_since = excluded.serving_since, decree_number = excluded.decree_number, active = true, updated_at = clock_timestamp()`
  }
}
const ROWS_AT_ONCE = 500

/** Whether any cadre of the demo is stored. */
export async function hasDemoCadres(transaction: Transaction): Promise<boolean> {
  return (await transaction.cadre.findFirst({ where: { isDemo: true }, select: { id: true } })) !== null
}
