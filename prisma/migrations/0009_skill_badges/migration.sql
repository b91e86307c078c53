-- AlterTable
ALTER TABLE "certificate" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'competence';

-- AlterTable
ALTER TABLE "certificate_issuance" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'competence';

-- A skill badge is a certificate of a kind of its own: the same numbers, the same steps, and what it rests on in its content.
ALTER TABLE certificate ADD CONSTRAINT certificate_kind CHECK (kind IN ('competence', 'skill-badge'));
ALTER TABLE certificate ADD CONSTRAINT certificate_badge_whole CHECK ((kind = 'skill-badge') = jsonb_exists(content, 'badge'));
ALTER TABLE certificate_issuance ADD CONSTRAINT certificate_issuance_kind CHECK (kind IN ('competence', 'skill-badge'));

-- A result has one certificate of each kind that replaces none.
DROP INDEX certificate_one_first;
CREATE UNIQUE INDEX certificate_one_first ON certificate (exam_result_id, kind) WHERE replaces_id IS NULL;
DROP INDEX certificate_issuance_one_first;
CREATE UNIQUE INDEX certificate_issuance_one_first ON certificate_issuance (exam_result_id, kind) WHERE change_id IS NULL AND state <> 'refused';

-- What a certificate of a kind can be approved for: confirmed, passed, determined, and not on its way yet.
DROP VIEW awaiting_certificate;
CREATE VIEW awaiting_certificate_of_kind AS
SELECT k.kind, r.id, r.total_score, r.confirmed_by, r.confirmed_at, a.id AS attempt_id, a.candidate_id, a.exam_id, a.form_id
FROM exam_result r JOIN attempt a ON a.id = r.attempt_id CROSS JOIN (VALUES ('competence'), ('skill-badge')) AS k(kind)
WHERE r.current AND r.state = 'confirmed' AND r.passed
  AND EXISTS (SELECT 1 FROM determined_outcome d WHERE d.candidate_id = a.candidate_id AND d.competent)
  AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.exam_result_id = r.id AND c.kind = k.kind)
  AND NOT EXISTS (SELECT 1 FROM certificate_issuance i WHERE i.exam_result_id = r.id AND i.kind = k.kind AND i.state <> 'refused');

-- What waits for a certificate of competence. Whether a badge was earned the database does not know: the framework's rules say it.
CREATE VIEW awaiting_certificate AS
SELECT id, total_score, confirmed_by, confirmed_at, candidate_id, exam_id FROM awaiting_certificate_of_kind WHERE kind = 'competence';

-- An issued certificate keeps what it says, its kind too.
CREATE OR REPLACE FUNCTION keep_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.status <> 'valid' OR
    (NEW.id, NEW.public_id, NEW.exam_result_id, NEW.candidate_id, NEW.kind, NEW.year, NEW.number, NEW.serial, NEW.content, NEW.content_hash, NEW.issued_by, NEW.issued_at, NEW.valid_until, NEW.status_index, NEW.replaces_id)
    IS DISTINCT FROM
    (OLD.id, OLD.public_id, OLD.exam_result_id, OLD.candidate_id, OLD.kind, OLD.year, OLD.number, OLD.serial, OLD.content, OLD.content_hash, OLD.issued_by, OLD.issued_at, OLD.valid_until, OLD.status_index, OLD.replaces_id)
    OR (OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at)
    OR (NEW.status = 'valid' AND NEW.published_at IS NOT DISTINCT FROM OLD.published_at)
  THEN
    RAISE EXCEPTION 'an issued certificate stays as it is' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.published_at IS NULL AND NEW.published_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM certificate_issuance s JOIN certificate_batch b ON b.id = s.batch_id
    WHERE s.certificate_id = NEW.id AND s.kind = NEW.kind AND s.state IN ('verified', 'published') AND (b.signer <> 'local-key' OR s.document_kid IS NOT NULL)
  ) THEN
    RAISE EXCEPTION 'a certificate is published when its file is verified' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status = 'revoked' AND NOT EXISTS (
    SELECT 1 FROM certificate_change WHERE certificate_id = NEW.id AND kind = 'revoke' AND state = 'approved' AND reason = NEW.revocation_reason AND decided_by = NEW.revoked_by
  ) THEN
    RAISE EXCEPTION 'a certificate is revoked by two people' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status = 'superseded' AND NOT EXISTS (
    SELECT 1 FROM certificate_change h JOIN certificate n ON n.replaces_id = NEW.id
    WHERE h.certificate_id = NEW.id AND h.kind = 'replace' AND h.state = 'approved' AND h.reason = NEW.supersession_reason
  ) THEN
    RAISE EXCEPTION 'a certificate is replaced by two people' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- A certificate that takes another one's place needs the approved change, and is of the same kind and for the same person.
CREATE OR REPLACE FUNCTION require_replacement_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM certificate_change h JOIN certificate o ON o.id = h.certificate_id
    WHERE h.certificate_id = NEW.replaces_id AND h.kind = 'replace' AND h.state = 'approved' AND o.status = 'valid' AND o.candidate_id = NEW.candidate_id
      AND o.kind = NEW.kind
  ) THEN
    RAISE EXCEPTION 'a replacement is approved by a second person' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- A decision goes forward one step at a time and keeps its kind; a file that was not verified yet may be made again.
CREATE OR REPLACE FUNCTION keep_issuance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR
    (NEW.id, NEW.batch_id, NEW.position, NEW.exam_result_id, NEW.kind, NEW.change_id, NEW.approved_by, NEW.approved_at)
    IS DISTINCT FROM
    (OLD.id, OLD.batch_id, OLD.position, OLD.exam_result_id, OLD.kind, OLD.change_id, OLD.approved_by, OLD.approved_at)
    OR (OLD.certificate_id IS NOT NULL AND NEW.certificate_id IS DISTINCT FROM OLD.certificate_id)
    OR (NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
      ('approved', 'numbered'), ('approved', 'refused'), ('numbered', 'rendered'), ('rendered', 'signed'), ('signed', 'verified'), ('verified', 'published'),
      ('rendered', 'numbered'), ('signed', 'numbered')))
    OR (OLD.state IN ('verified', 'published') AND (NEW.rendered_hash, NEW.signed_file, NEW.signed_hash, NEW.credential) IS DISTINCT FROM (OLD.rendered_hash, OLD.signed_file, OLD.signed_hash, OLD.credential))
  THEN
    RAISE EXCEPTION 'a decision goes forward one step at a time' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
