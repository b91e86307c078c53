-- CreateTable
CREATE TABLE "recovery_file" (
    "id" UUID NOT NULL,
    "exam_session_id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "file_hash" TEXT NOT NULL,
    "byte_size" INTEGER NOT NULL,
    "key_id" TEXT NOT NULL,
    "exported_at" TIMESTAMPTZ(3) NOT NULL,
    "events" JSONB NOT NULL,
    "unfit" INTEGER NOT NULL,
    "uploaded_by" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "let_in" INTEGER,

    CONSTRAINT "recovery_file_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "recovery_file_file_hash_key" ON "recovery_file"("file_hash");

-- CreateIndex
CREATE INDEX "recovery_file_exam_session_id_idx" ON "recovery_file"("exam_session_id");

-- CreateIndex
CREATE INDEX "recovery_file_attempt_id_idx" ON "recovery_file"("attempt_id");

-- CreateIndex
CREATE INDEX "recovery_file_state_idx" ON "recovery_file"("state");

-- Below this line: what Prisma's schema language cannot say.

ALTER TABLE recovery_file ADD CONSTRAINT recovery_file_hash CHECK (file_hash ~ '^[0-9a-f]{64}$');
ALTER TABLE recovery_file ADD CONSTRAINT recovery_file_sizes CHECK (byte_size > 0 AND unfit >= 0 AND jsonb_typeof(events) = 'array' AND jsonb_array_length(events) > 0);
ALTER TABLE recovery_file ADD CONSTRAINT recovery_file_state CHECK (state IN ('waiting', 'accepted', 'rejected'));
ALTER TABLE recovery_file ADD CONSTRAINT recovery_file_decided_whole CHECK (
  (state = 'waiting') = (decided_by IS NULL) AND (state = 'waiting') = (decided_at IS NULL) AND (state = 'waiting') = (reason IS NULL)
  AND (state = 'accepted') = (let_in IS NOT NULL) AND coalesce(let_in, 0) >= 0);
-- Whoever brought the file in does not decide about it.
ALTER TABLE recovery_file ADD CONSTRAINT recovery_file_two_people CHECK (decided_by IS NULL OR decided_by <> uploaded_by);

CREATE FUNCTION keep_recovery_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'waiting' THEN
      RAISE EXCEPTION 'a recovery file is brought in before it is decided' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR OLD.state <> 'waiting' OR
    (NEW.id, NEW.exam_session_id, NEW.attempt_id, NEW.file_hash, NEW.byte_size, NEW.key_id, NEW.exported_at, NEW.events, NEW.unfit, NEW.uploaded_by, NEW.uploaded_at)
    IS DISTINCT FROM
    (OLD.id, OLD.exam_session_id, OLD.attempt_id, OLD.file_hash, OLD.byte_size, OLD.key_id, OLD.exported_at, OLD.events, OLD.unfit, OLD.uploaded_by, OLD.uploaded_at)
  THEN
    RAISE EXCEPTION 'a recovery file stays as it was brought in and decided' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER recovery_file_stays BEFORE INSERT OR UPDATE OR DELETE ON recovery_file FOR EACH ROW EXECUTE FUNCTION keep_recovery_file();

-- The door takes late events, and of other devices' events those alone that an accepted recovery file of the attempt holds. An
-- answer once given by it stands.
CREATE OR REPLACE FUNCTION keep_late_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (
      SELECT 1 FROM answer_event e
      WHERE e.attempt_id = NEW.attempt_id AND e.lease_epoch = NEW.lease_epoch AND e.seq = NEW.seq AND (e.standing = 'late' OR (
        e.standing = 'conflict' AND EXISTS (
          SELECT 1 FROM recovery_file f
          WHERE f.attempt_id = e.attempt_id AND f.state = 'accepted' AND f.decided_by = NEW.decided_by
            AND f.events @> jsonb_build_array(jsonb_build_object('leaseEpoch', e.lease_epoch, 'seq', e.seq, 'position', e.position)))))
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

-- As before, and what came from another device counts once the door let it in.
CREATE OR REPLACE VIEW counting_answer AS
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
  WHERE l.state = 'accepted' AND e.standing IN ('late', 'conflict')
) AS answer
ORDER BY attempt_id, position, lease_epoch DESC, seq DESC;
