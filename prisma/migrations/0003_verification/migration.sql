-- AlterTable
ALTER TABLE "candidate" ADD COLUMN     "eligibility" TEXT NOT NULL DEFAULT 'unverified';

-- CreateTable
CREATE TABLE "eligibility_case" (
    "id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,
    "cadre_id" UUID NOT NULL,
    "urban_village_code" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "reopened" BOOLEAN NOT NULL DEFAULT false,
    "proposed_by" UUID,
    "acknowledged_by" UUID,
    "verified_by" UUID,
    "decision" TEXT,
    "reasons" TEXT[],
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "state_since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "eligibility_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_transition" (
    "case_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "act" TEXT NOT NULL,
    "duty" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "actor_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reasons" TEXT[],
    "note" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "findings" JSONB NOT NULL,

    CONSTRAINT "case_transition_pkey" PRIMARY KEY ("case_id","version")
);

-- CreateTable
CREATE TABLE "case_document" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "byte_size" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "storage_name" TEXT NOT NULL,
    "uploaded_by" UUID NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_by" UUID,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "case_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cadre_tie" (
    "account_id" UUID NOT NULL,
    "cadre_id" UUID NOT NULL,
    "relation" TEXT NOT NULL,
    "declared_by" UUID NOT NULL,
    "declared_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cadre_tie_pkey" PRIMARY KEY ("account_id","cadre_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "eligibility_case_candidate_id_key" ON "eligibility_case"("candidate_id");

-- CreateIndex
CREATE INDEX "eligibility_case_period_id_urban_village_code_idx" ON "eligibility_case"("period_id", "urban_village_code");

-- CreateIndex
CREATE INDEX "case_document_case_id_idx" ON "case_document"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_document_storage_name_key" ON "case_document"("storage_name");

-- What the schema language cannot say.

-- Whoever holds a card from before this rule keeps it.
UPDATE candidate SET eligibility = 'eligible' WHERE card_made_at IS NOT NULL OR pin_hash IS NOT NULL;

ALTER TABLE candidate ADD CONSTRAINT candidate_eligibility CHECK (eligibility IN ('unverified', 'eligible', 'ineligible'));
ALTER TABLE eligibility_case ADD CONSTRAINT eligibility_case_state CHECK (state IN ('draft', 'proposed', 'acknowledged', 'returned', 'verified'));
ALTER TABLE eligibility_case ADD CONSTRAINT eligibility_case_different_people CHECK (
  proposed_by <> acknowledged_by AND proposed_by <> verified_by AND acknowledged_by <> verified_by);
ALTER TABLE eligibility_case ADD CONSTRAINT eligibility_case_proposed_whole CHECK ((state IN ('proposed', 'acknowledged', 'verified')) = (proposed_by IS NOT NULL));
ALTER TABLE eligibility_case ADD CONSTRAINT eligibility_case_acknowledged_whole CHECK ((state IN ('acknowledged', 'verified')) = (acknowledged_by IS NOT NULL));
ALTER TABLE eligibility_case ADD CONSTRAINT eligibility_case_verified_whole CHECK ((state = 'verified') = (verified_by IS NOT NULL AND decision IS NOT NULL));
ALTER TABLE eligibility_case ADD CONSTRAINT eligibility_case_decision CHECK (decision IN ('eligible', 'ineligible'));
ALTER TABLE eligibility_case ADD CONSTRAINT eligibility_case_ineligible_has_reasons CHECK (
  (decision IS NOT DISTINCT FROM 'ineligible') = (cardinality(reasons) > 0));
ALTER TABLE eligibility_case ADD CONSTRAINT eligibility_case_reasons CHECK (
  reasons <@ ARRAY['age', 'occupation', 'spouse-position', 'double-honorarium', 'residence', 'other']);
ALTER TABLE case_transition ADD CONSTRAINT case_transition_step CHECK ((act, duty, from_state, to_state) IN (
  ('propose', 'propose', 'draft', 'proposed'), ('propose', 'propose', 'returned', 'proposed'),
  ('acknowledge', 'acknowledge', 'proposed', 'acknowledged'), ('return', 'acknowledge', 'proposed', 'returned'),
  ('verify', 'decide', 'acknowledged', 'verified'), ('return', 'decide', 'acknowledged', 'returned'),
  ('reopen', 'reopen', 'verified', 'returned')));
ALTER TABLE case_transition ADD CONSTRAINT case_transition_says_why CHECK (act NOT IN ('return', 'reopen') OR (cardinality(reasons) = 1 AND note <> ''));
ALTER TABLE case_document ADD CONSTRAINT case_document_media_type CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png'));
ALTER TABLE case_document ADD CONSTRAINT case_document_kind CHECK (kind IN ('identity-card', 'statement', 'domicile', 'employment', 'other'));
ALTER TABLE case_document ADD CONSTRAINT case_document_size CHECK (byte_size BETWEEN 1 AND 5242880);
ALTER TABLE case_document ADD CONSTRAINT case_document_removed_whole CHECK ((removed_by IS NULL) = (removed_at IS NULL));
ALTER TABLE cadre_tie ADD CONSTRAINT cadre_tie_relation CHECK (relation IN ('self', 'kin'));

-- A case is opened for a candidate whose name stands in the decree's roster, in her own kelurahan, and begins as a draft.
CREATE FUNCTION require_case_of_the_roster() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'draft' OR NEW.version <> 0 OR NEW.reopened OR NOT EXISTS (
    SELECT 1 FROM candidate c JOIN cadre k ON k.id = c.cadre_id
    WHERE c.id = NEW.candidate_id AND c.period_id = NEW.period_id AND c.cadre_id = NEW.cadre_id AND c.eligibility = 'unverified'
      AND k.active AND k.urban_village_code = NEW.urban_village_code
  ) THEN
    RAISE EXCEPTION 'a case begins as a draft, for an unverified candidate of the roster' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eligibility_case_of_the_roster BEFORE INSERT ON eligibility_case FOR EACH ROW EXECUTE FUNCTION require_case_of_the_roster();

-- A case goes on step by step and stays what it is about.
CREATE FUNCTION keep_case_on_its_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a case stays' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.version <> OLD.version + 1
    OR (NEW.id, NEW.period_id, NEW.candidate_id, NEW.cadre_id, NEW.urban_village_code, NEW.opened_at)
      IS DISTINCT FROM (OLD.id, OLD.period_id, OLD.candidate_id, OLD.cadre_id, OLD.urban_village_code, OLD.opened_at)
    OR (OLD.state, NEW.state) NOT IN (
      ('draft', 'proposed'), ('returned', 'proposed'), ('proposed', 'acknowledged'), ('proposed', 'returned'),
      ('acknowledged', 'verified'), ('acknowledged', 'returned'), ('verified', 'returned'))
    OR (NEW.state IN ('acknowledged', 'verified') AND NEW.proposed_by IS DISTINCT FROM OLD.proposed_by)
    OR (NEW.state = 'verified' AND NEW.acknowledged_by IS DISTINCT FROM OLD.acknowledged_by)
    OR NEW.reopened IS DISTINCT FROM (OLD.reopened OR OLD.state = 'verified')
  THEN
    RAISE EXCEPTION 'a case does not go from % to % like this', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER eligibility_case_on_its_way BEFORE UPDATE OR DELETE ON eligibility_case FOR EACH ROW EXECUTE FUNCTION keep_case_on_its_way();

-- A step is taken by somebody who had no other duty in the case and is neither the cadre nor of her kin. The case's row lock keeps
-- two steps at once from slipping past each other.
CREATE FUNCTION require_step_by_the_right_person() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  subject eligibility_case%ROWTYPE;
BEGIN
  SELECT * INTO subject FROM eligibility_case WHERE id = NEW.case_id FOR UPDATE;
  IF NOT FOUND OR subject.version <> NEW.version OR subject.state <> NEW.to_state
    OR NEW.from_state <> coalesce((SELECT to_state FROM case_transition WHERE case_id = NEW.case_id AND version = NEW.version - 1), 'draft')
    OR (NEW.act = 'propose' AND subject.proposed_by IS DISTINCT FROM NEW.actor_id)
    OR (NEW.act = 'acknowledge' AND subject.acknowledged_by IS DISTINCT FROM NEW.actor_id)
    OR (NEW.act = 'verify' AND (subject.verified_by IS DISTINCT FROM NEW.actor_id OR subject.reasons IS DISTINCT FROM NEW.reasons)) THEN
    RAISE EXCEPTION 'the step is not the one that the case took' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM case_transition WHERE case_id = NEW.case_id AND actor_id = NEW.actor_id AND duty <> NEW.duty) THEN
    RAISE EXCEPTION 'one person has one duty in a case' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM cadre_tie WHERE account_id = NEW.actor_id AND cadre_id = subject.cadre_id) THEN
    RAISE EXCEPTION 'nobody has a part in the own case or a relative''s' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER case_transition_by_the_right_person BEFORE INSERT ON case_transition FOR EACH ROW EXECUTE FUNCTION require_step_by_the_right_person();
