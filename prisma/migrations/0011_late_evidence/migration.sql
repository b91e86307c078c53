-- AlterTable
ALTER TABLE "answer_event" ADD COLUMN     "evidence" JSONB;

-- CreateTable
CREATE TABLE "late_evidence" (
    "attempt_id" UUID NOT NULL,
    "lease_epoch" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "why" TEXT,
    "earliest" TIMESTAMPTZ(3),
    "latest" TIMESTAMPTZ(3),
    "gap_seconds" INTEGER,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "noted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "late_evidence_pkey" PRIMARY KEY ("attempt_id","lease_epoch","seq")
);

-- CreateIndex
CREATE INDEX "late_evidence_state_idx" ON "late_evidence"("state");

-- The few events that came after the end are found without reading the many that did not.
CREATE INDEX answer_event_late ON answer_event (attempt_id) WHERE standing = 'late';

ALTER TABLE late_evidence ADD CONSTRAINT late_evidence_verdict CHECK (verdict IN ('bounded', 'asks-a-person'));
ALTER TABLE late_evidence ADD CONSTRAINT late_evidence_state CHECK (state IN ('waiting', 'accepted', 'rejected'));
ALTER TABLE late_evidence ADD CONSTRAINT late_evidence_why CHECK ((verdict = 'bounded') = (why IS NULL));
ALTER TABLE late_evidence ADD CONSTRAINT late_evidence_bounded_has_bounds CHECK (verdict <> 'bounded' OR (earliest IS NOT NULL AND latest IS NOT NULL AND gap_seconds IS NOT NULL));
ALTER TABLE late_evidence ADD CONSTRAINT late_evidence_decided_whole CHECK ((state = 'waiting') = (decided_at IS NULL));
-- What evidence does not bound is let in, and anything is turned away, by a person with a reason alone.
ALTER TABLE late_evidence ADD CONSTRAINT late_evidence_person_decides CHECK (state = 'waiting' OR (decided_by IS NULL) = (reason IS NULL));
ALTER TABLE late_evidence ADD CONSTRAINT late_evidence_unbounded_takes_a_person CHECK (state = 'waiting' OR decided_by IS NOT NULL OR (state = 'accepted' AND verdict = 'bounded'));

-- The door takes late events and no others, and an answer once given by it stands.
CREATE FUNCTION keep_late_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (
      SELECT 1 FROM answer_event e
      WHERE e.attempt_id = NEW.attempt_id AND e.lease_epoch = NEW.lease_epoch AND e.seq = NEW.seq AND e.standing = 'late'
    ) THEN
      RAISE EXCEPTION 'late evidence is about an event that came late' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR OLD.state <> 'waiting' OR
    (NEW.attempt_id, NEW.lease_epoch, NEW.seq, NEW.verdict, NEW.why, NEW.earliest, NEW.latest, NEW.gap_seconds, NEW.noted_at)
    IS DISTINCT FROM
    (OLD.attempt_id, OLD.lease_epoch, OLD.seq, OLD.verdict, OLD.why, OLD.earliest, OLD.latest, OLD.gap_seconds, OLD.noted_at)
  THEN
    RAISE EXCEPTION 'late evidence stays as it was noted and decided' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER late_evidence_stays BEFORE INSERT OR UPDATE OR DELETE ON late_evidence FOR EACH ROW EXECUTE FUNCTION keep_late_evidence();

-- The answers that count: what the event log accepted, and of late events those that the door let in, the newest of each question.
-- An attempt without any event (answers brought in as a whole) counts as it stands.
CREATE VIEW counting_answer AS
SELECT DISTINCT ON (attempt_id, position) attempt_id, position, value, doubtful, is_late
FROM (
  SELECT c.attempt_id, c.position, c.value, c.doubtful, c.lease_epoch, c.seq, false AS is_late
  FROM current_answer c
    LEFT JOIN answer_event e ON e.attempt_id = c.attempt_id AND e.lease_epoch = c.lease_epoch AND e.seq = c.seq AND e.position = c.position
  WHERE e.standing = 'accepted' OR (e.standing IS NULL AND NOT EXISTS (SELECT 1 FROM answer_event o WHERE o.attempt_id = c.attempt_id))
  UNION ALL
  SELECT e.attempt_id, e.position, e.value, e.doubtful, e.lease_epoch, e.seq, true AS is_late
  FROM late_evidence l
    JOIN answer_event e ON e.attempt_id = l.attempt_id AND e.lease_epoch = l.lease_epoch AND e.seq = l.seq
  WHERE l.state = 'accepted' AND e.standing = 'late'
) AS answer
ORDER BY attempt_id, position, lease_epoch DESC, seq DESC;
