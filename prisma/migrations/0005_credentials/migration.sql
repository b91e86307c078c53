-- DropIndex
DROP INDEX "certificate_exam_result_id_key";

-- AlterTable
ALTER TABLE "certificate" ADD COLUMN     "published_at" TIMESTAMPTZ(3),
ADD COLUMN     "replaces_id" UUID,
ADD COLUMN     "status_index" SERIAL NOT NULL,
ADD COLUMN     "superseded_at" TIMESTAMPTZ(3),
ADD COLUMN     "supersession_reason" TEXT;

-- CreateTable
CREATE TABLE "certificate_batch" (
    "id" UUID NOT NULL,
    "signer" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "stop_reason" TEXT,
    "requested_by" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "document_kid" TEXT,
    "credential_kid" TEXT,
    "signing_until" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "certificate_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate_issuance" (
    "id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "exam_result_id" UUID NOT NULL,
    "change_id" UUID,
    "state" TEXT NOT NULL,
    "refusal" TEXT,
    "approved_by" UUID NOT NULL,
    "approved_at" TIMESTAMPTZ(3) NOT NULL,
    "certificate_id" UUID,
    "credential" TEXT,
    "credential_kid" TEXT,
    "rendered_file" TEXT,
    "rendered_hash" TEXT,
    "rendered_size" INTEGER,
    "signed_file" TEXT,
    "signed_hash" TEXT,
    "signed_size" INTEGER,
    "document_kid" TEXT,
    "leased_until" TIMESTAMPTZ(3),
    "faults" INTEGER NOT NULL DEFAULT 0,
    "last_fault" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "certificate_issuance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate_change" (
    "id" UUID NOT NULL,
    "certificate_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT,
    "new_name" TEXT,
    "state" TEXT NOT NULL,
    "requested_by" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "certificate_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signing_key" (
    "kid" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "public_jwk" JSONB NOT NULL,
    "certificate_pem" TEXT,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "certificate_view" (
    "certificate_id" UUID NOT NULL,
    "views" INTEGER NOT NULL,
    "last_viewed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "certificate_view_pkey" PRIMARY KEY ("certificate_id")
);

-- CreateIndex
CREATE INDEX "certificate_batch_state_idx" ON "certificate_batch"("state");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_issuance_change_id_key" ON "certificate_issuance"("change_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_issuance_certificate_id_key" ON "certificate_issuance"("certificate_id");

-- CreateIndex
CREATE INDEX "certificate_issuance_state_idx" ON "certificate_issuance"("state");

-- CreateIndex
CREATE INDEX "certificate_issuance_exam_result_id_idx" ON "certificate_issuance"("exam_result_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_issuance_batch_id_position_key" ON "certificate_issuance"("batch_id", "position");

-- CreateIndex
CREATE INDEX "certificate_change_certificate_id_idx" ON "certificate_change"("certificate_id");

-- CreateIndex
CREATE INDEX "certificate_change_state_idx" ON "certificate_change"("state");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_status_index_key" ON "certificate"("status_index");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_replaces_id_key" ON "certificate"("replaces_id");

-- CreateIndex
CREATE INDEX "certificate_exam_result_id_idx" ON "certificate"("exam_result_id");

-- What was issued before certificates were made in steps is public already and carries no signature.
ALTER TABLE certificate DISABLE TRIGGER certificate_stays;
UPDATE certificate SET published_at = issued_at;
ALTER TABLE certificate ENABLE TRIGGER certificate_stays;

-- A result has one certificate that replaces none: however often a step is run again, there is one per decision.
CREATE UNIQUE INDEX certificate_one_first ON certificate (exam_result_id) WHERE replaces_id IS NULL;
CREATE UNIQUE INDEX certificate_issuance_one_first ON certificate_issuance (exam_result_id) WHERE change_id IS NULL AND state <> 'refused';
CREATE UNIQUE INDEX certificate_change_one_open ON certificate_change (certificate_id) WHERE state = 'requested';
CREATE UNIQUE INDEX signing_key_one_active ON signing_key (purpose) WHERE state = 'active';

ALTER TABLE certificate DROP CONSTRAINT certificate_status;
ALTER TABLE certificate ADD CONSTRAINT certificate_status CHECK (status IN ('valid', 'revoked', 'superseded'));
ALTER TABLE certificate ADD CONSTRAINT certificate_superseded_whole CHECK ((status = 'superseded') = (superseded_at IS NOT NULL AND supersession_reason IS NOT NULL));
ALTER TABLE certificate ADD CONSTRAINT certificate_supersession_reason CHECK (supersession_reason IN ('lost', 'name-change', 'data-error', 'result-changed'));

ALTER TABLE certificate_batch ADD CONSTRAINT certificate_batch_signer CHECK (signer IN ('local-key', 'bsre', 'none'));
ALTER TABLE certificate_batch ADD CONSTRAINT certificate_batch_state CHECK (state IN ('running', 'paused', 'stopped', 'done'));
ALTER TABLE certificate_batch ADD CONSTRAINT certificate_batch_stopped_says_why CHECK ((state = 'stopped') = (stop_reason IS NOT NULL));
ALTER TABLE certificate_batch ADD CONSTRAINT certificate_batch_done_whole CHECK ((state = 'done') = (finished_at IS NOT NULL));

ALTER TABLE certificate_issuance ADD CONSTRAINT certificate_issuance_state CHECK (state IN ('approved', 'numbered', 'rendered', 'signed', 'verified', 'published', 'refused'));
ALTER TABLE certificate_issuance ADD CONSTRAINT certificate_issuance_numbered_whole CHECK ((state IN ('approved', 'refused')) = (certificate_id IS NULL));
ALTER TABLE certificate_issuance ADD CONSTRAINT certificate_issuance_refused_says_why CHECK ((state = 'refused') = (refusal IS NOT NULL));
ALTER TABLE certificate_issuance ADD CONSTRAINT certificate_issuance_rendered_whole CHECK (state NOT IN ('rendered', 'signed', 'verified', 'published') OR (rendered_file IS NOT NULL AND rendered_hash IS NOT NULL AND rendered_size IS NOT NULL AND credential IS NOT NULL AND credential_kid IS NOT NULL));
ALTER TABLE certificate_issuance ADD CONSTRAINT certificate_issuance_signed_whole CHECK (state NOT IN ('signed', 'verified', 'published') OR (signed_file IS NOT NULL AND signed_hash IS NOT NULL AND signed_size IS NOT NULL));

ALTER TABLE certificate_change ADD CONSTRAINT certificate_change_kind CHECK (kind IN ('revoke', 'replace'));
ALTER TABLE certificate_change ADD CONSTRAINT certificate_change_reason CHECK (
  (kind = 'revoke' AND reason IN ('data-error', 'appeal-upheld', 'violation', 'holder-request'))
  OR (kind = 'replace' AND reason IN ('lost', 'name-change', 'data-error', 'result-changed')));
ALTER TABLE certificate_change ADD CONSTRAINT certificate_change_new_name CHECK ((reason = 'name-change') = (new_name IS NOT NULL));
ALTER TABLE certificate_change ADD CONSTRAINT certificate_change_state CHECK (state IN ('requested', 'approved', 'rejected'));
ALTER TABLE certificate_change ADD CONSTRAINT certificate_change_decided_whole CHECK ((state = 'requested') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL));
ALTER TABLE certificate_change ADD CONSTRAINT certificate_change_by_two_people CHECK (decided_by <> requested_by);

ALTER TABLE signing_key ADD CONSTRAINT signing_key_purpose CHECK (purpose IN ('root', 'document', 'credential'));
ALTER TABLE signing_key ADD CONSTRAINT signing_key_state CHECK (state IN ('next', 'active', 'retired', 'compromised'));
ALTER TABLE signing_key ADD CONSTRAINT signing_key_span CHECK (not_before < not_after);
ALTER TABLE certificate_view ADD CONSTRAINT certificate_view_positive CHECK (views > 0);

-- An issued certificate keeps what it says. It is published once, when its file is verified; it loses its force once,
-- by a change that two people made.
CREATE OR REPLACE FUNCTION keep_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.status <> 'valid' OR
    (NEW.id, NEW.public_id, NEW.exam_result_id, NEW.candidate_id, NEW.year, NEW.number, NEW.serial, NEW.content, NEW.content_hash, NEW.issued_by, NEW.issued_at, NEW.valid_until, NEW.status_index, NEW.replaces_id)
    IS DISTINCT FROM
    (OLD.id, OLD.public_id, OLD.exam_result_id, OLD.candidate_id, OLD.year, OLD.number, OLD.serial, OLD.content, OLD.content_hash, OLD.issued_by, OLD.issued_at, OLD.valid_until, OLD.status_index, OLD.replaces_id)
    OR (OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at)
    OR (NEW.status = 'valid' AND NEW.published_at IS NOT DISTINCT FROM OLD.published_at)
  THEN
    RAISE EXCEPTION 'an issued certificate stays as it is' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.published_at IS NULL AND NEW.published_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM certificate_issuance s JOIN certificate_batch b ON b.id = s.batch_id
    WHERE s.certificate_id = NEW.id AND s.state IN ('verified', 'published') AND (b.signer <> 'local-key' OR s.document_kid IS NOT NULL)
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

-- A certificate that takes another one's place needs the approved change, and is for the same person.
CREATE FUNCTION require_replacement_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM certificate_change h JOIN certificate o ON o.id = h.certificate_id
    WHERE h.certificate_id = NEW.replaces_id AND h.kind = 'replace' AND h.state = 'approved' AND o.status = 'valid' AND o.candidate_id = NEW.candidate_id
  ) THEN
    RAISE EXCEPTION 'a replacement is approved by a second person' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_replacement_needs_decision BEFORE INSERT ON certificate FOR EACH ROW WHEN (NEW.replaces_id IS NOT NULL) EXECUTE FUNCTION require_replacement_decision();

-- A decision goes forward one step at a time; a file that was not verified yet may be made again.
CREATE FUNCTION keep_issuance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR
    (NEW.id, NEW.batch_id, NEW.position, NEW.exam_result_id, NEW.change_id, NEW.approved_by, NEW.approved_at)
    IS DISTINCT FROM
    (OLD.id, OLD.batch_id, OLD.position, OLD.exam_result_id, OLD.change_id, OLD.approved_by, OLD.approved_at)
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
CREATE TRIGGER certificate_issuance_goes_forward BEFORE UPDATE OR DELETE ON certificate_issuance FOR EACH ROW EXECUTE FUNCTION keep_issuance();

-- A change that was decided stays decided.
CREATE FUNCTION keep_certificate_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'requested' OR
    (NEW.id, NEW.certificate_id, NEW.kind, NEW.reason, NEW.note, NEW.new_name, NEW.requested_by, NEW.requested_at)
    IS DISTINCT FROM
    (OLD.id, OLD.certificate_id, OLD.kind, OLD.reason, OLD.note, OLD.new_name, OLD.requested_by, OLD.requested_at)
  THEN
    RAISE EXCEPTION 'a decided change stays as it is' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_change_stays BEFORE UPDATE OR DELETE ON certificate_change FOR EACH ROW EXECUTE FUNCTION keep_certificate_change();

-- A key never comes back: next, active, retired; compromised from anywhere and for good. What it verified stays verifiable.
CREATE FUNCTION keep_signing_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR
    (NEW.kid, NEW.purpose, NEW.not_before, NEW.not_after, NEW.public_jwk, NEW.certificate_pem, NEW.made_at)
    IS DISTINCT FROM
    (OLD.kid, OLD.purpose, OLD.not_before, OLD.not_after, OLD.public_jwk, OLD.certificate_pem, OLD.made_at)
    OR (NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('next', 'active'), ('active', 'retired'), ('next', 'compromised'), ('active', 'compromised'), ('retired', 'compromised')))
  THEN
    RAISE EXCEPTION 'a signing key never comes back' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signing_key_goes_forward BEFORE UPDATE OR DELETE ON signing_key FOR EACH ROW EXECUTE FUNCTION keep_signing_key();