CREATE TRIGGER case_transition_append_only BEFORE UPDATE OR DELETE ON case_transition FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cadre_tie_append_only BEFORE UPDATE OR DELETE ON cadre_tie FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- At the commit: no step without its entry in the history, and the candidate is what the case says.
CREATE FUNCTION require_case_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM case_transition WHERE case_id = NEW.id AND version = NEW.version) THEN
    RAISE EXCEPTION 'a step of a case stands in its history' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM eligibility_case e JOIN candidate c ON c.id = e.candidate_id
    WHERE e.id = NEW.id AND c.eligibility IS DISTINCT FROM coalesce(e.decision, 'unverified')
  ) THEN
    RAISE EXCEPTION 'the candidate''s eligibility is what the case decided' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER eligibility_case_has_history AFTER UPDATE ON eligibility_case DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION require_case_history();

CREATE FUNCTION require_eligibility_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM candidate c LEFT JOIN eligibility_case e ON e.candidate_id = c.id
    WHERE c.id = NEW.id AND c.eligibility IS DISTINCT FROM coalesce(e.decision, 'unverified')
  ) THEN
    RAISE EXCEPTION 'the candidate''s eligibility is what the case decided' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER candidate_eligibility_made AFTER INSERT ON candidate DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.eligibility <> 'unverified') EXECUTE FUNCTION require_eligibility_decision();
