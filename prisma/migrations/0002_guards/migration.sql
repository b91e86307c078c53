-- What the schema language cannot say: append-only tables, immutable versions, one current result, values of closed sets.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER answer_event_append_only BEFORE UPDATE OR DELETE ON answer_event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER policy_version_append_only BEFORE UPDATE OR DELETE ON policy_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_version_append_only BEFORE UPDATE OR DELETE ON bank_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_version_item_append_only BEFORE UPDATE OR DELETE ON bank_version_item FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER question_media_append_only BEFORE UPDATE OR DELETE ON question_media FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exam_form_append_only BEFORE UPDATE OR DELETE ON exam_form FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A published or retired question version keeps its content; only its status may go on from published to retired.
CREATE FUNCTION keep_published_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.status IN ('published', 'retired') THEN
      RAISE EXCEPTION 'a published question version stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.status IN ('published', 'retired') AND (
    NEW.body IS DISTINCT FROM OLD.body OR NEW.answer_key IS DISTINCT FROM OLD.answer_key OR
    NEW.documentation IS DISTINCT FROM OLD.documentation OR NEW.content_hash IS DISTINCT FROM OLD.content_hash OR
    NEW.kind IS DISTINCT FROM OLD.kind OR NEW.field IS DISTINCT FROM OLD.field OR
    NEW.competency IS DISTINCT FROM OLD.competency OR NEW.difficulty IS DISTINCT FROM OLD.difficulty OR
    NEW.version IS DISTINCT FROM OLD.version OR NEW.question_id IS DISTINCT FROM OLD.question_id OR
    NEW.change_class IS DISTINCT FROM OLD.change_class OR NEW.authored_by IS DISTINCT FROM OLD.authored_by OR
    NEW.signed_off_by IS DISTINCT FROM OLD.signed_off_by OR NEW.signed_off_at IS DISTINCT FROM OLD.signed_off_at OR
    NEW.sign_off_note IS DISTINCT FROM OLD.sign_off_note OR
    (OLD.status = 'published' AND NEW.status NOT IN ('published', 'retired')) OR
    (OLD.status = 'retired' AND NEW.status <> 'retired')
  ) THEN
    RAISE EXCEPTION 'a published question version is immutable' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER question_version_immutable BEFORE UPDATE OR DELETE ON question_version FOR EACH ROW EXECUTE FUNCTION keep_published_question();

-- After the hand-in the database itself refuses every write: a closed attempt takes no answer that counts and does not open again.
CREATE FUNCTION keep_closed_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'closed' AND (NEW.status <> 'closed' OR NEW.effective_end IS DISTINCT FROM OLD.effective_end) THEN
    RAISE EXCEPTION 'a closed attempt stays closed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER attempt_stays_closed BEFORE UPDATE ON attempt FOR EACH ROW EXECUTE FUNCTION keep_closed_attempt();

CREATE FUNCTION refuse_answer_after_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM attempt WHERE id = NEW.attempt_id AND status = 'closed') THEN
    RAISE EXCEPTION 'the attempt is closed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER current_answer_only_while_running BEFORE INSERT OR UPDATE ON current_answer FOR EACH ROW EXECUTE FUNCTION refuse_answer_after_close();
CREATE TRIGGER answer_event_accepted_only_while_running BEFORE INSERT ON answer_event FOR EACH ROW WHEN (NEW.standing = 'accepted') EXECUTE FUNCTION refuse_answer_after_close();

CREATE UNIQUE INDEX exam_result_one_current ON exam_result (attempt_id) WHERE current;
CREATE UNIQUE INDEX question_version_one_open ON question_version (question_id) WHERE status IN ('draft', 'in-review');

