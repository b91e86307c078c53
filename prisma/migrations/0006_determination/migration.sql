-- CreateTable
CREATE TABLE "public_holiday" (
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "public_holiday_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "plenary" (
    "id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "selection_run_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "held_on" DATE NOT NULL,
    "place" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "quorum_percent" INTEGER NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by" UUID,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "plenary_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plenary_member" (
    "plenary_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "chair" BOOLEAN NOT NULL,
    "present" BOOLEAN NOT NULL,

    CONSTRAINT "plenary_member_pkey" PRIMARY KEY ("plenary_id","account_id")
);

-- CreateTable
CREATE TABLE "plenary_item" (
    "plenary_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "urban_village_code" TEXT NOT NULL,
    "competent" BOOLEAN NOT NULL,
    "proposed" TEXT NOT NULL,
    "run_order" INTEGER NOT NULL,
    "seat" TEXT,
    "override_code" TEXT,
    "override_basis" TEXT,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "plenary_item_pkey" PRIMARY KEY ("plenary_id","candidate_id")
);

-- CreateTable
CREATE TABLE "plenary_quota" (
    "plenary_id" UUID NOT NULL,
    "urban_village_code" TEXT NOT NULL,
    "quota" INTEGER NOT NULL,

    CONSTRAINT "plenary_quota_pkey" PRIMARY KEY ("plenary_id","urban_village_code")
);

