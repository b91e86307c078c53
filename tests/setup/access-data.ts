import { randomUUID } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { seal } from '#app/components/delivery/seal-recovery.ts'
import type { Actor } from '#app/domain/access/actor.ts'
import { GRANT_REACH } from '#app/domain/access/grants.ts'
import { STAFF_ROLES } from '#app/domain/access/role.ts'
import { AccountId, AppealId, CandidateId, CaseDocumentId, EligibilityCaseId, ExamSessionId } from '#app/domain/shared/id.ts'
import { closeDatabase, database } from '#app/platform/database/connection.server.ts'
import { environment } from '#app/platform/environment.server.ts'
import { storeFile } from '#app/platform/file-storage.server.ts'
import { nationalIdLookup } from '#app/platform/national-id.server.ts'
import { recoveryKey } from '#app/platform/recovery-key.server.ts'
import { reading } from '#app/platform/transaction.server.ts'
import { readPaper } from '#app/use-cases/delivery/read-attempt.server.ts'
import { startAttempt, startOnPaper } from '#app/use-cases/delivery/start-attempt.server.ts'
import { insertAppealFile } from '#app/use-cases/determination/appeal-store.server.ts'
import { collectSheet } from '#app/use-cases/proctoring/collect-sheet.server.ts'
import { keyInSheet } from '#app/use-cases/proctoring/key-in-sheet.server.ts'
import { checkRosterFile } from '#app/use-cases/roster/check-roster-file.server.ts'
import { insertDocument } from '#app/use-cases/verification/case-document-store.server.ts'
import { csvFile, rosterLine } from '#tests/factories/roster-file.ts'
import {
  AccessWorld,
  type BuiltRoute,
  type CandidatePerson,
  FORBIDDEN_NAME,
  type StaffPerson,
  SUBJECT_NIK,
  WORLD_FILE,
  WRITES_FILE,
  WrittenRow,
} from './access-world.ts'

/**
 * Completes a copy of the demo for tests/journeys/access-over-http.test.ts before the app runs on it, and says in a file of
 * the data folder who and what there is. Run again when the app has ended, it says which rows were written.
 */
const ROUTES_BUILT = join(import.meta.dirname, '../../build/server/index.js')

type Row = Record<string, unknown>

async function rows(sql: string, parameters: unknown[] = []): Promise<Row[]> {
  return (await (await database()).query(sql, parameters)).rows
}

/** The first row's values; a query that finds nothing says for what. */
async function first(what: string, sql: string, parameters: unknown[] = []): Promise<Record<string, string>> {
  const [row] = await rows(sql, parameters)
  if (row === undefined) throw new Error(`the demo has no ${what}: ${sql}`)
  return z.record(z.string(), z.coerce.string()).parse(row)
}

const inHome = (alias: string) => `${alias}.urban_village_code = $1`
const OPEN_PERIOD = `(SELECT id FROM assessment_period WHERE state = 'examination')`
const FINISHED_PERIOD = `(SELECT period_id FROM announcement)`

