-- CreateTable
CREATE TABLE "selection_import" (
    "id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "imported_by" UUID NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "selection_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "selection_village" (
    "period_id" UUID NOT NULL,
    "urban_village_code" TEXT NOT NULL,
    "figures" JSONB NOT NULL,
    "imported_quota" INTEGER,
    "decree_quota" INTEGER,
    "field_seats" JSONB,
    "import_id" UUID NOT NULL,

    CONSTRAINT "selection_village_pkey" PRIMARY KEY ("period_id","urban_village_code")
);

-- CreateTable
CREATE TABLE "selection_component" (
    "candidate_id" UUID NOT NULL,
    "practice" TEXT,
    "service_record" TEXT,
    "plenary_place" INTEGER,
    "can_serve" TEXT[],
    "groups" TEXT[],
    "import_id" UUID NOT NULL,

    CONSTRAINT "selection_component_pkey" PRIMARY KEY ("candidate_id")
);

-- CreateTable
CREATE TABLE "selection_scenario" (
    "id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "summary" JSONB NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "selection_scenario_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "selection_run" (
    "id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "scenario_id" UUID,
    "inputs" TEXT NOT NULL,
    "inputs_hash" TEXT NOT NULL,
    "sealed_hash" TEXT NOT NULL,
    "result_hash" TEXT NOT NULL,
    "lot_number" TEXT,
    "summary" JSONB NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "proposed_by" UUID,
    "proposed_at" TIMESTAMPTZ(3),
    "approved_by" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "rejected_by" UUID,
    "rejected_at" TIMESTAMPTZ(3),
    "rejection_reason" TEXT,

    CONSTRAINT "selection_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "selection_quota" (
    "run_id" UUID NOT NULL,
    "urban_village_code" TEXT NOT NULL,
    "quota" INTEGER NOT NULL,
    "selected" INTEGER NOT NULL,
    "reserve" INTEGER NOT NULL,
    "figures" JSONB NOT NULL,

    CONSTRAINT "selection_quota_pkey" PRIMARY KEY ("run_id","urban_village_code")
);

-- CreateTable
CREATE TABLE "selection_outcome" (
    "run_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "urban_village_code" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "ranked" BOOLEAN NOT NULL,
    "seat" TEXT,
    "field" TEXT,
    "score" DECIMAL(7,4),
    "content" JSONB NOT NULL,

    CONSTRAINT "selection_outcome_pkey" PRIMARY KEY ("run_id","candidate_id")
);

-- CreateTable
CREATE TABLE "selection_step" (
    "run_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "withdrawn_id" UUID NOT NULL,
    "promoted_id" UUID,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "recorded_by" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "selection_step_pkey" PRIMARY KEY ("run_id","sequence")
);

-- CreateIndex
CREATE INDEX "selection_import_period_id_idx" ON "selection_import"("period_id");

-- CreateIndex
CREATE INDEX "selection_scenario_period_id_idx" ON "selection_scenario"("period_id");

-- CreateIndex
CREATE UNIQUE INDEX "selection_run_period_id_number_key" ON "selection_run"("period_id", "number");

-- CreateIndex
CREATE INDEX "selection_outcome_candidate_id_idx" ON "selection_outcome"("candidate_id");

-- CreateIndex
CREATE UNIQUE INDEX "selection_outcome_run_id_urban_village_code_rank_key" ON "selection_outcome"("run_id", "urban_village_code", "rank");

-- CreateIndex
CREATE UNIQUE INDEX "selection_step_run_id_withdrawn_id_key" ON "selection_step"("run_id", "withdrawn_id");

-- CreateIndex
CREATE UNIQUE INDEX "selection_step_run_id_promoted_id_key" ON "selection_step"("run_id", "promoted_id");

-- What follows the schema language cannot say.
ALTER TABLE selection_import ADD CONSTRAINT selection_import_kind CHECK (kind IN ('villages', 'candidates'));
ALTER TABLE selection_run ADD CONSTRAINT selection_run_state CHECK (state IN ('draft', 'proposed', 'approved', 'rejected', 'superseded'));
ALTER TABLE selection_run ADD CONSTRAINT selection_run_two_people CHECK (
  (approved_by IS NULL OR (approved_by <> proposed_by AND approved_by <> created_by)) AND (rejected_by IS NULL OR rejected_by <> proposed_by)
);
ALTER TABLE selection_run ADD CONSTRAINT selection_run_proposed_whole CHECK ((state = 'draft') = (proposed_by IS NULL) AND (proposed_by IS NULL) = (proposed_at IS NULL));
ALTER TABLE selection_run ADD CONSTRAINT selection_run_approved_whole CHECK ((state IN ('approved', 'superseded')) = (approved_by IS NOT NULL) AND (approved_by IS NULL) = (approved_at IS NULL));
ALTER TABLE selection_run ADD CONSTRAINT selection_run_rejected_whole CHECK (
  (state = 'rejected') = (rejected_by IS NOT NULL) AND (rejected_by IS NULL) = (rejected_at IS NULL) AND (rejected_by IS NULL) = (rejection_reason IS NULL)
);
ALTER TABLE selection_outcome ADD CONSTRAINT selection_outcome_kind CHECK (outcome IN ('selected', 'reserve', 'not-selected'));
ALTER TABLE selection_outcome ADD CONSTRAINT selection_outcome_seat CHECK ((outcome = 'selected') = (seat IS NOT NULL) AND (outcome = 'not-selected' OR ranked));
ALTER TABLE selection_step ADD CONSTRAINT selection_step_two_people CHECK (promoted_id IS NULL OR promoted_id <> withdrawn_id);
ALTER TABLE selection_quota ADD CONSTRAINT selection_quota_not_exceeded CHECK (quota >= 0 AND selected BETWEEN 0 AND quota);

CREATE UNIQUE INDEX selection_run_one_approved ON selection_run (period_id) WHERE state = 'approved';

CREATE TRIGGER selection_import_append_only BEFORE UPDATE OR DELETE ON selection_import FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER selection_scenario_append_only BEFORE UPDATE OR DELETE ON selection_scenario FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER selection_step_append_only BEFORE UPDATE OR DELETE ON selection_step FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A run's inputs are frozen when it is proposed, its states only go forward, and a run stays.
CREATE FUNCTION keep_selection_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a selection run stays' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.period_id, NEW.number, NEW.scenario_id, NEW.created_by, NEW.created_at, NEW.sealed_hash)
    IS DISTINCT FROM (OLD.id, OLD.period_id, OLD.number, OLD.scenario_id, OLD.created_by, OLD.created_at, OLD.sealed_hash)
  THEN
    RAISE EXCEPTION 'a selection run keeps what it is' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state <> 'draft' AND (NEW.inputs, NEW.inputs_hash, NEW.result_hash, NEW.lot_number, NEW.summary, NEW.proposed_by, NEW.proposed_at)
    IS DISTINCT FROM (OLD.inputs, OLD.inputs_hash, OLD.result_hash, OLD.lot_number, OLD.summary, OLD.proposed_by, OLD.proposed_at)
  THEN
    RAISE EXCEPTION 'the inputs of a proposed selection are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.lot_number IS NOT NULL AND NEW.lot_number IS DISTINCT FROM OLD.lot_number THEN
    RAISE EXCEPTION 'a lot is drawn once' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (OLD.approved_by IS NOT NULL OR OLD.rejected_by IS NOT NULL) AND
    (NEW.approved_by, NEW.approved_at, NEW.rejected_by, NEW.rejected_at, NEW.rejection_reason)
    IS DISTINCT FROM (OLD.approved_by, OLD.approved_at, OLD.rejected_by, OLD.rejected_at, OLD.rejection_reason)
  THEN
    RAISE EXCEPTION 'a decision on a selection stays' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('draft', 'proposed'), ('proposed', 'approved'), ('proposed', 'rejected'), ('approved', 'superseded')) THEN
    RAISE EXCEPTION 'a selection run does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER selection_run_stays BEFORE UPDATE OR DELETE ON selection_run FOR EACH ROW EXECUTE FUNCTION keep_selection_run();

-- The list itself can only change while its run is a draft.
CREATE FUNCTION keep_selection_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR EXISTS (SELECT 1 FROM selection_run WHERE id = (CASE TG_OP WHEN 'DELETE' THEN OLD.run_id ELSE NEW.run_id END) AND state <> 'draft') THEN
    RAISE EXCEPTION 'the list of a selection is frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER selection_outcome_frozen BEFORE INSERT OR UPDATE OR DELETE ON selection_outcome FOR EACH ROW EXECUTE FUNCTION keep_selection_list();
CREATE TRIGGER selection_quota_frozen BEFORE INSERT OR UPDATE OR DELETE ON selection_quota FOR EACH ROW EXECUTE FUNCTION keep_selection_list();

-- No kelurahan ever has more selected people than its quota.
CREATE FUNCTION keep_selection_quota() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM selection_outcome o LEFT JOIN selection_quota v ON v.run_id = o.run_id AND v.urban_village_code = o.urban_village_code
    WHERE o.outcome = 'selected' AND o.run_id IN (SELECT DISTINCT run_id FROM added)
    GROUP BY o.run_id, o.urban_village_code, v.quota HAVING count(*) > coalesce(v.quota, 0)
  ) THEN
    RAISE EXCEPTION 'a kelurahan would exceed its quota' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER selection_outcome_within_quota AFTER INSERT ON selection_outcome REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_selection_quota();

