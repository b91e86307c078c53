-- AlterTable
ALTER TABLE "attempt" ADD COLUMN     "granted_seconds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "paused_at" TIMESTAMPTZ(3),
ADD COLUMN     "paused_milliseconds" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "voided_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "accommodation" (
    "candidate_id" UUID NOT NULL,
    "extra_percent" INTEGER NOT NULL,
    "extra_minutes" INTEGER NOT NULL,
    "means" TEXT[],
    "helper_name" TEXT,
    "ground" TEXT NOT NULL,
    "recorded_by" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accommodation_pkey" PRIMARY KEY ("candidate_id")
);

-- CreateTable
CREATE TABLE "room_act" (
    "id" UUID NOT NULL,
    "exam_session_id" UUID NOT NULL,
    "exam_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "attempt_id" UUID,
    "reason" TEXT NOT NULL,
    "note" TEXT,
    "minutes" INTEGER,
    "percent" INTEGER,
    "state" TEXT NOT NULL,
    "requested_by" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "affected" INTEGER,

    CONSTRAINT "room_act_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" UUID NOT NULL,
    "exam_session_id" UUID NOT NULL,
    "candidate_id" UUID,
    "kind" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "noted_by" UUID NOT NULL,
    "noted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "room_act_exam_session_id_idx" ON "room_act"("exam_session_id");

-- CreateIndex
CREATE INDEX "room_act_attempt_id_idx" ON "room_act"("attempt_id");

-- CreateIndex
CREATE INDEX "room_act_state_idx" ON "room_act"("state");

-- CreateIndex
CREATE INDEX "incident_exam_session_id_idx" ON "incident"("exam_session_id");

-- Below this line: what Prisma's schema language cannot say.

ALTER TABLE attempt ADD CONSTRAINT attempt_time_given CHECK (granted_seconds >= 0 AND paused_milliseconds >= 0);
ALTER TABLE attempt ADD CONSTRAINT attempt_paused_only_while_running CHECK (paused_at IS NULL OR status = 'running');
ALTER TABLE attempt ADD CONSTRAINT attempt_void_is_closed CHECK (voided_at IS NULL OR status = 'closed');
ALTER TABLE attempt ADD CONSTRAINT attempt_closed_by CHECK (closed_by IN ('candidate', 'deadline-job', 'read', 'proctor'));

ALTER TABLE accommodation ADD CONSTRAINT accommodation_extra_time CHECK (extra_percent BETWEEN 0 AND 100 AND extra_minutes BETWEEN 0 AND 240);
ALTER TABLE accommodation ADD CONSTRAINT accommodation_means CHECK (means <@ ARRAY['large-text', 'high-contrast', 'screen-reader']);

ALTER TABLE room_act ADD CONSTRAINT room_act_scope CHECK (scope IN ('one', 'room', 'exam') AND (scope = 'one') = (attempt_id IS NOT NULL));
ALTER TABLE room_act ADD CONSTRAINT room_act_kind CHECK (kind IN ('extend', 'pause', 'resume', 'hand-in') OR (scope = 'one' AND kind IN ('move-device', 'reopen', 'void')));
ALTER TABLE room_act ADD CONSTRAINT room_act_time CHECK (
  CASE kind WHEN 'extend' THEN (minutes IS NULL) <> (percent IS NULL) WHEN 'reopen' THEN minutes IS NOT NULL AND percent IS NULL ELSE minutes IS NULL AND percent IS NULL END
  AND coalesce(minutes, 0) BETWEEN 0 AND 240 AND coalesce(percent, 1) BETWEEN 1 AND 100);
ALTER TABLE room_act ADD CONSTRAINT room_act_other_has_note CHECK (reason <> 'other' OR btrim(coalesce(note, '')) <> '');
ALTER TABLE room_act ADD CONSTRAINT room_act_state CHECK (state IN ('waiting', 'done', 'rejected') AND (decided_by IS NULL) = (decided_at IS NULL) AND (state = 'done') = (affected IS NOT NULL));
-- What changes many exams or a closed one has two people.
ALTER TABLE room_act ADD CONSTRAINT room_act_two_people CHECK (decided_by IS NULL OR decided_by <> requested_by);
ALTER TABLE room_act ADD CONSTRAINT room_act_second_person CHECK (state <> 'done' OR (scope = 'one' AND kind NOT IN ('reopen', 'void')) OR decided_by IS NOT NULL);

CREATE FUNCTION keep_room_act() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'waiting' OR
    (NEW.id, NEW.exam_session_id, NEW.exam_id, NEW.scope, NEW.kind, NEW.attempt_id, NEW.reason, NEW.note, NEW.minutes, NEW.percent, NEW.requested_by, NEW.requested_at)
    IS DISTINCT FROM
    (OLD.id, OLD.exam_session_id, OLD.exam_id, OLD.scope, OLD.kind, OLD.attempt_id, OLD.reason, OLD.note, OLD.minutes, OLD.percent, OLD.requested_by, OLD.requested_at)
  THEN
    RAISE EXCEPTION 'an act of a proctor stays as it was asked for' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER room_act_stays BEFORE UPDATE OR DELETE ON room_act FOR EACH ROW EXECUTE FUNCTION keep_room_act();
CREATE TRIGGER incident_append_only BEFORE UPDATE OR DELETE ON incident FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A closed attempt stays closed but for one door: a reopening that two people decided after it was closed. What is void stays void.
CREATE OR REPLACE FUNCTION keep_closed_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at THEN
    RAISE EXCEPTION 'a void attempt stays void' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.voided_at IS NULL AND NEW.voided_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM room_act v WHERE v.attempt_id = OLD.id AND v.kind = 'void' AND v.state = 'done'
  ) THEN
    RAISE EXCEPTION 'an attempt is voided by two people' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.status = 'closed' AND NEW.status = 'running' AND OLD.voided_at IS NULL AND EXISTS (
    SELECT 1 FROM room_act o WHERE o.attempt_id = OLD.id AND o.kind = 'reopen' AND o.state = 'done' AND o.decided_at >= OLD.closed_at
  ) THEN
    RETURN NEW;
  END IF;
  IF OLD.status = 'closed' AND (NEW.status <> 'closed' OR NEW.effective_end IS DISTINCT FROM OLD.effective_end) THEN
    RAISE EXCEPTION 'a closed attempt stays closed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