-- CreateTable
CREATE TABLE "announcement" (
    "id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "plenary_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "outcomes" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "prepared_by" UUID NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" UUID,
    "published_at" TIMESTAMPTZ(3),
    "closes_at" TIMESTAMPTZ(3),
    "holidays_known" BOOLEAN,

    CONSTRAINT "announcement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appeal" (
    "id" UUID NOT NULL,
    "announcement_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "filed_by" UUID,
    "withdrawn_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "remedy" TEXT,
    "reason" TEXT,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "appeal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appeal_file" (
    "id" UUID NOT NULL,
    "appeal_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "stored_as" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "appeal_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "determination" (
    "id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "plenary_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "prepared_by" UUID NOT NULL,
    "prepared_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by" UUID,
    "approved_at" TIMESTAMPTZ(3),

    CONSTRAINT "determination_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "determined_outcome" (
    "determination_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "urban_village_code" TEXT NOT NULL,
    "competent" BOOLEAN NOT NULL,
    "seat" TEXT NOT NULL,
    "reserve_rank" INTEGER,

    CONSTRAINT "determined_outcome_pkey" PRIMARY KEY ("determination_id","candidate_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "plenary_period_id_sequence_key" ON "plenary"("period_id", "sequence");

-- CreateIndex
CREATE INDEX "plenary_item_plenary_id_urban_village_code_idx" ON "plenary_item"("plenary_id", "urban_village_code");

-- CreateIndex
CREATE INDEX "plenary_item_candidate_id_idx" ON "plenary_item"("candidate_id");

-- CreateIndex
CREATE UNIQUE INDEX "announcement_plenary_id_key" ON "announcement"("plenary_id");

-- CreateIndex
CREATE INDEX "announcement_period_id_idx" ON "announcement"("period_id");

-- CreateIndex
CREATE INDEX "appeal_candidate_id_idx" ON "appeal"("candidate_id");

-- CreateIndex
CREATE UNIQUE INDEX "appeal_announcement_id_number_key" ON "appeal"("announcement_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "appeal_file_stored_as_key" ON "appeal_file"("stored_as");

-- CreateIndex
CREATE INDEX "appeal_file_appeal_id_idx" ON "appeal_file"("appeal_id");

-- CreateIndex
CREATE INDEX "determination_period_id_idx" ON "determination"("period_id");

-- CreateIndex
CREATE UNIQUE INDEX "determined_outcome_candidate_id_key" ON "determined_outcome"("candidate_id");


-- What the schema language cannot say.
ALTER TABLE public_holiday ADD CONSTRAINT public_holiday_kind CHECK (kind IN ('national', 'joint-leave'));
ALTER TABLE plenary ADD CONSTRAINT plenary_state CHECK (state IN ('preparing', 'in-session', 'closed'));
ALTER TABLE plenary ADD CONSTRAINT plenary_closed_whole CHECK ((state = 'closed') = (closed_at IS NOT NULL AND closed_by IS NOT NULL));
ALTER TABLE plenary_item ADD CONSTRAINT plenary_item_seats CHECK (proposed IN ('selected', 'reserve', 'not-selected') AND seat IN ('selected', 'reserve', 'not-selected'));
ALTER TABLE plenary_item ADD CONSTRAINT plenary_item_decided_whole CHECK ((seat IS NULL) = (decided_at IS NULL) AND (seat IS NULL) = (decided_by IS NULL));
ALTER TABLE plenary_item ADD CONSTRAINT plenary_item_override_whole CHECK ((override_code IS NULL) = (override_basis IS NULL) AND (seat IS NULL OR (seat = proposed) = (override_code IS NULL)));
ALTER TABLE plenary_item ADD CONSTRAINT plenary_item_threshold_first CHECK (seat IS NULL OR competent OR seat = 'not-selected');
ALTER TABLE plenary_quota ADD CONSTRAINT plenary_quota_not_negative CHECK (quota >= 0);
CREATE UNIQUE INDEX plenary_one_chair ON plenary_member (plenary_id) WHERE chair;
CREATE UNIQUE INDEX plenary_one_under_way ON plenary (period_id) WHERE state <> 'closed';

ALTER TABLE announcement ADD CONSTRAINT announcement_two_people CHECK (published_by <> prepared_by);
ALTER TABLE announcement ADD CONSTRAINT announcement_published_whole CHECK ((published_by IS NULL) = (published_at IS NULL) AND (published_by IS NULL) = (closes_at IS NULL) AND (published_by IS NULL) = (holidays_known IS NULL));
ALTER TABLE appeal ADD CONSTRAINT appeal_kind CHECK (kind IN ('question', 'marking', 'procedure', 'identity', 'eligibility'));
ALTER TABLE appeal ADD CONSTRAINT appeal_state CHECK (state IN ('submitted', 'withdrawn', 'decided'));
ALTER TABLE appeal ADD CONSTRAINT appeal_withdrawn_whole CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL));
ALTER TABLE appeal ADD CONSTRAINT appeal_decided_whole CHECK ((state = 'decided') = (decided_by IS NOT NULL AND decided_at IS NOT NULL AND outcome IS NOT NULL AND reason IS NOT NULL));
ALTER TABLE appeal ADD CONSTRAINT appeal_outcome CHECK (outcome IN ('granted', 'rejected'));
ALTER TABLE appeal ADD CONSTRAINT appeal_remedy CHECK (remedy IN ('mark-again', 'reopen-case') AND (remedy IS NULL) = (outcome IS DISTINCT FROM 'granted'));
ALTER TABLE appeal ADD CONSTRAINT appeal_decided_by_another CHECK (decided_by <> filed_by);
CREATE UNIQUE INDEX appeal_one_open ON appeal (candidate_id) WHERE state = 'submitted';
ALTER TABLE determination ADD CONSTRAINT determination_two_people CHECK (approved_by <> prepared_by);
ALTER TABLE determination ADD CONSTRAINT determination_approved_whole CHECK ((approved_by IS NULL) = (approved_at IS NULL));
CREATE UNIQUE INDEX determination_one_approved ON determination (period_id) WHERE approved_at IS NOT NULL;
ALTER TABLE determined_outcome ADD CONSTRAINT determined_outcome_seat CHECK (seat IN ('selected', 'reserve', 'not-selected') AND (competent OR seat = 'not-selected') AND (reserve_rank IS NOT NULL) = (seat = 'reserve'));

-- A closed plenary stays as it was closed, with its members, agenda and quotas; the agenda's proposals never change.
CREATE FUNCTION keep_closed_plenary() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'closed' THEN
    RAISE EXCEPTION 'a plenary stays, and a closed one as it is' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.period_id, NEW.selection_run_id, NEW.sequence, NEW.policy_version, NEW.quorum_percent)
    IS DISTINCT FROM (OLD.id, OLD.period_id, OLD.selection_run_id, OLD.sequence, OLD.policy_version, OLD.quorum_percent) THEN
    RAISE EXCEPTION 'a plenary keeps its run and its rules' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state = 'closed' AND EXISTS (
    SELECT 1 FROM plenary_item i WHERE i.plenary_id = NEW.id AND i.seat = 'selected' GROUP BY i.urban_village_code
    HAVING count(*) > coalesce((SELECT q.quota FROM plenary_quota q WHERE q.plenary_id = NEW.id AND q.urban_village_code = i.urban_village_code), 0)
  ) THEN
    RAISE EXCEPTION 'a kelurahan has more seats than its quota' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER plenary_stays_closed BEFORE UPDATE OR DELETE ON plenary FOR EACH ROW EXECUTE FUNCTION keep_closed_plenary();

CREATE FUNCTION refuse_change_of_closed_plenary() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.plenary_id ELSE NEW.plenary_id END;
BEGIN
  IF EXISTS (SELECT 1 FROM plenary WHERE id = touched AND state = 'closed') THEN
    RAISE EXCEPTION 'a closed plenary stays as it is' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER plenary_member_stays BEFORE INSERT OR UPDATE OR DELETE ON plenary_member FOR EACH ROW EXECUTE FUNCTION refuse_change_of_closed_plenary();
CREATE TRIGGER plenary_item_stays BEFORE INSERT OR UPDATE OR DELETE ON plenary_item FOR EACH ROW EXECUTE FUNCTION refuse_change_of_closed_plenary();
CREATE TRIGGER plenary_quota_stays BEFORE INSERT OR UPDATE OR DELETE ON plenary_quota FOR EACH ROW EXECUTE FUNCTION refuse_change_of_closed_plenary();

CREATE FUNCTION keep_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.plenary_id, NEW.candidate_id, NEW.urban_village_code, NEW.competent, NEW.proposed, NEW.run_order)
    IS DISTINCT FROM (OLD.plenary_id, OLD.candidate_id, OLD.urban_village_code, OLD.competent, OLD.proposed, OLD.run_order) THEN
    RAISE EXCEPTION 'the agenda keeps what the run proposed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER plenary_item_keeps_proposal BEFORE UPDATE ON plenary_item FOR EACH ROW EXECUTE FUNCTION keep_agenda();

-- A list is prepared once and published once; what it says and until when it can be appealed stays.
CREATE FUNCTION keep_announcement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.published_at IS NOT NULL OR
    (NEW.id, NEW.period_id, NEW.plenary_id, NEW.outcomes, NEW.content_hash, NEW.prepared_by, NEW.prepared_at)
    IS DISTINCT FROM (OLD.id, OLD.period_id, OLD.plenary_id, OLD.outcomes, OLD.content_hash, OLD.prepared_by, OLD.prepared_at) THEN
    RAISE EXCEPTION 'an announcement stays as it is' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER announcement_stays BEFORE UPDATE OR DELETE ON announcement FOR EACH ROW EXECUTE FUNCTION keep_announcement();

-- An appeal comes in while its window is open by the database's clock, and is decided by someone who had no part in the matter.
CREATE FUNCTION guard_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an appeal stays in the register' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT 1 FROM announcement a WHERE a.id = NEW.announcement_id AND a.published_at <= clock_timestamp() AND clock_timestamp() < a.closes_at) THEN
      RAISE EXCEPTION 'the window for appeals is closed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.announcement_id, NEW.candidate_id, NEW.number, NEW.kind, NEW.statement, NEW.filed_at, NEW.filed_by)
    IS DISTINCT FROM (OLD.id, OLD.announcement_id, OLD.candidate_id, OLD.number, OLD.kind, OLD.statement, OLD.filed_at, OLD.filed_by) OR
    OLD.state = 'withdrawn' OR
    (OLD.state = 'decided' AND ((NEW.state, NEW.outcome, NEW.remedy, NEW.reason, NEW.decided_by, NEW.decided_at)
      IS DISTINCT FROM (OLD.state, OLD.outcome, OLD.remedy, OLD.reason, OLD.decided_by, OLD.decided_at))) THEN
    RAISE EXCEPTION 'an appeal stays as it was filed and decided' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state = 'submitted' AND NEW.state = 'decided' AND EXISTS (
    SELECT 1 FROM attempt t JOIN marking_task k ON k.attempt_id = t.id JOIN mark m ON m.task_id = k.id
      WHERE t.candidate_id = NEW.candidate_id AND m.assessor_id = NEW.decided_by
    UNION ALL
    SELECT 1 FROM attempt t JOIN exam_result r ON r.attempt_id = t.id WHERE t.candidate_id = NEW.candidate_id AND r.confirmed_by = NEW.decided_by
  ) THEN
    RAISE EXCEPTION 'whoever marked or confirmed does not decide the appeal' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_is_guarded BEFORE INSERT OR UPDATE OR DELETE ON appeal FOR EACH ROW EXECUTE FUNCTION guard_appeal();

-- What was prepared is what is approved, and an approved determination stands.
CREATE FUNCTION keep_determination() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.approved_at IS NOT NULL THEN
      RAISE EXCEPTION 'a determination stands' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.approved_at IS NOT NULL OR
    (NEW.id, NEW.period_id, NEW.plenary_id, NEW.content, NEW.content_hash, NEW.prepared_by, NEW.prepared_at)
    IS DISTINCT FROM (OLD.id, OLD.period_id, OLD.plenary_id, OLD.content, OLD.content_hash, OLD.prepared_by, OLD.prepared_at) THEN
    RAISE EXCEPTION 'a determination stays as it was prepared' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER determination_stays BEFORE UPDATE OR DELETE ON determination FOR EACH ROW EXECUTE FUNCTION keep_determination();
CREATE TRIGGER appeal_file_append_only BEFORE UPDATE OR DELETE ON appeal_file FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER determined_outcome_append_only BEFORE UPDATE OR DELETE ON determined_outcome FOR EACH ROW EXECUTE FUNCTION refuse_change();
