-- CreateTable
CREATE TABLE "paper_sheet" (
    "attempt_id" UUID NOT NULL,
    "started_by" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "paper_sheet_pkey" PRIMARY KEY ("attempt_id")
);

-- CreateTable
CREATE TABLE "paper_entry" (
    "attempt_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "answers" JSONB NOT NULL,
    "entered_by" UUID NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "paper_entry_pkey" PRIMARY KEY ("attempt_id","ordinal")
);

-- CreateTable
CREATE TABLE "paper_answer" (
    "attempt_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "value" JSONB NOT NULL,
    "origin" TEXT NOT NULL,
    "settled_by" UUID,
    "settled_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "paper_answer_pkey" PRIMARY KEY ("attempt_id","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "paper_entry_attempt_id_entered_by_key" ON "paper_entry"("attempt_id", "entered_by");

-- Below this line: what Prisma's schema language cannot say.

ALTER TABLE accommodation DROP CONSTRAINT accommodation_means;
ALTER TABLE accommodation ADD CONSTRAINT accommodation_means CHECK (means <@ ARRAY['large-text', 'high-contrast', 'screen-reader', 'paper']);

ALTER TABLE paper_entry ADD CONSTRAINT paper_entry_ordinal CHECK (ordinal IN (1, 2));
ALTER TABLE paper_answer ADD CONSTRAINT paper_answer_origin CHECK (origin IN ('agreed', 'first', 'second', 'reread'));
ALTER TABLE paper_answer ADD CONSTRAINT paper_answer_differences_take_a_person CHECK ((origin = 'agreed') = (settled_by IS NULL));

-- Who sits on paper does so from the start and to the end: the office recorded it, no device holds the lease, none gets it, and
-- what was handed in is not handed back.
CREATE FUNCTION keep_paper_lease() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF (NEW.lease_device = 'paper') <> EXISTS (SELECT 1 FROM accommodation o WHERE o.candidate_id = NEW.candidate_id AND 'paper' = ANY(o.means)) THEN
      RAISE EXCEPTION 'an attempt is on paper exactly when the office recorded it' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'an attempt on paper stays on paper and stays handed in' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER attempt_begins_on_paper BEFORE INSERT ON attempt FOR EACH ROW EXECUTE FUNCTION keep_paper_lease();
CREATE TRIGGER attempt_stays_on_paper BEFORE UPDATE ON attempt FOR EACH ROW
  WHEN ((OLD.lease_device = 'paper') <> (NEW.lease_device = 'paper') OR (OLD.lease_device = 'paper' AND OLD.status = 'closed' AND NEW.status <> 'closed'))
  EXECUTE FUNCTION keep_paper_lease();

-- The doors of devices, in time and late, take nothing for an attempt on paper.
CREATE OR REPLACE FUNCTION refuse_answer_after_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM attempt WHERE id = NEW.attempt_id AND (status = 'closed' OR lease_device = 'paper')) THEN
    RAISE EXCEPTION 'the attempt is closed, or on paper' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION refuse_late_evidence_on_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM attempt WHERE id = NEW.attempt_id AND lease_device = 'paper') THEN
    RAISE EXCEPTION 'an attempt on paper has no answers of a device' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER late_evidence_of_a_device BEFORE INSERT ON late_evidence FOR EACH ROW EXECUTE FUNCTION refuse_late_evidence_on_paper();

CREATE TRIGGER paper_sheet_append_only BEFORE UPDATE OR DELETE ON paper_sheet FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER paper_entry_append_only BEFORE UPDATE OR DELETE ON paper_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER paper_answer_append_only BEFORE UPDATE OR DELETE ON paper_answer FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A sheet is keyed in once it was handed in, and until its answers count.
CREATE FUNCTION guard_paper_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM attempt a WHERE a.id = NEW.attempt_id AND a.lease_device = 'paper' AND a.status = 'closed' AND a.voided_at IS NULL
  ) OR EXISTS (SELECT 1 FROM paper_answer p WHERE p.attempt_id = NEW.attempt_id) THEN
    RAISE EXCEPTION 'only a sheet that was handed in and does not count yet is keyed in' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER paper_entry_of_a_sheet BEFORE INSERT ON paper_entry FOR EACH ROW EXECUTE FUNCTION guard_paper_entry();

-- An answer from paper counts when two people keyed in the same, or when a third one looked at the paper.
CREATE FUNCTION guard_paper_answer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  one paper_entry;
  two paper_entry;
BEGIN
  SELECT * INTO one FROM paper_entry WHERE attempt_id = NEW.attempt_id AND ordinal = 1;
  SELECT * INTO two FROM paper_entry WHERE attempt_id = NEW.attempt_id AND ordinal = 2;
  IF one.attempt_id IS NULL OR two.attempt_id IS NULL OR one.entered_by = two.entered_by THEN
    RAISE EXCEPTION 'a sheet is keyed in by two people' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.settled_by IN (one.entered_by, two.entered_by) THEN
    RAISE EXCEPTION 'a difference is settled by somebody who keyed in neither' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.origin IN ('agreed', 'first') AND NEW.value IS DISTINCT FROM one.answers -> NEW.position::text)
    OR (NEW.origin = 'second' AND NEW.value IS DISTINCT FROM two.answers -> NEW.position::text)
    OR (NEW.origin = 'agreed' AND NEW.value -> 'text' IS NULL AND NEW.value IS DISTINCT FROM two.answers -> NEW.position::text) THEN
    RAISE EXCEPTION 'an answer from paper is what was keyed in' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM attempt a WHERE a.id = NEW.attempt_id AND (a.voided_at IS NOT NULL OR a.scored_at IS NOT NULL)) THEN
    RAISE EXCEPTION 'the attempt is void or scored' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER paper_answer_of_two_entries BEFORE INSERT ON paper_answer FOR EACH ROW EXECUTE FUNCTION guard_paper_answer();

-- What is on paper has no result before it was keyed in.
CREATE FUNCTION guard_paper_result() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM attempt a WHERE a.id = NEW.attempt_id AND a.lease_device = 'paper')
    AND NOT EXISTS (SELECT 1 FROM paper_answer p WHERE p.attempt_id = NEW.attempt_id) THEN
    RAISE EXCEPTION 'a sheet has no result before it was keyed in' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER exam_result_after_the_sheet BEFORE INSERT ON exam_result FOR EACH ROW EXECUTE FUNCTION guard_paper_result();

-- The answers that count: those that devices sent, by the rule that stood before, and those from paper. An attempt has one kind alone.
ALTER VIEW counting_answer RENAME TO device_answer;
CREATE VIEW counting_answer AS
SELECT attempt_id, position, value, doubtful, is_late FROM device_answer
UNION ALL
SELECT attempt_id, position, value, false AS doubtful, false AS is_late FROM paper_answer;