/** For every name in an address a row that is in the data, with its region where it has one. $1 is the subject's kelurahan. */
const PARAMS: Record<string, string> = {
  announcementId: 'SELECT id AS value FROM announcement',
  publicId: 'SELECT public_id AS value FROM certificate WHERE published_at IS NOT NULL ORDER BY number',
  periodId: `SELECT ${FINISHED_PERIOD} AS value`,
  appealId: `SELECT a.id AS value, k.urban_village_code AS region FROM appeal a JOIN candidate c ON c.id = a.candidate_id JOIN cadre k ON k.id = c.cadre_id WHERE ${inHome('k')}`,
  fileId: 'SELECT id AS value, $1::text AS region FROM appeal_file',
  plenaryId: 'SELECT id AS value FROM plenary',
  cadreId: `SELECT id AS value, urban_village_code AS region FROM cadre k WHERE ${inHome('k')} ORDER BY id`,
  importId: 'SELECT id AS value FROM roster_import',
  caseId: `SELECT e.id AS value, e.urban_village_code AS region FROM eligibility_case e JOIN case_document d ON d.case_id = e.id WHERE ${inHome('e')}`,
  documentId: 'SELECT id AS value, $1::text AS region FROM case_document',
  regionCode: 'SELECT code AS value, code AS region FROM region WHERE code = $1',
  code: 'SELECT code AS value, code AS region FROM region WHERE code = $1',
  resultId: `SELECT r.id AS value, k.urban_village_code AS region FROM exam_result r JOIN attempt a ON a.id = r.attempt_id JOIN candidate c ON c.id = a.candidate_id JOIN cadre k ON k.id = c.cadre_id WHERE r.current AND r.state <> 'awaiting-marking' AND ${inHome('k')} ORDER BY r.id`,
  certificateId: `SELECT x.id AS value, k.urban_village_code AS region FROM certificate x JOIN candidate c ON c.id = x.candidate_id JOIN cadre k ON k.id = c.cadre_id WHERE x.status = 'valid' AND x.published_at IS NOT NULL AND ${inHome('k')} ORDER BY x.number`,
  batchId: 'SELECT id AS value FROM certificate_batch',
  badge: `SELECT code || '.' || version || '.purwa' AS value FROM competency_framework WHERE status = 'in-force'`,
  runId: 'SELECT id AS value FROM selection_run',
  bankId: 'SELECT id AS value FROM question_bank',
  questionId: `SELECT question_id AS value FROM question_version WHERE status = 'published' ORDER BY id`,
  examId: 'SELECT id AS value FROM exam ORDER BY id',
  examSessionId: `SELECT s.id AS value, v.region_code AS region FROM exam_session s JOIN venue v ON v.id = s.venue_id WHERE s.state <> 'closed' AND v.region_code = $1`,
  candidateId: `SELECT a.candidate_id AS value, v.region_code AS region FROM attempt a JOIN exam_session s ON s.id = a.exam_session_id JOIN venue v ON v.id = s.venue_id WHERE s.state <> 'closed' AND a.lease_device <> 'paper' AND v.region_code = $1`,
  attemptId: `SELECT a.id AS value, v.region_code AS region FROM attempt a JOIN exam_session s ON s.id = a.exam_session_id JOIN venue v ON v.id = s.venue_id WHERE a.lease_device = 'paper' AND v.region_code = $1`,
  accountId: `SELECT id AS value FROM account WHERE username = 'tanpa-peran'`,
  determinationId: 'SELECT id AS value FROM determination',
  kind: `SELECT 'xlsx' AS value`,
  list: `SELECT '1' AS value FROM certificate WHERE published_at IS NOT NULL`,
  hash: 'SELECT hash AS value FROM question_media ORDER BY hash',
}

const caseIn = (state: string, offset: number) =>
  `SELECT id AS value FROM eligibility_case e WHERE e.period_id = ${OPEN_PERIOD} AND e.state = '${state}' AND ${inHome('e')} ORDER BY id OFFSET ${offset}`

/** Rows that forms name, chosen so that whoever may take the step could take it. */
const ROWS: Record<string, string> = {
  proposedCase: caseIn('proposed', 0),
  acknowledgedCase: caseIn('acknowledged', 0),
  verifiedCase: caseIn('verified', 0),
  otherDraftCase: `SELECT id AS value FROM eligibility_case e WHERE e.state = 'draft' AND ${inHome('e')} AND NOT EXISTS (SELECT 1 FROM case_document d WHERE d.case_id = e.id)`,
  otherProposedCase: caseIn('proposed', 1),
  otherAcknowledgedCase: caseIn('acknowledged', 1),
  waitingAct: `SELECT id AS value FROM room_act WHERE state = 'waiting'`,
  draftQuestion: `SELECT question_id AS value FROM question_version WHERE status = 'draft' AND documentation ->> 'fileReview' <> 'draft' ORDER BY id`,
  recoveryFile: `SELECT id AS value FROM recovery_file WHERE state = 'waiting'`,
  otherCertificate: `SELECT certificate_id AS value FROM certificate_change WHERE state = 'requested'`,
  certificateChange: `SELECT id AS value FROM certificate_change WHERE state = 'requested'`,
}