ALTER TABLE attempt ADD CONSTRAINT attempt_status CHECK (status IN ('running', 'closed'));
ALTER TABLE attempt ADD CONSTRAINT attempt_closed_whole CHECK ((status = 'closed') = (closed_at IS NOT NULL AND closed_by IS NOT NULL AND effective_end IS NOT NULL));
ALTER TABLE answer_event ADD CONSTRAINT answer_event_standing CHECK (standing IN ('accepted', 'late', 'conflict'));
ALTER TABLE question_version ADD CONSTRAINT question_version_status CHECK (status IN ('draft', 'in-review', 'published', 'retired'));
ALTER TABLE question_version ADD CONSTRAINT question_version_published_is_signed CHECK (status <> 'published' OR (signed_off_by IS NOT NULL AND signed_off_at IS NOT NULL));
ALTER TABLE question_version ADD CONSTRAINT question_version_author_is_not_reviewer CHECK (signed_off_by IS NULL OR signed_off_by <> authored_by);
ALTER TABLE certificate ADD CONSTRAINT certificate_status CHECK (status IN ('valid', 'revoked'));
ALTER TABLE certificate ADD CONSTRAINT certificate_revoked_whole CHECK ((status = 'revoked') = (revoked_at IS NOT NULL AND revoked_by IS NOT NULL AND revocation_reason IS NOT NULL));
ALTER TABLE certificate ADD CONSTRAINT certificate_revocation_reason CHECK (revocation_reason IN ('data-error', 'appeal-upheld', 'violation', 'holder-request'));
ALTER TABLE certificate ADD CONSTRAINT certificate_number_positive CHECK (number > 0);

-- A certificate rests on a confirmed, passed and current result, and whoever confirmed the result does not issue it.
CREATE FUNCTION require_certificate_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM exam_result r JOIN attempt a ON a.id = r.attempt_id
    WHERE r.id = NEW.exam_result_id AND r.current AND r.state = 'confirmed' AND r.passed AND a.candidate_id = NEW.candidate_id AND r.confirmed_by <> NEW.issued_by
  ) THEN
    RAISE EXCEPTION 'a certificate needs a confirmed and passed result that somebody else confirmed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_needs_decision BEFORE INSERT ON certificate FOR EACH ROW EXECUTE FUNCTION require_certificate_decision();

-- An issued certificate keeps what it says; it can be revoked once, and it stays.
CREATE FUNCTION keep_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.status <> 'valid' OR NEW.status <> 'revoked' OR
    (NEW.id, NEW.public_id, NEW.exam_result_id, NEW.candidate_id, NEW.year, NEW.number, NEW.serial, NEW.content, NEW.content_hash, NEW.issued_by, NEW.issued_at, NEW.valid_until)
    IS DISTINCT FROM
    (OLD.id, OLD.public_id, OLD.exam_result_id, OLD.candidate_id, OLD.year, OLD.number, OLD.serial, OLD.content, OLD.content_hash, OLD.issued_by, OLD.issued_at, OLD.valid_until)
  THEN
    RAISE EXCEPTION 'an issued certificate stays as it is' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_stays BEFORE UPDATE OR DELETE ON certificate FOR EACH ROW EXECUTE FUNCTION keep_certificate();

ALTER TABLE web_session ADD CONSTRAINT web_session_owner CHECK ((kind = 'staff' AND account_id IS NOT NULL AND candidate_id IS NULL) OR (kind = 'candidate' AND candidate_id IS NOT NULL AND account_id IS NULL));

-- A published exam keeps what was published.
CREATE FUNCTION keep_published_exam() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'published' THEN
    RAISE EXCEPTION 'a published exam stays as it is' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER exam_stays_published BEFORE UPDATE OR DELETE ON exam FOR EACH ROW EXECUTE FUNCTION keep_published_exam();
ALTER TABLE exam ADD CONSTRAINT exam_status CHECK (status IN ('draft', 'published'));
ALTER TABLE exam ADD CONSTRAINT exam_published_whole CHECK ((status = 'published') = (published_at IS NOT NULL AND published_by IS NOT NULL));
ALTER TABLE exam ADD CONSTRAINT exam_creator_does_not_publish CHECK (published_by IS NULL OR published_by <> created_by);
ALTER TABLE exam_session ADD CONSTRAINT exam_session_state CHECK (state IN ('planned', 'open', 'closed'));

-- A calculated result keeps its figures; only its state goes on: confirmed once, superseded for good. It is never deleted.
CREATE FUNCTION keep_result() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'superseded' OR (NEW.current AND NOT OLD.current) OR
    (OLD.state = 'awaiting-marking' AND NEW.state NOT IN ('awaiting-marking', 'superseded')) OR
    (OLD.state = 'confirmed' AND NEW.state NOT IN ('confirmed', 'superseded')) OR
    (NEW.id, NEW.attempt_id, NEW.version, NEW.policy_version, NEW.breakdown, NEW.total_score, NEW.passed, NEW.content_hash, NEW.scored_at)
    IS DISTINCT FROM
    (OLD.id, OLD.attempt_id, OLD.version, OLD.policy_version, OLD.breakdown, OLD.total_score, OLD.passed, OLD.content_hash, OLD.scored_at)
  THEN
    RAISE EXCEPTION 'a calculated result stays as it is' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER exam_result_stays BEFORE UPDATE OR DELETE ON exam_result FOR EACH ROW EXECUTE FUNCTION keep_result();
