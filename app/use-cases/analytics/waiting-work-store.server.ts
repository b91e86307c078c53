import { z } from 'zod'
import type { RegionScope } from '#app/domain/access/role.ts'
import type { WaitingKind } from '#app/domain/analytics/waiting-work.ts'
import { ON_PAPER } from '#app/domain/delivery/lease.ts'
import type { AccountId } from '#app/domain/shared/id.ts'
import type { CaseState } from '#app/domain/verification/case-step.ts'
import { Prisma } from '#app/platform/database/generated/client.ts'
import { liesWithin } from '#app/platform/database/region-scope.server.ts'
import type { Transaction } from '#app/platform/transaction.server.ts'

type Reader = { readonly accountId: AccountId; readonly scope: RegionScope }

/** How much there is of one kind for this reader, each in one statement. */
export async function countWaiting(transaction: Transaction, kind: WaitingKind, { accountId, scope }: Reader): Promise<number> {
  const rows = await select(transaction, kind, accountId, scope)
  return z.array(z.object({ count: z.coerce.number().int() })).parse(rows)[0]?.count ?? 0
}

function select(transaction: Transaction, kind: WaitingKind, accountId: AccountId, scope: RegionScope): Promise<unknown[]> {
  switch (kind) {
    case 'answers-to-mark':
      return transaction.$queryRaw<unknown[]>`
        SELECT count(*) AS count FROM marking_task t JOIN attempt a ON a.id = t.attempt_id JOIN candidate p ON p.id = a.candidate_id JOIN cadre c ON c.id = p.cadre_id
        WHERE (t.state = 'open' OR (t.state = 'assigned' AND t.assessor_id = ${accountId}::uuid))
          AND NOT EXISTS (SELECT 1 FROM account m WHERE m.id = ${accountId}::uuid AND m.home_region_code = c.urban_village_code)`
    case 'cases-to-propose':
      return countCases(transaction, ['draft', 'returned'], scope)
    case 'cases-to-acknowledge':
      return countCases(transaction, ['proposed'], scope)
    case 'cases-to-verify':
      return countCases(transaction, ['acknowledged'], scope)
    case 'results-to-confirm':
      return transaction.$queryRaw<unknown[]>`SELECT count(*) AS count FROM exam_result WHERE current AND state = 'awaiting-confirmation'`
    case 'certificates-to-issue':
      return transaction.$queryRaw<unknown[]>`
        SELECT count(*) AS count FROM awaiting_certificate WHERE confirmed_by <> ${accountId}::uuid`
    case 'certificate-changes-to-decide':
      return transaction.$queryRaw<unknown[]>`
        SELECT count(*) AS count FROM certificate_change WHERE state = 'requested' AND requested_by <> ${accountId}::uuid`
    case 'appeals-to-decide':
      return transaction.$queryRaw<unknown[]>`SELECT count(*) AS count FROM appeal WHERE state = 'submitted'`
    case 'selections-to-approve':
      return transaction.$queryRaw<unknown[]>`
        SELECT count(*) AS count FROM selection_run WHERE state = 'proposed' AND proposed_by <> ${accountId}::uuid`
    case 'announcements-to-publish':
      return transaction.$queryRaw<unknown[]>`
        SELECT count(*) AS count FROM announcement WHERE published_at IS NULL AND prepared_by <> ${accountId}::uuid`
    case 'determinations-to-approve':
      return transaction.$queryRaw<unknown[]>`
        SELECT count(*) AS count FROM determination WHERE approved_at IS NULL AND prepared_by <> ${accountId}::uuid`
    case 'questions-in-review':
      return transaction.$queryRaw<
        unknown[]
      >`SELECT count(*) AS count FROM question_version WHERE status = 'in-review' AND authored_by <> ${accountId}`
    case 'questions-in-draft':
      return transaction.$queryRaw<unknown[]>`SELECT count(*) AS count FROM question_version WHERE status = 'draft'`
    case 'exams-in-draft':
      return transaction.$queryRaw<unknown[]>`SELECT count(*) AS count FROM exam WHERE status = 'draft'`
    case 'acts-to-decide':
      return transaction.$queryRaw<unknown[]>`
        SELECT count(*) AS count FROM room_act t JOIN exam_session s ON s.id = t.exam_session_id JOIN venue v ON v.id = s.venue_id
        WHERE t.state = 'waiting' AND t.requested_by <> ${accountId}::uuid
          AND (${scope.kind === 'everywhere'}::boolean OR (t.scope <> 'exam' AND ${liesWithin(scope, Prisma.sql`v.region_code`)}))`
    case 'recovery-files-to-decide':
      return transaction.$queryRaw<unknown[]>`
        SELECT count(*) AS count FROM recovery_file f JOIN exam_session s ON s.id = f.exam_session_id JOIN venue v ON v.id = s.venue_id
        WHERE f.state = 'waiting' AND f.uploaded_by <> ${accountId}::uuid
          AND ${liesWithin(scope, Prisma.sql`v.region_code`)}`
    case 'sheets-to-key-in':
      return transaction.$queryRaw<unknown[]>`
        SELECT count(*) AS count FROM attempt a JOIN exam_session s ON s.id = a.exam_session_id JOIN venue v ON v.id = s.venue_id
        WHERE a.lease_device = ${ON_PAPER} AND a.status = 'closed' AND a.voided_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM paper_answer p WHERE p.attempt_id = a.id)
          AND NOT EXISTS (SELECT 1 FROM paper_entry e WHERE e.attempt_id = a.id AND e.entered_by = ${accountId}::uuid)
          AND ${liesWithin(scope, Prisma.sql`v.region_code`)}`
    case 'sessions-ahead':
      return transaction.$queryRaw<unknown[]>`
        SELECT count(*) AS count FROM exam_session s JOIN venue v ON v.id = s.venue_id
        WHERE s.hard_close > now() AND s.state <> 'closed'
          AND ${liesWithin(scope, Prisma.sql`v.region_code`)}`
    case 'cadres-in-region':
      return transaction.$queryRaw<unknown[]>`
        SELECT count(*) AS count FROM cadre c
        WHERE c.active AND ${liesWithin(scope, Prisma.sql`c.urban_village_code`)}`
    case 'results-in-region':
      return transaction.$queryRaw<unknown[]>`
        SELECT count(*) AS count FROM exam_result r JOIN attempt a ON a.id = r.attempt_id JOIN candidate p ON p.id = a.candidate_id JOIN cadre c ON c.id = p.cadre_id
        WHERE r.current AND ${liesWithin(scope, Prisma.sql`c.urban_village_code`)}`
    case 'active-accounts':
      return transaction.$queryRaw<unknown[]>`SELECT count(*) AS count FROM account WHERE active`
    case 'audit-entries':
      return transaction.$queryRaw<unknown[]>`SELECT seq AS count FROM audit_head`
  }
}

/** Cases in these states in these regions; '' stands for the whole city. */
function countCases(transaction: Transaction, states: readonly CaseState[], scope: RegionScope): Promise<unknown[]> {
  return transaction.$queryRaw<unknown[]>`
    SELECT count(*) AS count FROM eligibility_case c
    WHERE c.state = ANY(${[...states]}::text[])
      AND ${liesWithin(scope, Prisma.sql`c.urban_village_code`)}`
}
