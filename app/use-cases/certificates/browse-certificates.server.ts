import type { Actor } from '#app/domain/access/actor.ts'
import { may, scopeFor } from '#app/domain/access/may.ts'
import { type Certificate, type Standing, standingOn } from '#app/domain/certificates/certificate.ts'
import type { CertificateChange } from '#app/domain/certificates/certificate-change.ts'
import { BATCH_LIMIT } from '#app/domain/certificates/certificate-forms.ts'
import type { Signer } from '#app/domain/certificates/issuance.ts'
import type { UrbanVillage } from '#app/domain/roster/region.ts'
import { dayInWib } from '#app/domain/shared/calendar.ts'
import type { AccountId, CertificateId } from '#app/domain/shared/id.ts'
import { accept, type Result, refuse } from '#app/domain/shared/result.ts'
import { now } from '#app/platform/clock.server.ts'
import { reading, type Transaction } from '#app/platform/transaction.server.ts'
import { listUrbanVillages } from '../roster/region-store.server.ts'
import { listChangesOf, listOpenChanges, type OpenChange } from './certificate-change-store.server.ts'
import {
  type CertificateCounts,
  type CertificateFilter,
  countCertificates,
  type ListedCertificate,
  listCertificates,
  listIssuableIds,
  listReadyResults,
  type PageOf,
  type ReadyResult,
} from './certificate-list-store.server.ts'
import { findCertificate, findPublicCertificate } from './certificate-store.server.ts'

type Refusal = { readonly kind: 'forbidden' | 'not-found' }
type Named = { readonly code: string; readonly name: string }
/** `mayIssue` is false for results that the reader confirmed. */
export type Issuable<Row> = Row & { readonly mayIssue: boolean }
export type CertificatePage = {
  readonly counts: CertificateCounts
  /** Every kecamatan with its kelurahan, to narrow the lists by. */
  readonly districts: readonly (Named & { readonly urbanVillages: readonly Named[] })[]
} & (
  | {
      readonly tab: 'ready' /** How many the reader could issue in one batch. */
      readonly next: number
      readonly rows: readonly Issuable<ReadyResult>[]
    }
  | { readonly tab: Standing; readonly rows: readonly ListedCertificate[] }
)

/** One page of what waits for a certificate, or of certificates by how they stand today. */
export async function browseCertificates(
  actor: Actor,
  tab: 'ready' | Standing,
  filter: CertificateFilter,
  page: PageOf,
): Promise<Result<CertificatePage, Refusal>> {
  const scope = scopeFor(actor, 'certificate.read')
  if (scope === null) return refuse({ kind: 'forbidden' })
  const today = dayInWib(now())
  return reading(async (transaction) => {
    const districts = await readDistricts(actor, transaction)
    const counts = await countCertificates(transaction, scope, { ...filter, today })
    if (tab !== 'ready')
      return accept({ counts, districts, tab, rows: await listCertificates(transaction, scope, { ...filter, standing: tab, today }, page) })
    const rows = await listReadyResults(transaction, scope, 'competence', filter, page)
    const reader = issuerIn(actor)
    const next = reader === null ? 0 : (await listIssuableIds(transaction, scope, { ...filter, issuer: reader }, BATCH_LIMIT)).length
    return accept({ counts, districts, tab, next, rows: markIssuable(actor, rows) })
  })
}

/** Marks each result with whether the reader may issue from it. */
export function markIssuable<Row extends { readonly confirmedBy: AccountId }>(actor: Actor, rows: readonly Row[]): Issuable<Row>[] {
  const reader = issuerIn(actor)
  return rows.map((row) => ({ ...row, mayIssue: reader !== null && row.confirmedBy !== reader }))
}

/** The account of whoever may issue; null for other readers. */
function issuerIn(actor: Actor): AccountId | null {
  return actor.kind === 'staff' && may(actor, 'certificate.issue') ? actor.accountId : null
}

export type CertificateFile = {
  readonly signer: Signer
  readonly hash: string
  readonly documentKid: string | null
}

/** A certificate with all that the office knows of it: its file, and every change that was asked for. */
export async function readCertificate(
  actor: Actor,
  certificateId: CertificateId,
): Promise<
  Result<
    {
      readonly certificate: Certificate
      readonly standing: Standing
      readonly file: CertificateFile | null
      readonly views: number
      readonly changes: readonly CertificateChange[]
    },
    Refusal
  >
> {
  if (!may(actor, 'certificate.read')) return refuse({ kind: 'forbidden' })
  return reading(async (transaction) => {
    const certificate = await findCertificate(transaction, certificateId)
    if (certificate === null) return refuse({ kind: 'not-found' })
    const known = await findPublicCertificate(transaction, certificate.publicId)
    return accept({
      certificate,
      standing: standingOn(certificate, dayInWib(now())),
      file: known?.file ?? null,
      views: known?.views ?? 0,
      changes: await listChangesOf(transaction, certificateId),
    })
  })
}

/** What waits for a second person. */
export async function browseOpenChanges(actor: Actor): Promise<Result<readonly OpenChange[], Refusal>> {
  if (!may(actor, 'certificate.read')) return refuse({ kind: 'forbidden' })
  return accept(await reading(listOpenChanges))
}

/** Every kecamatan with its kelurahan, for a page that is narrowed by them. */
export async function readDistricts(_actor: Actor, transaction: Transaction): Promise<CertificatePage['districts']> {
  return byDistrict(await listUrbanVillages(transaction))
}

function byDistrict(urbanVillages: readonly UrbanVillage[]): CertificatePage['districts'] {
  const names = new Map(urbanVillages.map(({ districtCode, districtName }) => [districtCode, districtName]))
  return [...names].map(([code, name]) => ({
    code,
    name,
    urbanVillages: urbanVillages
      .filter(({ districtCode }) => districtCode === code)
      .map((village) => ({ code: village.code, name: village.name })),
  }))
}
