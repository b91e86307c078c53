import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import type { Venue, VenueInput } from '#app/domain/delivery/venue.ts'
import { VenueId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { newUuid } from '#app/platform/random.server.ts'
import { databaseNow, inTransaction, reading, type Transaction } from '#app/platform/transaction.server.ts'
import { appendAuditEntry } from '../audit/audit-store.server.ts'
import {
  findVenue,
  insertVenue,
  isVenueRegion,
  type ListedVenue,
  largestSessionCapacity,
  listRegionChoices,
  listVenues,
  type RegionChoice,
  saveVenue,
} from './venue-store.server.ts'

export type PlanVenueRefusal =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'unknown-region' }
  | { readonly kind: 'sessions-need-more-seats'; readonly seats: number }

export function browseVenues(
  actor: Actor,
): Promise<Result<{ venues: ListedVenue[]; regions: RegionChoice[] }, { readonly kind: 'not-found' }>> {
  return reading(async (transaction) => {
    const scope = scopeFor(actor, 'exam-session.plan')
    if (scope === null) return refuse({ kind: 'not-found' })
    return accept({ venues: await listVenues(transaction, scope), regions: await listRegionChoices(transaction, scope) })
  })
}

export function addVenue(actor: Actor, input: VenueInput): Promise<Result<VenueId, PlanVenueRefusal>> {
  return inTransaction<VenueId, PlanVenueRefusal>(async (transaction) => {
    if (!may(actor, 'exam-session.plan', { regionCode: input.regionCode })) return refuse({ kind: 'not-found' })
    if (!(await isVenueRegion(transaction, input.regionCode))) return refuse({ kind: 'unknown-region' })
    const venue: Venue = { id: VenueId.parse(newUuid()), ...input }
    await insertVenue(transaction, venue)
    await recordVenue(transaction, actor, 'venue.added', venue)
    return accept(venue.id)
  })
}

/** A venue never gets smaller than the sessions that are planned in it. */
export function changeVenue(actor: Actor, venueId: VenueId, input: VenueInput): Promise<Result<VenueId, PlanVenueRefusal>> {
  return inTransaction<VenueId, PlanVenueRefusal>(async (transaction) => {
    const known = await findVenue(transaction, venueId)
    const mayChange = known !== null && [known, input].every(({ regionCode }) => may(actor, 'exam-session.plan', { regionCode }))
    if (!mayChange) return refuse({ kind: 'not-found' })
    if (!(await isVenueRegion(transaction, input.regionCode))) return refuse({ kind: 'unknown-region' })
    const seats = await largestSessionCapacity(transaction, venueId)
    if (input.capacity < seats) return refuse({ kind: 'sessions-need-more-seats', seats })
    const venue: Venue = { id: venueId, ...input }
    await saveVenue(transaction, venue)
    await recordVenue(transaction, actor, 'venue.changed', venue)
    return accept(venueId)
  })
}

async function recordVenue(transaction: Transaction, actor: Actor, kind: string, venue: Venue): Promise<void> {
  const at = await databaseNow(transaction)
  await appendAuditEntry(transaction, {
    at,
    by: actor,
    event: { kind, subject: venue.id, detail: { region: venue.regionCode, capacity: venue.capacity } },
  })
}