async function prepare(): Promise<AccessWorld> {
  const {
    home,
    session_id: sessionId = '',
    token = '',
  } = await first(
    'room that is open to try',
    `SELECT v.region_code AS home, s.id AS session_id, s.access_token AS token FROM exam_session s JOIN venue v ON v.id = s.venue_id
     WHERE s.state <> 'closed' AND EXISTS (SELECT 1 FROM candidate c WHERE c.exam_session_id = s.id AND c.pin_hash IS NOT NULL)`,
  )
  if (home === undefined) throw new Error('the open room has no region')
  // A copy may be days older than the demo's room was open.
  await rows(
    `UPDATE exam_session SET opens_at = now(), latest_start = now() + interval '10 hours', hard_close = now() + interval '12 hours' WHERE id = $1::uuid`,
    [sessionId],
  )
  const staff = await makeStaffPeople(home)
  const candidates = await makeCandidates(home, sessionId, token)
  const attempt = await sit(candidates.sitting)
  await makeMissingRows(home, staff, candidates.appellant)
  const paper = await makePaperSeats(home, sessionId, candidates.own)
  const spare = await first(
    'seat that nobody took',
    `SELECT id FROM candidate WHERE exam_session_id = $1::uuid AND admitted_at IS NULL AND id NOT IN ($2::uuid, $3::uuid) ORDER BY id`,
    [sessionId, candidates.own.candidateId, candidates.sitting.candidateId],
  )
  const params: AccessWorld['params'] = {}
  for (const [name, sql] of Object.entries(PARAMS)) {
    const { value, region } = await first(`row for :${name}`, sql, sql.includes('$1') ? [home] : [])
    params[name] = { value: value ?? '', region: region ?? null }
  }
  const named: Record<string, string> = { ...attempt, ...paper, seatedCandidate: spare.id ?? '', openRoom: sessionId }
  await makeLateAnswer(attempt.attemptId ?? '')
  await makeRecoveryFile(attempt.attemptId ?? '')
  named.sealedFile = await sealRecoveryFile(attempt.attemptId ?? '', attempt.position ?? '', attempt.option ?? '')
  for (const [name, sql] of Object.entries(ROWS)) named[name] = (await first(name, sql, sql.includes('$1') ? [home] : [])).value ?? ''
  await rows(`UPDATE cadre SET name = '${FORBIDDEN_NAME} ' || left(id::text, 4) WHERE urban_village_code = $1`, [home])
  await rows('UPDATE cadre SET national_id_lookup = $1 WHERE id = $2::uuid', [nationalIdLookup(SUBJECT_NIK), params.cadreId?.value])
  const regionOf = await regionsOfEverything()
  await watchWrites()
  return AccessWorld.parse({ routes: await builtRoutes(), home, staff, candidates, params, rows: named, regionOf })
}

/** Two more people of the open room sit on paper: one has not begun, the sheet of the other was keyed in once, empty, by somebody who signs in nowhere here. */
async function makePaperSeats(home: string, sessionId: string, own: CandidatePerson): Promise<Record<string, string>> {
  const seats = await rows(
    `SELECT c.id FROM candidate c WHERE c.exam_session_id = $1::uuid AND c.id <> $2::uuid AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.candidate_id = c.id)
     ORDER BY c.id DESC LIMIT 2`,
    [sessionId, own.candidateId],
  )
  const [planned, sitting] = seats.map(({ id }) => CandidateId.parse(id))
  const examSessionId = ExamSessionId.parse(sessionId)
  if (planned === undefined || sitting === undefined) throw new Error('the open room has no two more seats')
  const { id } = await first('proctor of the kelurahan', "SELECT id FROM account WHERE username = 'pengawas2'")
  await rows(
    `INSERT INTO accommodation (candidate_id, extra_percent, extra_minutes, means, ground, recorded_by, recorded_at)
     SELECT c.id, 0, 0, '{paper}', 'Tidak punya telepon', $2::uuid, now() FROM candidate c WHERE c.id = ANY($1::uuid[])`,
    [[planned, sitting], id],
  )
  const proctor: Actor = {
    kind: 'staff',
    accountId: AccountId.parse(id),
    displayName: 'Pengawas',
    grants: [{ role: 'proctor', regionCode: home }],
  }
  const started = await startOnPaper(proctor, { examSessionId, candidateId: sitting })
  if (!started.ok) throw new Error(`the exam on paper does not begin: ${started.refusal.kind}`)
  const collected = await collectSheet(proctor, { examSessionId, attemptId: started.value.attemptId })
  if (!collected.ok) throw new Error('the sheet is not taken in')
  const entered = await keyInSheet(proctor, { examSessionId, attemptId: started.value.attemptId }, () => '')
  if (!entered.ok) throw new Error('the sheet is not keyed in')
  return { paperAttempt: started.value.attemptId }
}

