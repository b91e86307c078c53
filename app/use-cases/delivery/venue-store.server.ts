import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import { Venue } from '#app/domain/delivery/venue.ts'
import { VenueId } from '#app/domain/shared/id.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export async function insertVenue(transaction: Transaction, venue: Venue): Promise<void> {
  await transaction.venue.create({ data: venue })
}

/** False when there is no such venue. */
export async function saveVenue(transaction: Transaction, { id, ...data }: Venue): Promise<boolean> {
  const { count } = await transaction.venue.updateMany({ where: { id }, data })
  return count === 1
}

export async function findVenue(transaction: Transaction, venueId: VenueId): Promise<Venue | null> {
  const row = await transaction.venue.findUnique({ where: { id: venueId } })
  return row ? Venue.parse(row) : null
}

/** The seats that the venue's sessions promise at most; 0 without a session. */
export async function largestSessionCapacity(transaction: Transaction, venueId: VenueId): Promise<number> {
  const row = await transaction.examSession.aggregate({ where: { venueId, state: { not: 'closed' } }, _max: { capacity: true } })
  return row._max.capacity ?? 0
}

const ListedVenueRow = z.object({
  id: VenueId,
  name: z.string(),
  address: z.string(),
  region_code: z.string(),
  capacity: z.coerce.number().int(),
  region_name: z.string(),
  session_count: z.coerce.number().int(),
})
export type ListedVenue = Venue & { readonly regionName: string; readonly sessionCount: number }

/** By region and name. */
export async function listVenues(transaction: Transaction, scope: RegionScope): Promise<ListedVenue[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT v.id, v.name, v.address, v.region_code, v.capacity, coalesce(r.name, v.region_code) AS region_name,
      (SELECT count(*) FROM exam_session s WHERE s.venue_id = v.id) AS session_count
    FROM venue v LEFT JOIN region r ON r.code = v.region_code
    WHERE ${liesWithin(scope, Prisma.sql`v.region_code`)}
    ORDER BY v.region_code, v.name COLLATE "C", v.id`
  return rows.map((each) => {
    const row = ListedVenueRow.parse(each)
    return {
      id: row.id,
      name: row.name,
      address: row.address,
      regionCode: row.region_code,
      capacity: row.capacity,
      regionName: row.region_name,
      sessionCount: row.session_count,
    }
  })
}

/** Whether the code is a kecamatan or kelurahan that the roster knows. */
export async function isVenueRegion(transaction: Transaction, code: string): Promise<boolean> {
  return (await transaction.region.count({ where: { code, level: { in: ['kecamatan', 'kelurahan'] } } })) === 1
}

export type RegionChoice = { readonly code: string; readonly name: string; readonly districtName: string }

/** The kelurahan within the scope with their kecamatan, by code. */
export async function listRegionChoices(transaction: Transaction, scope: RegionScope): Promise<RegionChoice[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT r.code, r.name, coalesce(d.name, '') AS district_name FROM region r LEFT JOIN region d ON d.code = r.parent_code
    WHERE r.level = 'kelurahan'
      AND ${liesWithin(scope, Prisma.sql`r.code`)}
    ORDER BY r.code`
  return z
    .array(z.object({ code: z.string(), name: z.string(), district_name: z.string() }))
    .parse(rows)
    .map((row) => ({ code: row.code, name: row.name, districtName: row.district_name }))
}
