import { z } from 'zod'
import type { RegionCode } from '#app/domain/access/role.ts'
import { Region, type UrbanVillage } from '#app/domain/roster/region.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export async function findRegion(transaction: Transaction, code: RegionCode): Promise<Region | null> {
  const row = await transaction.region.findUnique({ where: { code } })
  return row ? Region.parse(row) : null
}

const UrbanVillageRow = z.object({
  code: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  population: z.number().nullable(),
  district_code: z.string(),
  district_name: z.string(),
  district_aliases: z.array(z.string()),
})

/** Every kelurahan with its kecamatan, in the order of their codes. */
export async function listUrbanVillages(transaction: Transaction): Promise<UrbanVillage[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT v.code, v.name, v.aliases, v.population, d.code AS district_code, d.name AS district_name, d.aliases AS district_aliases
    FROM region v JOIN region d ON d.code = v.parent_code
    WHERE v.level = 'kelurahan' ORDER BY v.code COLLATE "C"`
  return rows.map((each) => {
    const row = UrbanVillageRow.parse(each)
    return {
      code: row.code,
      name: row.name,
      aliases: row.aliases,
      population: row.population ?? 0,
      districtCode: row.district_code,
      districtName: row.district_name,
      districtAliases: row.district_aliases,
    }
  })
}

/** Adds the regions or brings them up to date; returns how many were new or different. */
export async function upsertRegions(transaction: Transaction, regions: readonly Region[]): Promise<number> {
  return transaction.$executeRaw`
    INSERT INTO region AS r (code, level, parent_code, name, aliases, population)
    SELECT code, level, "parentCode", name, ARRAY(SELECT jsonb_array_elements_text(aliases)), population
    FROM jsonb_to_recordset(CAST(${JSON.stringify(regions)} AS jsonb))
      AS given(code text, level text, "parentCode" text, name text, aliases jsonb, population int)
    ON CONFLICT (code) DO UPDATE SET level = excluded.level, parent_code = excluded.parent_code, name = excluded.name,
      aliases = excluded.aliases, population = excluded.population
    WHERE (r.level, r.parent_code, r.name, r.aliases, r.population)
      IS DISTINCT FROM (excluded.level, excluded.parent_code, excluded.name, excluded.aliases, excluded.population)`
}