/** What a device kept of a running exam, as a file that waits for a second person. */
async function makeRecoveryFile(attemptId: string) {
  const event = {
    leaseEpoch: 1,
    seq: 1_000_001,
    position: 1,
    value: { kind: 'true-false', chosen: true },
    doubtful: false,
    clientWall: null,
    evidence: null,
  }
  await rows(
    `INSERT INTO recovery_file (id, exam_session_id, attempt_id, file_hash, byte_size, key_id, exported_at, events, unfit, uploaded_by, uploaded_at, state)
     SELECT $1::uuid, a.exam_session_id, a.id, $2, 1000, 'kunci', now(), $3::jsonb, 0, (SELECT id FROM account WHERE username = 'tanpa-peran'), now(), 'waiting'
     FROM attempt a WHERE a.id = $4::uuid`,
    [randomUUID(), 'a'.repeat(64), JSON.stringify([event]), attemptId],
  )
}

/** The same exam as its candidate's device seals it for the server. */
async function sealRecoveryFile(attemptId: string, position: string, option: string): Promise<string> {
  const event = {
    leaseEpoch: 1,
    seq: 1_000_002,
    position: Number(position),
    value: { kind: 'single-choice', chosen: option },
    doubtful: false,
  }
  const content = { version: 1, attemptId, exportedAt: new Date().toISOString(), sent: { life: 'one', mono: 1 }, events: [event] }
  return seal(new TextEncoder().encode(JSON.stringify(content)), await recoveryKey())
}

/** An answer of a running exam that came late and waits for a person. */
async function makeLateAnswer(attemptId: string) {
  await rows(
    `INSERT INTO answer_event (attempt_id, lease_epoch, seq, position, value, doubtful, standing, received_at)
     VALUES ($1::uuid, 1, 2000000, 1, '{"kind":"true-false","chosen":true}', false, 'late', now())`,
    [attemptId],
  )
  await rows(
    `INSERT INTO late_evidence (attempt_id, lease_epoch, seq, verdict, why, state, noted_at)
     VALUES ($1::uuid, 1, 2000000, 'asks-a-person', 'no-counter', 'waiting', now())`,
    [attemptId],
  )
}

/** One person for each role, the demo's own; of each role over a part of the map one more, of another kecamatan; and one without a role. */
async function makeStaffPeople(home: string): Promise<StaffPerson[]> {
  const district = home.split('.').slice(0, 3).join('.')
  const other = await first('other kecamatan', `SELECT code FROM region WHERE level = 'kelurahan' AND code NOT LIKE $1 ORDER BY code`, [
    `${district}.%`,
  ])
  const otherVillage = other.code ?? ''
  const otherDistrict = otherVillage.split('.').slice(0, 3).join('.')
  const people: StaffPerson[] = [{ username: 'tanpa-peran', grants: [], standing: 'here' }]
  for (const role of STAFF_ROLES) {
    const reach = GRANT_REACH[role]
    const own = { kelurahan: home, kecamatan: district, optional: null, city: null }[reach]
    const found = await first(
      `account of the role ${role} over ${own ?? 'the city'}`,
      `SELECT a.username FROM account a JOIN role_grant g ON g.account_id = a.id WHERE a.active AND g.role = $1 AND g.region_code = $2
       AND (SELECT count(*) FROM role_grant o WHERE o.account_id = a.id) = 1 ORDER BY a.username`,
      [role, own ?? ''],
    )
    people.push({ username: found.username ?? '', grants: [{ role, regionCode: own }], standing: 'here' })
    if (reach === 'city') continue
    const regionCode = reach === 'kelurahan' ? otherVillage : otherDistrict
    people.push({ username: `lain-${role}`, grants: [{ role, regionCode }], standing: 'elsewhere' })
  }
  for (const { username, grants } of people.filter((each) => each.standing === 'elsewhere' || each.grants.length === 0)) {
    const id = randomUUID()
    await rows(
      `INSERT INTO account (id, username, display_name, password_hash)
       SELECT $1::uuid, $2, $2, password_hash FROM account WHERE username = $3`,
      [id, username, people[1]?.username],
    )
    for (const { role, regionCode } of grants)
      await rows('INSERT INTO role_grant (account_id, role, region_code) VALUES ($1::uuid, $2, $3)', [id, role, regionCode ?? ''])
  }
  return people
}

