import type { RegionScope } from '#app/domain/access/role.ts'
import { Prisma } from './generated/client.ts'

/** True where the region of this code lies in the scope: one of its regions, or below one. @param code a column */
export function liesWithin(scope: RegionScope, code: Prisma.Sql): Prisma.Sql {
  if (scope.kind === 'everywhere') return Prisma.sql`TRUE`
  return Prisma.sql`EXISTS (SELECT 1 FROM unnest(${[...scope.codes]}::text[]) AS within(code) WHERE ${code} = within.code OR starts_with(${code}, within.code || '.'))`
}