ALTER TABLE exam_result ADD CONSTRAINT exam_result_state CHECK (state IN ('awaiting-marking', 'awaiting-confirmation', 'confirmed', 'superseded'));
ALTER TABLE exam_result ADD CONSTRAINT exam_result_current_is_not_superseded CHECK (current = (state <> 'superseded'));
ALTER TABLE exam_result ADD CONSTRAINT exam_result_confirmed_whole CHECK (state <> 'confirmed' OR (passed IS NOT NULL AND confirmed_by IS NOT NULL AND confirmed_at IS NOT NULL));
ALTER TABLE item_score ADD CONSTRAINT item_score_source CHECK (source IN ('automatic', 'awaiting-marker', 'marked'));
ALTER TABLE item_score ADD CONSTRAINT item_score_unmarked_has_no_points CHECK ((points IS NULL) = (source = 'awaiting-marker'));
ALTER TABLE item_score ADD CONSTRAINT item_score_within_maximum CHECK (points BETWEEN 0 AND maximum);
ALTER TABLE marking_task ADD CONSTRAINT marking_task_state CHECK (state IN ('open', 'assigned', 'marked'));
ALTER TABLE marking_task ADD CONSTRAINT marking_task_assigned_whole CHECK ((state = 'open') = (assessor_id IS NULL));

-- Whoever marks does not live in the candidate's kelurahan; a mark stays as it was given.
CREATE FUNCTION refuse_marker_of_same_kelurahan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM marking_task t
      JOIN attempt a ON a.id = t.attempt_id JOIN candidate p ON p.id = a.candidate_id JOIN cadre c ON c.id = p.cadre_id
      JOIN account m ON m.id = NEW.assessor_id
    WHERE t.id = NEW.task_id AND (c.urban_village_code = m.home_region_code OR c.urban_village_code LIKE m.home_region_code || '.%')
  ) THEN
    RAISE EXCEPTION 'a marker is not of the candidate''s kelurahan' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER mark_by_someone_else_s_kelurahan BEFORE INSERT ON mark FOR EACH ROW EXECUTE FUNCTION refuse_marker_of_same_kelurahan();
CREATE TRIGGER mark_append_only BEFORE UPDATE OR DELETE ON mark FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Whoever marked a response of an attempt does not confirm its result.
CREATE FUNCTION refuse_confirmation_by_marker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM mark m JOIN marking_task t ON t.id = m.task_id WHERE t.attempt_id = NEW.attempt_id AND m.assessor_id = NEW.confirmed_by) THEN
    RAISE EXCEPTION 'a marker does not confirm the result' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER exam_result_confirmed_by_second_person BEFORE INSERT OR UPDATE ON exam_result FOR EACH ROW WHEN (NEW.state = 'confirmed') EXECUTE FUNCTION refuse_confirmation_by_marker();

-- Whoever can make accounts never marks, approves, decides or issues; the account's row lock keeps two grants at once from slipping past each other.
CREATE FUNCTION keep_duties_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  apart CONSTANT text[] := ARRAY['assessor', 'verifier', 'plenary-member', 'selection-approver', 'issuer'];
BEGIN
  PERFORM 1 FROM account WHERE id = NEW.account_id FOR UPDATE;
  IF (NEW.role = 'administrator' AND EXISTS (SELECT 1 FROM role_grant WHERE account_id = NEW.account_id AND role = ANY (apart)))
    OR (NEW.role = ANY (apart) AND EXISTS (SELECT 1 FROM role_grant WHERE account_id = NEW.account_id AND role = 'administrator')) THEN
    RAISE EXCEPTION 'these roles exclude each other' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER role_grant_keeps_duties_apart BEFORE INSERT OR UPDATE ON role_grant FOR EACH ROW EXECUTE FUNCTION keep_duties_apart();

INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, repeat('0', 64));