async function makeCandidates(home: string, sessionId: string, token: string): Promise<AccessWorld['candidates']> {
  const seats = await rows(
    `SELECT c.id AS "candidateId", c.participant_number AS number FROM candidate c
     WHERE c.exam_session_id = $1::uuid AND c.pin_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.candidate_id = c.id) ORDER BY c.id LIMIT 2`,
    [sessionId],
  )
  const ofFinished = (condition: string) =>
    first(
      'candidate of the finished period',
      `SELECT c.id AS "candidateId", c.participant_number AS number FROM candidate c JOIN cadre k ON k.id = c.cadre_id
       WHERE c.period_id = ${FINISHED_PERIOD} AND ${inHome('k')} AND ${condition} ORDER BY c.id`,
      [home],
    )
  const certified = await ofFinished('EXISTS (SELECT 1 FROM certificate x WHERE x.candidate_id = c.id AND x.published_at IS NOT NULL)')
  const appellant = await ofFinished('NOT EXISTS (SELECT 1 FROM certificate x WHERE x.candidate_id = c.id)')
  for (const { candidateId } of [certified, appellant])
    await rows('UPDATE candidate SET pin_hash = (SELECT o.pin_hash FROM candidate o WHERE o.id = $1::uuid) WHERE id = $2::uuid', [
      seats[0]?.candidateId,
      candidateId,
    ])
  const person = (row: unknown): CandidatePerson =>
    z
      .object({ candidateId: z.string(), number: z.string() })
      .transform((found) => ({ ...found, token }))
      .parse(row)
  return { own: person(seats[0]), sitting: person(seats[1]), appellant: person(appellant), certified: person(certified) }
}

/** Begins the exam of the second candidate, and finds a question of one choice in it. */
async function sit({ candidateId, token }: CandidatePerson): Promise<Record<string, string>> {
  const actor: Actor = { kind: 'candidate', candidateId: CandidateId.parse(candidateId), deviceKey: 'first-device' }
  const started = await startAttempt(actor, token)
  const paper = await readPaper(actor)
  if (!started.ok || started.value.kind !== 'started' || !paper.ok || paper.value.kind !== 'paper')
    throw new Error(`the exam does not begin: ${JSON.stringify([started, paper])}`)
  const { questions, handInId } = paper.value.paper
  const question = questions.find(({ body }) => body.kind === 'single-choice')
  if (question?.body.kind !== 'single-choice') throw new Error('the paper has no question of one choice')
  return {
    attemptId: started.value.attemptId,
    handInId,
    position: String(question.position),
    option: question.body.options[0]?.key ?? '',
  }
}

const PDF = new TextEncoder().encode('%PDF-1.4\n%%EOF\n')

