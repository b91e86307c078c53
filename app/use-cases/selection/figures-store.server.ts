import { z } from 'zod'
import type { CandidateFigures, FigureKind, VillageFigures } from '#app/domain/selection/figures-file.ts'
import type { AccountId, PeriodId } from '#app/domain/shared/id.ts'
import { SelectionImportId } from '#app/domain/shared/id.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

export type FigureImport = {
  readonly id: SelectionImportId
  readonly periodId: PeriodId
  readonly kind: FigureKind
  readonly fileHash: string
  readonly rowCount: number
  readonly importedBy: AccountId
  readonly importedAt: Date
}

export async function insertFigureImport(transaction: Transaction, found: FigureImport): Promise<void> {
  await transaction.selectionImport.create({ data: found })
}

/** What a line does not speak of stays as it was; of the shares, only the columns that the file has change. */
export async function upsertVillageFigures(
  transaction: Transaction,
  { periodId, id }: Pick<FigureImport, 'periodId' | 'id'>,
  rows: readonly VillageFigures[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  const given = JSON.stringify(
    rows.map(({ code, figures, importedQuota, decreeQuota, fieldSeats }) => ({
      code,
      figures,
      imported: importedQuota ?? null,
      decree: decreeQuota ?? null,
      seats: fieldSeats ?? null,
    })),
  )
  await transaction.$executeRaw`
    INSERT INTO selection_village AS v (period_id, urban_village_code, figures, imported_quota, decree_quota, field_seats, import_id)
    SELECT ${periodId}::uuid, code, jsonb_strip_nulls(figures), imported, decree, nullif(seats, 'null'::jsonb), ${id}::uuid
    FROM jsonb_to_recordset(${given}::jsonb) AS g(code text, figures jsonb, imported int, decree int, seats jsonb)
    ON CONFLICT (period_id, urban_village_code) DO UPDATE SET
      figures = jsonb_strip_nulls(v.figures || (SELECT coalesce(jsonb_object_agg(k, s.figures -> k), '{}'::jsonb)
        FROM jsonb_to_recordset(${given}::jsonb) AS s(code text, figures jsonb), jsonb_object_keys(s.figures) AS k WHERE s.code = excluded.urban_village_code)),
      imported_quota = CASE WHEN ${'importedQuota' in first} THEN excluded.imported_quota ELSE v.imported_quota END,
      decree_quota = CASE WHEN ${'decreeQuota' in first} THEN excluded.decree_quota ELSE v.decree_quota END,
      field_seats = CASE WHEN ${'fieldSeats' in first} THEN excluded.field_seats ELSE v.field_seats END,
      import_id = excluded.import_id`
}

/** What a line does not speak of stays as it was. The participant numbers are the period's. */
export async function upsertCandidateFigures(
  transaction: Transaction,
  { periodId, id }: Pick<FigureImport, 'periodId' | 'id'>,
  rows: readonly CandidateFigures[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  const given = JSON.stringify(
    rows.map(({ participantNumber, practice, serviceRecord, plenaryPlace, canServe, groups }) => ({
      number: participantNumber,
      practice: practice ?? null,
      service: serviceRecord ?? null,
      place: plenaryPlace ?? null,
      serve: canServe ?? [],
      groups: groups ?? [],
    })),
  )
  await transaction.$executeRaw`
    INSERT INTO selection_component AS s (candidate_id, practice, service_record, plenary_place, can_serve, groups, import_id)
    SELECT c.id, g.practice, g.service, g.place, ARRAY(SELECT jsonb_array_elements_text(g.serve)), ARRAY(SELECT jsonb_array_elements_text(g.groups)), ${id}::uuid
    FROM jsonb_to_recordset(${given}::jsonb) AS g(number text, practice text, service text, place int, serve jsonb, groups jsonb)
      JOIN candidate c ON c.participant_number = g.number AND c.period_id = ${periodId}::uuid
    ON CONFLICT (candidate_id) DO UPDATE SET
      practice = CASE WHEN ${'practice' in first} THEN excluded.practice ELSE s.practice END,
      service_record = CASE WHEN ${'serviceRecord' in first} THEN excluded.service_record ELSE s.service_record END,
      plenary_place = CASE WHEN ${'plenaryPlace' in first} THEN excluded.plenary_place ELSE s.plenary_place END,
      can_serve = CASE WHEN ${'canServe' in first} THEN excluded.can_serve ELSE s.can_serve END,
      groups = CASE WHEN ${'groups' in first} THEN excluded.groups ELSE s.groups END,
      import_id = excluded.import_id`
}

/** Every participant number of a period. */
export async function listParticipantNumbers(transaction: Transaction, periodId: PeriodId): Promise<Set<string>> {
  const rows = await transaction.candidate.findMany({ where: { periodId }, select: { participantNumber: true } })
  return new Set(rows.map((row) => row.participantNumber))
}

const ImportRow = z.object({
  id: SelectionImportId,
  kind: z.enum(['villages', 'candidates']),
  row_count: z.coerce.number().int(),
  imported_at: z.coerce.date(),
  display_name: z.string().nullable(),
})
export type ListedImport = {
  readonly id: string
  readonly kind: FigureKind
  readonly rowCount: number
  readonly importedAt: Date
  readonly by: string
}

/** The newest first. */
export async function listFigureImports(transaction: Transaction, periodId: PeriodId, count: number): Promise<ListedImport[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT i.id, i.kind, i.row_count, i.imported_at, a.display_name FROM selection_import i LEFT JOIN account a ON a.id = i.imported_by
    WHERE i.period_id = ${periodId}::uuid ORDER BY i.imported_at DESC, i.id LIMIT ${count}`
  return rows.map((each) => {
    const row = ImportRow.parse(each)
    return { id: row.id, kind: row.kind, rowCount: row.row_count, importedAt: row.imported_at, by: row.display_name ?? '' }
  })
}

/** Every candidate of a period with the name, by kelurahan and name. */
export async function listNamedCandidates(
  transaction: Transaction,
  periodId: PeriodId,
): Promise<{ participantNumber: string; name: string }[]> {
  const rows = await transaction.$queryRaw<unknown[]>`
    SELECT p.participant_number, c.name FROM candidate p JOIN cadre c ON c.id = p.cadre_id
    WHERE p.period_id = ${periodId}::uuid ORDER BY c.urban_village_code, c.name_sort COLLATE "C", p.participant_number`
  return rows.map((each) => {
    const row = z.object({ participant_number: z.string(), name: z.string() }).parse(each)
    return { participantNumber: row.participant_number, name: row.name }
  })
}