-- A seat passes only inside an approved run, from somebody who stands on it to somebody of the same kelurahan's reserve.
CREATE FUNCTION keep_selection_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM selection_run WHERE id = NEW.run_id AND state = 'approved') THEN
    RAISE EXCEPTION 'a seat passes only on an approved list' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM selection_outcome WHERE run_id = NEW.run_id AND candidate_id = NEW.withdrawn_id AND outcome IN ('selected', 'reserve')) THEN
    RAISE EXCEPTION 'only somebody with a place can leave it' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.promoted_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM selection_outcome p JOIN selection_outcome w ON w.run_id = p.run_id AND w.urban_village_code = p.urban_village_code
    WHERE p.run_id = NEW.run_id AND p.candidate_id = NEW.promoted_id AND p.outcome = 'reserve' AND w.candidate_id = NEW.withdrawn_id
      AND (w.outcome = 'selected' OR EXISTS (SELECT 1 FROM selection_step s WHERE s.run_id = w.run_id AND s.promoted_id = w.candidate_id))
      AND NOT EXISTS (SELECT 1 FROM selection_step s WHERE s.run_id = p.run_id AND s.withdrawn_id = p.candidate_id)
  ) THEN
    RAISE EXCEPTION 'a seat passes to the reserve of the same kelurahan' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER selection_step_passes_a_seat BEFORE INSERT ON selection_step FOR EACH ROW EXECUTE FUNCTION keep_selection_step();