/** What the demo does not have: an act in a room that waits, a framework in force, a document of a case, an appeal with its evidence, an import and a change that wait, a draft that rests on no disputed fact. */
async function makeMissingRows(home: string, staff: readonly StaffPerson[], appellant: CandidatePerson): Promise<void> {
  const accountOf = async (role: string) => {
    const username = staff.find(({ grants, standing }) => standing === 'here' && grants[0]?.role === role)?.username
    const { id } = await first(`account of the role ${role}`, 'SELECT id FROM account WHERE username = $1', [username])
    return AccountId.parse(id)
  }
  const at = new Date()
  const [officer, analyst, issuer] = [await accountOf('kelurahan-officer'), await accountOf('office-analyst'), await accountOf('issuer')]
  const draft = await first('draft case', caseIn('draft', 0), [home])
  const document = await storeFile(PDF)
  await reading((transaction) =>
    insertDocument(transaction, {
      id: CaseDocumentId.parse(randomUUID()),
      caseId: EligibilityCaseId.parse(draft.value),
      kind: 'domicile',
      mediaType: 'application/pdf',
      byteSize: document.byteSize,
      contentHash: document.contentHash,
      storageName: document.name,
      uploadedBy: officer,
      uploadedAt: at,
    }),
  )
  await openAppealWindow()
  const appealId = AppealId.parse(randomUUID())
  await rows(
    `INSERT INTO appeal (id, announcement_id, candidate_id, number, kind, statement, state, filed_at)
     SELECT $1::uuid, id, $2::uuid, 1, 'procedure', 'Saya terlambat karena banjir di jalan.', 'submitted', now() FROM announcement`,
    [appealId, appellant.candidateId],
  )
  const evidence = await storeFile(PDF)
  await reading((transaction) =>
    insertAppealFile(transaction, {
      id: randomUUID(),
      appealId,
      type: 'application/pdf',
      size: evidence.byteSize,
      hash: evidence.contentHash,
      storedAs: evidence.name,
      addedAt: at,
    }),
  )
  await rows(
    `INSERT INTO certificate_change (id, certificate_id, kind, reason, state, requested_by, requested_at)
     SELECT $1::uuid, id, 'revoke', 'holder-request', 'requested', $2::uuid, now() FROM certificate WHERE status = 'valid' ORDER BY number DESC LIMIT 1`,
    [randomUUID(), issuer],
  )
  await rows(
    `INSERT INTO room_act (id, exam_session_id, exam_id, scope, kind, reason, minutes, state, requested_by, requested_at)
     SELECT $1::uuid, s.id, s.exam_id, 'room', 'extend', 'power-cut', 5, 'waiting', $2::uuid, now()
     FROM exam_session s JOIN venue v ON v.id = s.venue_id WHERE s.state <> 'closed' AND v.region_code = $3`,
    [randomUUID(), issuer, home],
  )
  await rows(
    `INSERT INTO competency_framework (code, version, status, title, content)
     SELECT code, version + 1, 'in-force', title, content || jsonb_build_object('version', version + 1, 'status', 'in-force') FROM competency_framework`,
  )
  await rows(
    `UPDATE question_version SET documentation = jsonb_set(documentation, '{fileReview}', '"published"')
     WHERE id = (SELECT id FROM question_version WHERE status = 'draft' ORDER BY id LIMIT 1)`,
  )
  const office: Actor = { kind: 'staff', accountId: analyst, displayName: 'Analis', grants: [{ role: 'office-analyst', regionCode: null }] }
  const imported = await checkRosterFile(office, csvFile([rosterLine(1)]))
  if (!imported.ok) throw new Error(`the roster file is refused: ${JSON.stringify(imported.refusal)}`)
}

/** The demo's window is long over, and no published announcement can be changed: its guards are off for this one statement. */
async function openAppealWindow(): Promise<void> {
  await (await database()).query(`
    ALTER TABLE announcement DISABLE TRIGGER USER;
    UPDATE announcement SET published_at = now() - interval '1 day', closes_at = now() + interval '2 days';
    ALTER TABLE announcement ENABLE TRIGGER USER`)
}

async function regionsOfEverything(): Promise<AccessWorld['regionOf']> {
  const person = (key: string, from: string) =>
    `SELECT ${key}::text AS key, k.urban_village_code AS home, v.region_code AS room FROM ${from}
     JOIN cadre k ON k.id = c.cadre_id LEFT JOIN exam_session s ON s.id = c.exam_session_id LEFT JOIN venue v ON v.id = s.venue_id`
  const found = await rows(
    [
      person('c.participant_number', 'candidate c'),
      person('c.id', 'candidate c'),
      person('e.id', 'eligibility_case e JOIN candidate c ON c.id = e.candidate_id'),
      person('a.id', 'attempt a JOIN candidate c ON c.id = a.candidate_id'),
      person('r.id', 'exam_result r JOIN attempt a ON a.id = r.attempt_id JOIN candidate c ON c.id = a.candidate_id'),
      person('x.id', 'certificate x JOIN candidate c ON c.id = x.candidate_id'),
      person('x.id', 'appeal x JOIN candidate c ON c.id = x.candidate_id'),
      'SELECT id::text AS key, urban_village_code AS home, NULL AS room FROM cadre',
      'SELECT s.id::text AS key, NULL AS home, v.region_code AS room FROM exam_session s JOIN venue v ON v.id = s.venue_id',
    ].join(' UNION ALL '),
  )
  return Object.fromEntries(
    found.map(({ key, home, room }) => [z.string().parse(key), AccessWorld.shape.regionOf.valueType.parse({ home, room })]),
  )
}

