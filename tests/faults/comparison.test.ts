import pg from 'pg'
import { expect, test } from 'vitest'
import { checkInvariants } from '../load/invariants.ts'
import { endExam, withSite } from './site.ts'
import { HAS_POSTGRES } from './small.ts'

/** Past every guard, as only somebody at the database itself can. */
const HARMS = [
  {
    id: 'I1',
    sql: 'DELETE FROM answer_event WHERE (attempt_id, seq) = (SELECT attempt_id, min(seq) FROM answer_event GROUP BY attempt_id ORDER BY attempt_id LIMIT 1)',
  },
  {
    id: 'L4',
    sql: `UPDATE current_answer SET value = '{"kind": "short-text", "text": "ditukar"}' WHERE (attempt_id, position) = (SELECT attempt_id, min(position) FROM current_answer GROUP BY attempt_id ORDER BY attempt_id LIMIT 1)`,
  },
  {
    id: 'duplicates',
    sql: `INSERT INTO answer_event (attempt_id, lease_epoch, seq, position, value, doubtful, standing, received_at)
      SELECT attempt_id, lease_epoch, seq + 1000, position, value, doubtful, standing, received_at FROM answer_event LIMIT 1`,
  },
  {
    id: 'I2',
    sql: "UPDATE answer_event SET received_at = received_at + interval '1 day' WHERE seq = (SELECT max(seq) FROM answer_event WHERE seq < 1000)",
  },
  { id: 'I3', sql: 'DELETE FROM exam_result WHERE id = (SELECT id FROM exam_result ORDER BY id LIMIT 1)' },
  { id: 'I4', sql: "UPDATE exam_result SET content_hash = repeat('0', 64)" },
  {
    id: 'I6',
    sql: "DELETE FROM audit_entry WHERE kind = 'attempt.handed-in' AND seq = (SELECT min(seq) FROM audit_entry WHERE kind = 'attempt.handed-in')",
  },
] as const

test.skipIf(!HAS_POSTGRES)('each harm that is done to the database afterwards is noticed by its own check', async () => {
  await withSite({ candidates: 3 }, async (site) => {
    await site.startApp()
    const phones = await site.phones(3, 1)
    for (let answers = 0; answers < 8; answers += 1) {
      for (const phone of phones) phone.answer()
      await Promise.all(phones.map((phone) => phone.flush()))
    }
    const { findings } = await endExam(site, phones)
    expect(findings.filter(({ wrong }) => wrong > 0)).toEqual([])

    const client = new pg.Client({ connectionString: site.url })
    await client.connect()
    await client.query('SET session_replication_role = replica')
    for (const { id, sql } of HARMS) {
      await client.query(sql)
      const now = await checkInvariants(
        site.url,
        phones.map(({ ledger }) => ledger),
      )
      expect(now.findings.filter(({ wrong }) => wrong > 0).map((finding) => finding.id)).toContain(id)
    }
    await client.end()
  })
})