CREATE CONSTRAINT TRIGGER candidate_eligibility_changed AFTER UPDATE ON candidate DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.eligibility IS DISTINCT FROM OLD.eligibility) EXECUTE FUNCTION require_eligibility_decision();

-- A card is made for an eligible candidate only; whoever is ineligible keeps neither card nor seat, unless she sat the exam.
CREATE FUNCTION require_eligible_for_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.eligibility <> 'eligible' AND (
    (NEW.pin_hash IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.pin_hash IS DISTINCT FROM OLD.pin_hash)) OR
    (NEW.card_made_at IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.card_made_at IS DISTINCT FROM OLD.card_made_at))
  ) THEN
    RAISE EXCEPTION 'a card needs an eligible candidate' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.eligibility = 'ineligible' AND (NEW.pin_hash IS NOT NULL OR NEW.card_made_at IS NOT NULL OR NEW.exam_session_id IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM attempt WHERE candidate_id = NEW.id) THEN
    RAISE EXCEPTION 'an ineligible candidate has neither card nor seat' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER candidate_card_needs_eligibility BEFORE INSERT OR UPDATE ON candidate FOR EACH ROW EXECUTE FUNCTION require_eligible_for_card();

-- A document stays as it came in; it can be taken out once, and its row stays.
CREATE FUNCTION keep_case_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.removed_at IS NOT NULL OR NEW.removed_at IS NULL OR
    (NEW.id, NEW.case_id, NEW.kind, NEW.media_type, NEW.byte_size, NEW.content_hash, NEW.storage_name, NEW.uploaded_by, NEW.uploaded_at)
    IS DISTINCT FROM
    (OLD.id, OLD.case_id, OLD.kind, OLD.media_type, OLD.byte_size, OLD.content_hash, OLD.storage_name, OLD.uploaded_by, OLD.uploaded_at)
  THEN
    RAISE EXCEPTION 'a document of a case stays as it is' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER case_document_stays BEFORE UPDATE OR DELETE ON case_document FOR EACH ROW EXECUTE FUNCTION keep_case_document();