/** From here on the database itself keeps a list of every row that is written, but for sessions, the counting of failed sign-ins and the end of the trail. */
async function watchWrites(): Promise<void> {
  const tables = await rows(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
     AND table_name NOT IN ('web_session', 'sign_in_throttle', 'audit_head')`,
  )
  const triggers = tables.map(
    ({ name }) =>
      `CREATE TRIGGER watch_writes AFTER INSERT OR UPDATE OR DELETE ON public."${name}" FOR EACH ROW EXECUTE FUNCTION watch.note();`,
  )
  await (await database()).query(`
    CREATE SCHEMA watch;
    CREATE TABLE watch.written (at timestamptz NOT NULL DEFAULT clock_timestamp(), name text NOT NULL, actor text, kind text);
    CREATE FUNCTION watch.note() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_TABLE_NAME = 'audit_entry' THEN
        INSERT INTO watch.written (name, actor, kind) VALUES (TG_TABLE_NAME, NEW.actor_kind || ' ' || NEW.actor_id, NEW.kind);
      ELSE
        INSERT INTO watch.written (name, kind) VALUES (TG_TABLE_NAME, lower(TG_OP));
      END IF;
      RETURN NULL;
    END $$;
    ${triggers.join('\n')}`)
}

async function listWrites(): Promise<WrittenRow[]> {
  const found = await rows(
    `SELECT w.at, w.name AS table, w.kind, coalesce(a.username, w.actor) AS by FROM watch.written w
     LEFT JOIN account a ON w.actor = 'staff ' || a.id::text ORDER BY w.at`,
  )
  return found.map((row) => WrittenRow.parse(row))
}

const BuiltModule = z.object({ loader: z.unknown().optional(), action: z.unknown().optional(), default: z.unknown().optional() })
const Built = z.object({
  routes: z.record(
    z.string(),
    z.object({
      id: z.string(),
      parentId: z.string().optional(),
      path: z.string().optional(),
      index: z.boolean().optional(),
      module: BuiltModule,
    }),
  ),
})

/** The routes as the server has them. A handler without a permission does not parse. */
async function builtRoutes(): Promise<BuiltRoute[]> {
  const { routes } = Built.parse(await import(pathToFileURL(ROUTES_BUILT).href))
  const pathOf = (id: string): string[] => {
    const route = routes[id]
    if (route === undefined) return []
    return [...(route.parentId === undefined ? [] : pathOf(route.parentId)), ...(route.path ? [route.path] : [])]
  }
  const permissionOf = (handler: unknown) => (typeof handler === 'function' ? Reflect.get(handler, 'permission') : null)
  const isLayout = (id: string) => Object.values(routes).some(({ parentId }) => parentId === id)
  const pageWithin = (id: string) => Object.values(routes).find(({ parentId, path }) => parentId === id && path?.includes(':') === false)
  return Object.values(routes).map(({ id, index, module }) => ({
    id,
    path: `/${pathOf((isLayout(id) ? pageWithin(id)?.id : null) ?? id).join('/')}`,
    isLayout: isLayout(id),
    isIndex: index === true,
    isPage: module.default !== undefined,
    loader: permissionOf(module.loader),
    action: permissionOf(module.action),
  }))
}

async function main() {
  const folder = environment().dataFolder
  const world = join(folder, WORLD_FILE)
  if (existsSync(world)) writeFileSync(join(folder, WRITES_FILE), JSON.stringify(await listWrites()))
  else writeFileSync(world, JSON.stringify(await prepare()))
}

main()
  .catch((error: unknown) => {
    console.error(error)
    process.exitCode = 1
  })
  .finally(closeDatabase)
